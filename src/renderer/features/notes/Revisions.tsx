// The versions of a note: two of them compared, an earlier one brought back.
// Invariant: bringing one back is a new version; none is ever changed or lost.
import { useId, useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { NoteId } from '../../../shared/domain/ids.ts';
import { dateTimeInWords } from '../../ui/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { Difference } from './Difference.tsx';
import styles from './Notes.module.css';

type Revision = MethodOutput<'note.revisions'>['revisions'][number];

export interface RevisionsProps {
  readonly note: NoteId;
  readonly onClose: () => void;
}

/** The dialog "Versions of this note". */
export function Revisions({ note, onClose }: RevisionsProps): ReactElement {
  const { value, error, retry } = useAnswer('note.revisions', { id: note }, ['library']);
  return (
    <Dialog title="Versions of this note" onClose={onClose} isWide>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {value === null ? (
        error === null && <p>Looking for the versions…</p>
      ) : (
        <Comparison note={note} revisions={value.revisions} />
      )}
      <DialogButtons>
        <Button onPress={onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}

interface ComparisonProps {
  readonly note: NoteId;
  /** Newest first. */
  readonly revisions: readonly Revision[];
}

function Comparison({ note, revisions }: ComparisonProps): ReactElement {
  const newest = revisions[0]?.revision ?? 1;
  const [chosen, setChosen] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const from = chosen?.from ?? revisions[1]?.revision ?? newest;
  const to = chosen?.to ?? newest;
  const older = revisions.find((each) => each.revision === from);
  if (revisions.length < 2) {
    return <p>This note has one version so far. Every later one will be kept beside it.</p>;
  }
  return (
    <>
      <div className={styles['choices']}>
        <RevisionChoice
          label="Changes from"
          value={from}
          revisions={revisions}
          onChange={(revision) => {
            setChosen({ from: revision, to });
          }}
        />
        <RevisionChoice
          label="to"
          value={to}
          revisions={revisions}
          onChange={(revision) => {
            setChosen({ from, to: revision });
          }}
        />
      </div>
      <Difference note={note} from={from} to={to} />
      {older !== undefined && from !== newest && <Restore revision={older} newest={newest} />}
    </>
  );
}

interface RevisionChoiceProps {
  readonly label: string;
  readonly value: number;
  readonly revisions: readonly Revision[];
  readonly onChange: (revision: number) => void;
}

function RevisionChoice({ label, value, revisions, onChange }: RevisionChoiceProps): ReactElement {
  const id = useId();
  return (
    <div className={styles['choice']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={styles['select']}
        value={value}
        onChange={(event) => {
          onChange(Number(event.target.value));
        }}
      >
        {revisions.map(({ revision, savedAt }) => (
          <option key={revision} value={revision}>
            Version {revision}, {dateTimeInWords(savedAt)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface RestoreProps {
  readonly revision: Revision;
  readonly newest: number;
}

function Restore({ revision, newest }: RestoreProps): ReactElement {
  const [error, setError] = useState<ApiError | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const restore = (): void => {
    // Without a writer: a draft on this note, which may be in an editor, is another text and stays.
    request('note.edit', { id: revision.noteId, body: revision.body, basedOn: newest }).then(
      ({ note, conflict, undo }) => {
        setError(null);
        setDone(
          conflict
            ? `The note was changed elsewhere meanwhile: version ${note.revision} holds both texts.`
            : `The text of version ${revision.revision} is now version ${note.revision}. The text before it is kept.`,
        );
        noteDone(undo);
      },
      (thrown: unknown) => {
        setError(toApiError(thrown));
      },
    );
  };
  return (
    <>
      {error !== null && <ErrorNotice error={error} onRetry={restore} />}
      {done !== null && <Notice tone="good">{done}</Notice>}
      <div>
        <Button onPress={restore}>Restore version {revision.revision}</Button>
      </div>
    </>
  );
}
