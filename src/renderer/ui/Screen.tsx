// A screen of words and forms: one column, as wide as the reader likes lines.
import type { ReactElement, ReactNode } from 'react';
import styles from './Screen.module.css';

export interface ScreenProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A screen with its heading. */
export function Screen({ title, children }: ScreenProps): ReactElement {
  return (
    <div className={styles['screen']}>
      <h2 className={styles['title']}>{title}</h2>
      {children}
    </div>
  );
}

export interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** One headed part of a screen. */
export function Part({ title, children }: PartProps): ReactElement {
  return (
    <section className={styles['part']}>
      <h3 className={styles['heading']}>{title}</h3>
      {children}
    </section>
  );
}
