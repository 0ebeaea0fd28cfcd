// Buttons side by side, one below the other where the window is narrow.
import type { ReactElement, ReactNode, Ref } from 'react';
import styles from './ButtonRow.module.css';

export interface ButtonRowProps {
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
}

/** The row. */
export function ButtonRow({ children, ref }: ButtonRowProps): ReactElement {
  return (
    <div className={styles['row']} ref={ref}>
      {children}
    </div>
  );
}
