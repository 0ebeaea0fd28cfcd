// One note as it is read, with what can be done about it.
import { useId, useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import type { NoteView } from '../../../shared/contract/types.ts';
import { dateTimeInWords } from '../../ui/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { NoteText } from './NoteText.tsx';
import styles from './Notes.module.css';

export interface NoteCardProps {
  readonly note: NoteView;
  readonly onEdit: () => void;
  readonly onRevisions: () => void;
  readonly onRemoved: () => void;
}

/** A note. */
export function NoteCard({ note, onEdit, onRevisions, onRemoved }: NoteCardProps): ReactElement {
  const [error, setError] = useState<ApiError | null>(null);
  const about = useId();
  const remove = (): void => {
    request('note.remove', { id: note.id }).then(
      ({ undo }) => {
        setError(null);
        onRemoved();
        noteDone(undo);
      },
      (thrown: unknown) => {
        setError(toApiError(thrown));
      },
    );
  };
  return (
    <article className={styles['card']} aria-labelledby={about}>
      <p id={about} className={styles['quiet']}>
        Note, version {note.revision} of {dateTimeInWords(note.updatedAt)}
      </p>
      <NoteText text={note.body} prefix={`note-${note.id}`} />
      {error !== null && <ErrorNotice error={error} onRetry={remove} />}
      <div className={styles['buttons']}>
        <Button aria-describedby={about} onPress={onEdit}>
          Edit
        </Button>
        <Button aria-describedby={about} onPress={onRevisions}>
          Earlier versions
        </Button>
        <Button aria-describedby={about} look="danger" onPress={remove}>
          Remove
        </Button>
      </div>
    </article>
  );
}
