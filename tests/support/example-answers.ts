// Answers of the core for tests of views, each whole and of the contract's shape.
import type {
  MethodOutput,
  SettingsView,
  Status,
  SyncStateView,
} from '../../src/shared/contract/types.ts';
import type { UnixMs } from '../../src/shared/domain/ids.ts';
import { DEFAULT_PLACE, DEFAULT_SETTINGS } from '../../src/shared/domain/settings.ts';

export const EXAMPLE_TIME = Date.UTC(2026, 10, 22, 12) as UnixMs;

/** Settings as the core answers them. */
export function exampleSettings(settings: Partial<SettingsView['settings']> = {}): SettingsView {
  const { panes } = DEFAULT_PLACE;
  return {
    settings: { ...DEFAULT_SETTINGS, ...settings },
    place: { ...DEFAULT_PLACE, panes: { ...panes } },
  };
}

/** A sync at rest. */
export function exampleSyncState(state: Partial<SyncStateView> = {}): SyncStateView {
  return {
    isRunning: false,
    source: null,
    startedAt: null,
    progress: { state: 'idle', done: 0, total: 0 },
    failure: null,
    receipt: null,
    ...state,
  };
}

const NONE = { required: 0, 'not-required': 0, unclear: 0, 'not-stated': 80 };

/** A data folder with the starter set. */
export function exampleStatus(): Status {
  return {
    version: '0.1.0',
    dataFolder: '/home/reader/.local/share/mecfs-atlas-companion',
    studies: { total: 80, starter: 80, givenPage: 0, site: 0, bundle: 0 },
    pem: NONE,
    derived: NONE,
    mine: NONE,
    withSummary: 0,
    lists: 0,
    notes: 0,
    versionsInHistory: 80,
    lastSync: null,
    lastBackup: null,
    mended: [],
    problems: [],
    sentences: ['80 studies: 80 from the starter set.'],
  };
}

/** A sound backup. */
export function exampleBackup(
  name: string,
  damage: string | null = null,
): MethodOutput<'backup.list'>['backups'][number] {
  return {
    name,
    createdAt: EXAMPLE_TIME,
    reason: 'daily',
    damage,
    counts: { notes: 3, lists: 1 },
    bytes: 1000,
  };
}
