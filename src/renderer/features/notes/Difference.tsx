// What changed between two versions of a note.
// Invariant: added and removed are told by words, by underline and strike, and only then by colour.
import type { ReactElement } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import type { NoteId } from '../../../shared/domain/ids.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { foldSame, type FoldedPart } from './fold-same.ts';
import styles from './Notes.module.css';

export interface DifferenceProps {
  readonly note: NoteId;
  readonly from: number;
  readonly to: number;
}

/** The comparison, asked of the core. */
export function Difference({ note, from, to }: DifferenceProps): ReactElement {
  const { value, error, retry } = useAnswer('note.compare', { id: note, from, to });
  const hasChanges = value?.parts.some((part) => part.kind !== 'same') ?? false;
  return (
    <>
      <p className={styles['quiet']}>
        <ins className={styles['added']}>Added</ins> text is underlined,{' '}
        <del className={styles['removed']}>removed</del> text is struck through.
      </p>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {value !== null && !hasChanges && <p>These two versions have the same text.</p>}
      <div
        className={styles['difference']}
        dir="auto"
        role="group"
        aria-label="What changed"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that keys can scroll it
        tabIndex={0}
      >
        {foldSame(value?.parts ?? []).map((part, place) => (
          <Part key={place} part={part} />
        ))}
      </div>
    </>
  );
}

function Part({ part }: { readonly part: FoldedPart }): ReactElement {
  switch (part.kind) {
    case 'same':
      return <span>{part.text}</span>;
    case 'left-out':
      return <span className={styles['quiet']}>{part.text}</span>;
    case 'added':
      return (
        <ins className={styles['added']}>
          <span className={styles['spoken']}>[added: </span>
          {part.text}
          <span className={styles['spoken']}> end of added]</span>
        </ins>
      );
    case 'removed':
      return (
        <del className={styles['removed']}>
          <span className={styles['spoken']}>[removed: </span>
          {part.text}
          <span className={styles['spoken']}> end of removed]</span>
        </del>
      );
  }
}
