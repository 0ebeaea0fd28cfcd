// What the buttons of this screen do, and the same commands while it is shown.
import { closeReceipt } from '../../api/receipt-place.ts';
import { changeSettings, useSettings } from '../../api/settings-store.ts';
import { pauseSync, startSync, stopSync } from '../../api/sync-actions.ts';
import { useCommand } from '../../commands/registry.ts';
import type { SyncStateView } from '../../../shared/contract/types.ts';
import { runChoices } from './run-lines.ts';

export interface RunActions {
  /** Begins a copy of the address in the field, or goes on with what is unfinished. */
  readonly begin: () => void;
  readonly pause: () => void;
  readonly stop: () => void;
}

/** The actions for a standing and an address. */
export function useRunActions(sync: SyncStateView | null, source: string): RunActions {
  const begin = async (): Promise<void> => {
    const unfinished = sync?.unfinished ?? null;
    if (unfinished !== null) {
      await startSync(unfinished.source);
      return;
    }
    const address = source.trim();
    const hasBegun = await startSync(address);
    // Not before: an address that cannot be used is not remembered.
    if (hasBegun && address !== useSettings.getState().settings.source) {
      await changeSettings({ source: address }).catch(() => undefined);
    }
  };
  const actions: RunActions = {
    begin: () => void begin(),
    pause: () => void pauseSync(),
    stop: () => void stopSync(),
  };
  const choices = sync === null ? null : runChoices(sync);
  // Here the address in the field counts; elsewhere the one in the settings does.
  const isOn = choices?.canBegin === true && choices.begin === 'start';
  useCommand(
    'sync.start',
    () => {
      closeReceipt();
      actions.begin();
    },
    isOn,
  );
  return actions;
}
