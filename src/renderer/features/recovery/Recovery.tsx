// A library that cannot be opened: what happened, which backups there are, and the way back.
// Invariant: nothing is replaced before a backup was looked into and chosen; what is replaced is kept.
import { useState, type ReactElement } from 'react';
import type { BackupInfoView, MethodOutput } from '../../../shared/contract/types.ts';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { dateTimeInWords } from '../../ui/dates.ts';
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import styles from './Recovery.module.css';

type Inspected = MethodOutput<'backup.inspect'>;

export interface RecoveryProps {
  readonly error: ApiError;
  /** Called to open the library again: after a restore, or to try once more. */
  readonly onRestored: () => void;
}

/** The recovery screen. */
export default function Recovery({ error, onRestored }: RecoveryProps): ReactElement {
  const backups = useAnswer('backup.list', {});
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [done, setDone] = useState<MethodOutput<'backup.restore'> | null>(null);
  const inspect = (name: string): void => {
    setFailure(null);
    request('backup.inspect', { name }).then(setInspected, (thrown: unknown) => {
      setFailure(toApiError(thrown));
    });
  };
  const restore = (name: string): void => {
    setInspected(null);
    setFailure(null);
    request('backup.restore', { name }).then(setDone, (thrown: unknown) => {
      setFailure(toApiError(thrown));
    });
  };
  return (
    <main className={styles['recovery']}>
      <h1>Your library could not be opened</h1>
      <Notice tone="danger">
        <p>{error.message}</p>
      </Notice>
      {done !== null ? (
        <>
          <Notice tone="good" isAlert>
            <p>
              Your library is back as it was in the backup
              {done.restored.createdAt === null
                ? ''
                : ` of ${dateTimeInWords(done.restored.createdAt)}`}
              .
              {done.replacedKeptIn === null
                ? ''
                : ` What was there before is kept in the folder ${done.replacedKeptIn}.`}
            </p>
          </Notice>
          <div>
            <Button look="main" onPress={onRestored}>
              Open the library
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>
            Nothing has been changed or deleted. You can go back to one of these backups; what is
            there now is kept beside it.
          </p>
          <h2>Backups</h2>
          {backups.error !== null && <ErrorNotice error={backups.error} onRetry={backups.retry} />}
          {backups.value?.backups.length === 0 && (
            <p>
              There are none. Please keep the data folder as it is, and ask for help before you
              start anew: most of what is in a damaged library can be saved.
            </p>
          )}
          <ul className={styles['backups']}>
            {backups.value?.backups.map((backup) => (
              <li key={backup.name} className={styles['backup']}>
                <BackupWords backup={backup} />
                <Button
                  isDisabled={backup.damage !== null}
                  onPress={() => {
                    inspect(backup.name);
                  }}
                >
                  Look into it: {nameOf(backup)}
                </Button>
              </li>
            ))}
          </ul>
          <div>
            <Button onPress={onRestored}>Try to open the library again</Button>
          </div>
        </>
      )}
      {failure !== null && <ErrorNotice error={failure} />}
      {inspected !== null && (
        <Confirm
          inspected={inspected}
          onClose={() => {
            setInspected(null);
          }}
          onRestore={restore}
        />
      )}
    </main>
  );
}

function nameOf({ createdAt, name }: BackupInfoView): string {
  return createdAt === null ? name : dateTimeInWords(createdAt);
}

function BackupWords({ backup }: { readonly backup: BackupInfoView }): ReactElement {
  const { counts, damage } = backup;
  return (
    <p>
      <strong>{nameOf(backup)}</strong>
      {backup.reason === null ? '' : ` (${backup.reason})`}.{' '}
      {damage ??
        Object.entries(counts)
          .map(([what, number]) => `${number} ${what}`)
          .join(', ')}
    </p>
  );
}

interface ConfirmProps {
  readonly inspected: Inspected;
  readonly onClose: () => void;
  readonly onRestore: (name: string) => void;
}

function Confirm({ inspected, onClose, onRestore }: ConfirmProps): ReactElement {
  const { backup, lists, newestNoteAt } = inspected;
  return (
    <Dialog title={`The backup of ${nameOf(backup)}`} onClose={onClose}>
      <BackupWords backup={backup} />
      <p>
        {newestNoteAt === null
          ? 'It holds no notes.'
          : `Its newest note is of ${dateTimeInWords(newestNoteAt)}.`}{' '}
        {lists.length === 0 ? 'It holds no lists.' : `Its lists: ${lists.join(', ')}.`}
      </p>
      <p>What is in the data folder now is moved aside and kept.</p>
      <DialogButtons>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          look="main"
          onPress={() => {
            onRestore(backup.name);
          }}
        >
          Go back to this backup
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
