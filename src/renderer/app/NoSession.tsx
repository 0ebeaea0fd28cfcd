// What a browser shows that has no session with the program: an old address, or a copied one.
import type { ReactElement } from 'react';
import styles from './Page.module.css';

/** A page of words; there is nothing to press, for only the terminal can help. */
export function NoSession(): ReactElement {
  return (
    <main className={styles['page']}>
      <h1>This address can no longer be used</h1>
      <p>
        Each address opens one window, once. Your notes and lists are safe: they lie in your data
        folder, not in this browser.
      </p>
      <p>
        To open the ME/CFS Atlas Companion again, run <code>npm start</code> in a terminal. If the
        program is still running, it gives you a new address.
      </p>
    </main>
  );
}
