// Buttons. Every one is 44 px high and wide at least, and says in words what it does.
import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `main`: the one thing to do here; `quiet`: among many others; `danger`: takes something away. */
  readonly look?: 'main' | 'normal' | 'quiet' | 'danger';
  readonly children: ReactNode;
}

/** A button with a label. */
export function Button({ look = 'normal', children, ...rest }: ButtonProps): ReactElement {
  return (
    <AriaButton {...rest} className={`${styles['button'] ?? ''} ${styles[look] ?? ''}`}>
      {children}
    </AriaButton>
  );
}
