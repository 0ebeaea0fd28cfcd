// A study's title that opens it, where it stands in a list and not in the grid.
// Invariant: it looks like a link, is as high as everything that is pressed, and breaks a long word instead of hiding it.
import type { ReactElement } from 'react';
import styles from './TitleButton.module.css';

export interface TitleButtonProps {
  readonly title: string;
  readonly onPress: () => void;
  /** What others find it by. */
  readonly marks: Readonly<Record<`data-${string}`, string>>;
}

/** The title as a button. */
export function TitleButton({ title, onPress, marks }: TitleButtonProps): ReactElement {
  return (
    <button type="button" className={styles['title']} dir="auto" {...marks} onClick={onPress}>
      {title}
    </button>
  );
}
