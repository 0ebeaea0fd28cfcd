// The class of a text by its length.
import styles from './Notes.module.css';

/**
 * Texts up to here have a direction of writing for each paragraph. Above, Chromium's layout is too slow for it
 * (`unicode-bidi: plaintext`, 1 MB in one paragraph: 11 s a key, against 0.2 s without).
 */
const MANY_DIRECTIONS_CHARACTERS = 10_000;

/** The class names of a text: of what it is, and whether it is short or long. */
export function textClass(name: 'plainText' | 'markdown' | 'field', text: string): string {
  const length = text.length <= MANY_DIRECTIONS_CHARACTERS ? 'short' : 'long';
  return `${styles[name] ?? ''} ${styles[length] ?? ''}`;
}
