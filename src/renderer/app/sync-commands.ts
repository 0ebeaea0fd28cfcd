// Commands for the copy of the atlas that work on every screen.
// Invariant: what cannot be done now is not offered.
import { flushSync } from 'react-dom';
import { closeReceipt, wantReceipts } from '../api/receipt-place.ts';
import { pauseSync, startSync, stopSync } from '../api/sync-actions.ts';
import { useSyncState } from '../api/sync-store.ts';
import { useCommand } from '../commands/registry.ts';
import { isOfSite } from '../ui/sync-words.ts';
import { goTo, useScreen } from './navigation.ts';

/** Answers them for as long as the window is there. */
export function useSyncCommands(): void {
  const sync = useSyncState();
  const screen = useScreen();
  const unfinished = sync?.unfinished ?? null;
  const isRunning = sync?.isRunning === true;
  const canResume = !isRunning && unfinished !== null && unfinished.pendingRemoval === null;
  useCommand(
    'sync.start',
    // On the screen of the copy the address in its field counts, and it answers itself.
    () => {
      showCopy();
      void startSync(null);
    },
    sync !== null && !isRunning && unfinished === null && screen !== 'sync',
  );
  useCommand(
    'sync.resume',
    () => {
      showCopy();
      void startSync(unfinished?.source ?? null);
    },
    canResume,
  );
  useCommand('sync.pause', () => void pauseSync(), isRunning && isOfSite(sync.source));
  useCommand('sync.stop', () => void stopSync(), isRunning || unfinished !== null);
  useCommand('receipts.open', () => {
    flushSync(() => {
      goTo('sync');
    });
    wantReceipts();
  });
}

/** What happens next is to be seen there. */
function showCopy(): void {
  closeReceipt();
  goTo('sync');
}
