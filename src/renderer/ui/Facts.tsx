// What is known of a thing, a line each.
import type { ReactElement, ReactNode } from 'react';
import styles from './Facts.module.css';

/** A list of facts; what it holds are its items. */
export function Facts({ children }: { readonly children: ReactNode }): ReactElement {
  return <ul className={styles['facts']}>{children}</ul>;
}

/** A list of sentences, which may hold what others wrote. */
export function Sentences({ lines }: { readonly lines: readonly string[] }): ReactElement {
  return (
    <Facts>
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </Facts>
  );
}
