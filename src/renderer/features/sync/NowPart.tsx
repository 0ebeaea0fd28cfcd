// How the copying stands now, and what can be done about it: start, pause, go on, stop.
// Invariant: buttons keep their place and numbers their room; nothing is read out by itself here (see
// app/sync-announcements.ts).
import type { ReactElement } from 'react';
import { useSettings } from '../../api/settings-store.ts';
import { useSyncActions } from '../../api/sync-actions.ts';
import type { SyncStateView } from '../../../shared/contract/types.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { dateTimeInWords } from '../../ui/dates.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part } from '../../ui/Screen.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { RunButtons } from './RunButtons.tsx';
import { runLines } from './run-lines.ts';
import type { RunActions } from './use-run-actions.ts';
import styles from './SyncView.module.css';

export interface NowPartProps {
  /** Null until it is known. */
  readonly sync: SyncStateView | null;
  readonly actions: RunActions;
}

/** The part "Now". */
export function NowPart({ sync, actions }: NowPartProps): ReactElement {
  const error = useSyncActions((state) => state.error);
  const lines = sync === null ? null : runLines(sync);
  return (
    <Part title="Now">
      <p className={styles['line']}>{lines?.line ?? ''}</p>
      {/* The line above says the same. */}
      <progress
        className={styles['bar']}
        aria-hidden="true"
        max={Math.max(1, lines?.total ?? 1)}
        value={lines?.done ?? 0}
      />
      <RunButtons sync={sync} actions={actions} />
      {error !== null && <ErrorNotice error={error} />}
      <ul
        className={`${styles['details'] ?? ''} ${sync?.isRunning === true ? (styles['running'] ?? '') : ''}`}
      >
        {lines?.details.map((detail) => (
          <li key={detail}>
            <bdi>{detail}</bdi>
          </li>
        ))}
        {sync?.isRunning === false && <NextLook at={sync.nextDailyAt} />}
      </ul>
      {sync !== null && !sync.isRunning && sync.failure !== null && (
        <FailureNotice failure={sync.failure} onRetry={actions.begin} />
      )}
    </Part>
  );
}

function NextLook({ at }: { readonly at: UnixMs | null }): ReactElement | null {
  const isWanted = useSettings((state) => state.settings.dailySync);
  if (!isWanted) return null;
  return (
    <li>
      {at === null
        ? 'The companion looks for changes once a night.'
        : `The next look for changes: ${dateTimeInWords(at)}, or when the companion is open after that.`}
    </li>
  );
}
