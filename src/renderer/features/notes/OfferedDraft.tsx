// A text that was typed in another window, or before a crash, and is no version: to use or to discard.
// Invariant: it goes only when the reader has said so twice.
import { useState, type ReactElement } from 'react';
import { toApiError, type ApiError } from '../../api/client.ts';
import type { NoteDraft } from '../../../shared/contract/types.ts';
import { dateTimeInWords } from '../../ui/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { dropDraft } from './drafts.ts';
import styles from './Notes.module.css';
import type { SubjectInput } from './open-saver.ts';

const SHOWN_CHARACTERS = 600;

export interface OfferedDraftProps {
  readonly subject: SubjectInput;
  readonly draft: NoteDraft;
  readonly onUse: () => void;
  readonly onDropped: () => void;
}

/** The offer. */
export function OfferedDraft({
  subject,
  draft,
  onUse,
  onDropped,
}: OfferedDraftProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const discard = (): void => {
    dropDraft(subject, draft).then(onDropped, (thrown: unknown) => {
      setError(toApiError(thrown));
    });
  };
  const { body } = draft;
  return (
    <Notice tone="warn">
      <p>
        <strong>
          Text that was typed on {dateTimeInWords(draft.savedAt)} and not kept as a version
        </strong>
        {draft.note === null ? ', for a new note:' : ', for a note that is here already:'}
      </p>
      <blockquote className={styles['plainText']} dir="auto">
        {body.slice(0, SHOWN_CHARACTERS)}
        {body.length > SHOWN_CHARACTERS && ' …'}
      </blockquote>
      {error !== null && <ErrorNotice error={error} onRetry={discard} />}
      {isAsking ? (
        <div className={styles['buttons']} role="group" aria-label="Discard this text?">
          <Button look="danger" onPress={discard}>
            Discard this text for good
          </Button>
          <Button
            onPress={() => {
              setAsking(false);
            }}
          >
            Leave it here
          </Button>
        </div>
      ) : (
        <div className={styles['buttons']}>
          <Button look="main" onPress={onUse}>
            Use it
          </Button>
          <Button
            onPress={() => {
              setAsking(true);
            }}
          >
            Discard
          </Button>
        </div>
      )}
    </Notice>
  );
}
