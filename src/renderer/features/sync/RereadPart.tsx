// Reading all kept pages again, with this version's reader.
import { useState, type ReactElement } from 'react';
import { openReceipt } from '../../api/receipt-place.ts';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { refreshSyncState } from '../../api/sync-store.ts';
import { receiptSummary } from '../../../shared/domain/receipt-text.ts';
import type { SyncReceipt } from '../../../shared/domain/sync.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part } from '../../ui/Screen.tsx';
import styles from './SyncView.module.css';

export interface RereadPartProps {
  readonly isRunning: boolean;
}

/** The part "Read all kept pages again". */
export function RereadPart({ isRunning }: RereadPartProps): ReactElement {
  const [done, setDone] = useState<SyncReceipt | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isMine, setMine] = useState(false);
  const reread = async (): Promise<void> => {
    if (isMine) return;
    setMine(true);
    setDone(null);
    setError(null);
    try {
      setDone(await request('sync.reread', {}));
    } catch (thrown) {
      const told = toApiError(thrown);
      // Stopped by the reader: the part "Now" says so.
      if (told.code !== 'aborted') setError(told);
    }
    await refreshSyncState();
    setMine(false);
  };
  return (
    <Part title="Read all kept pages again">
      <p>
        A newer version of the companion may read more out of the pages that it keeps: this reads
        them all anew, without asking the site.
      </p>
      <div>
        {/* The one that was pressed keeps the focus. */}
        <Button isDisabled={isRunning && !isMine} onPress={() => void reread()}>
          Read all kept pages again
        </Button>
      </div>
      <div className={styles['result']}>
        {isMine && <p>Reading…</p>}
        {done !== null && (
          <>
            <p>{receiptSummary(done)}</p>
            <div>
              <Button
                onPress={() => {
                  openReceipt(done.id);
                }}
              >
                Show its receipt
              </Button>
            </div>
          </>
        )}
        {error !== null && <ErrorNotice error={error} onRetry={() => void reread()} />}
      </div>
    </Part>
  );
}
