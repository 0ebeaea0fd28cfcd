// A copy that would take many studies away asks first.
// Invariant: nothing happens until the reader chooses; keeping is the first and the safe choice.
import type { ReactElement } from 'react';
import { decideSync } from '../../api/sync-actions.ts';
import type { PendingRemoval } from '../../../shared/domain/sync.ts';
import { Button } from '../../ui/Button.tsx';
import { Part } from '../../ui/Screen.tsx';
import { removalInWords } from './decision-words.ts';
import { StudyList } from './StudyList.tsx';
import styles from './SyncView.module.css';

export interface DecisionPartProps {
  /** Null: nothing is asked, and nothing is shown. */
  readonly pending: PendingRemoval | null;
}

/** The part "Your decision is needed". */
export function DecisionPart({ pending }: DecisionPartProps): ReactElement | null {
  if (pending === null) return null;
  const { examples } = pending;
  return (
    <Part title="Your decision is needed">
      {removalInWords(pending).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div className={styles['choice']}>
        <p>
          <strong>Keep them</strong>, the safe choice: they stay in your copy as they are. If their
          addresses go on saying that they are not there, you are asked again, a day later at the
          earliest.
        </p>
        <div>
          <Button look="main" onPress={() => void decideSync('keep')}>
            Keep them
          </Button>
        </div>
      </div>
      <div className={styles['choice']}>
        <p>
          <strong>Remove them</strong>: they are no longer found in your copy. Your notes, tags and
          lists keep them, with the last text, which stays in the history.
        </p>
        <div>
          <Button look="danger" onPress={() => void decideSync('remove')}>
            Remove them
          </Button>
        </div>
      </div>
      {examples.length > 0 && (
        <>
          <p>{examples.length === 1 ? 'One of them:' : `${examples.length} of them:`}</p>
          <StudyList slugs={examples} place="decision" />
        </>
      )}
      <p className={styles['help']}>
        You need not decide now. Until you do, they stay, and everything else that was copied can be
        used.
      </p>
    </Part>
  );
}
