// The copy of the atlas: what it is, how old, and how to renew it.
// Invariant: what a sync did is said in numbers and stays until the next one.
import { useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { changeSettings, useSettings } from '../../api/settings-store.ts';
import { refreshSyncState, useSyncState } from '../../api/sync-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { SyncStateView } from '../../../shared/contract/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ageInWords, dateTimeInWords } from '../../ui/dates.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { Part, Screen } from '../../ui/Screen.tsx';
import { progressInWords, receiptInWords } from '../../ui/sync-words.ts';
import { TextInput } from '../../ui/TextInput.tsx';
import { BundlePart } from './BundlePart.tsx';
import { MakeBundle } from './MakeBundle.tsx';
import styles from './SyncView.module.css';

/** The screen "Copy of the atlas". */
export function SyncView(): ReactElement {
  const sync = useSyncState();
  const status = useAnswer('status.get', {}, ['mirror']);
  return (
    <Screen title="Copy of the atlas">
      <Part title="What you have">
        {status.error !== null && <ErrorNotice error={status.error} onRetry={status.retry} />}
        <ul className={styles['facts']}>
          {status.value?.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Part>
      {sync !== null && <Progress sync={sync} />}
      <SyncForm isRunning={sync?.isRunning === true} />
      <Receipt sync={sync} />
      <BundlePart />
      <MakeBundle />
    </Screen>
  );
}

function Progress({ sync }: { readonly sync: SyncStateView }): ReactElement {
  const { progress, isRunning, source, failure } = sync;
  return (
    <Part title="Now">
      <p className={styles['progress']}>
        {isRunning ? progressInWords(sync) : 'Nothing is being copied.'}
        {isRunning && source !== null && ` From ${source}.`}
      </p>
      <progress
        className={styles['bar']}
        aria-label="Studies copied"
        max={Math.max(1, progress.total)}
        value={isRunning ? progress.done : 0}
      />
      {failure !== null && !isRunning && (
        <Notice tone="danger">
          <p>The last copy stopped: {failure.message}</p>
        </Notice>
      )}
    </Part>
  );
}

function SyncForm({ isRunning }: { readonly isRunning: boolean }): ReactElement {
  const kept = useSettings((state) => state.settings.source);
  const [source, setSource] = useState(kept);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await work();
      await refreshSyncState();
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const start = (): Promise<void> =>
    run(async () => {
      const address = source.trim();
      await request('sync.start', { source: address });
      // Not before: an address that cannot be used is not remembered.
      if (address !== kept) await changeSettings({ source: address });
    });
  return (
    <Part title="Take a copy, or renew it">
      <p>
        The copy is taken politely: one page a second, so that a first copy of some 6,100 studies
        takes hours. You can go on reading and writing meanwhile, stop at any time, and go on later
        where it stopped. Your notes, lists and tags are never touched by it.
      </p>
      <TextInput
        label="Address of the atlas"
        value={source}
        onChange={setSource}
        help="Only this site is asked, and only when you start a copy."
      />
      <div className={styles['buttons']}>
        <Button look="main" isDisabled={isRunning || isBusy} onPress={() => void start()}>
          Start copying
        </Button>
        <Button
          isDisabled={!isRunning || isBusy}
          onPress={() => void run(() => request('sync.stop', {}))}
        >
          Stop
        </Button>
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </Part>
  );
}

function Receipt({ sync }: { readonly sync: SyncStateView | null }): ReactElement | null {
  const [now] = useState(() => Date.now());
  const receipt = sync?.receipt ?? null;
  if (receipt === null) return null;
  return (
    <Part title="The last finished copy">
      <p>
        From {receipt.source}, {dateTimeInWords(receipt.finishedAt)} (
        {ageInWords(receipt.finishedAt, now)}).
      </p>
      <ul className={styles['facts']}>
        {receiptInWords(receipt).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {receipt.unreadable.length > 0 && (
        <details>
          <summary className={styles['summary']}>Pages that could not be read</summary>
          <ul className={styles['facts']}>
            {receipt.unreadable.map(({ slug, url, reason }) => (
              <li key={slug}>
                <span dir="auto">{url}</span>: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Part>
  );
}
