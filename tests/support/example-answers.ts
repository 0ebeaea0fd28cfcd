// Answers of the core for tests of views, each whole and of the contract's shape.
import type {
  MethodOutput,
  SettingsView,
  Status,
  SyncStateView,
} from '../../src/shared/contract/types.ts';
import type { UnixMs } from '../../src/shared/domain/ids.ts';
import { NO_PROGRESS, type SyncReceipt } from '../../src/shared/domain/sync.ts';
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
    progress: NO_PROGRESS,
    failure: null,
    receipt: null,
    unfinished: null,
    nextDailyAt: null,
    ...state,
  };
}

/** The receipt of a copy that found three studies and changed nothing. */
export function exampleReceipt(receipt: Partial<SyncReceipt> = {}): SyncReceipt {
  return {
    id: 'e0e0e0e0-0000-4000-8000-000000000000',
    kind: 'by-hand',
    source: 'https://www.mecfsatlas.com',
    startedAt: EXAMPLE_TIME,
    finishedAt: EXAMPLE_TIME,
    discovery: 'sitemap',
    listed: 3,
    requests: 5,
    added: [],
    changed: [],
    unchanged: 3,
    settled: 0,
    unreadable: [],
    failed: [],
    unlisted: [],
    missing: [],
    gone: [],
    moved: [],
    retracted: [],
    kept: 0,
    notices: [],
    ...receipt,
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
    unfinishedSync: null,
    copy: { checkedAt: null, versions: [] },
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
