// The class of a text by its length.
import styles from './Notes.module.css';
import { MANY_DIRECTIONS_CHARACTERS } from './saver.ts';

/** The class names of a text: of what it is, and whether it is short or long. */
export function textClass(name: 'plainText' | 'markdown' | 'field', text: string): string {
  const length = text.length <= MANY_DIRECTIONS_CHARACTERS ? 'short' : 'long';
  return `${styles[name] ?? ''} ${styles[length] ?? ''}`;
}
