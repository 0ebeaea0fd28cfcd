// The mark in the mirror that one process is syncing: who holds it, and when it last said so.
// Invariant: the mark changes hands in one transaction; only its holder renews or removes it.
import { inTransaction, type MirrorDatabase } from '../open.ts';

/** The mark as stored. */
export interface SyncLock {
  /** Different for every run, so that a holder knows its own. */
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** Which long job of that process; earlier versions, and whoever works without jobs, do not say. */
  readonly job?: number | undefined;
  /** Unix milliseconds. */
  readonly heartbeatAt: number;
}

export interface SyncLockStore {
  /** The mark that is there, or null. */
  read(): SyncLock | null;
  /** Takes the mark if `mayTake` says so of the one that is there (null where there is none). Returns the one that stands in the way, or null. */
  take(mine: SyncLock, mayTake: (current: SyncLock | null) => boolean): SyncLock | null;
  /** Writes a new heartbeat. False where somebody else holds the mark. */
  renew(mine: SyncLock): boolean;
  release(token: string): void;
}

const STATE_NAME = 'sync-lock';

/** Prepares the statements over an open mirror. */
export function createSyncLockStore(db: MirrorDatabase): SyncLockStore {
  const read = db.prepare<[string], { readonly value: string }>(
    'SELECT value FROM sync_state WHERE name = ?',
  );
  const put = db.prepare(
    'INSERT INTO sync_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const renew = db.prepare(
    "UPDATE sync_state SET value = ? WHERE name = ? AND json_extract(value, '$.token') = ?",
  );
  const remove = db.prepare(
    "DELETE FROM sync_state WHERE name = ? AND json_extract(value, '$.token') = ?",
  );
  function readCurrent(): SyncLock | null {
    const row = read.get(STATE_NAME);
    return row === undefined ? null : (JSON.parse(row.value) as SyncLock);
  }
  return {
    read: readCurrent,
    take(mine, mayTake) {
      return inTransaction(db, () => {
        const current = readCurrent();
        if (!mayTake(current)) return current;
        put.run(STATE_NAME, JSON.stringify(mine));
        return null;
      });
    },
    renew: (mine) =>
      inTransaction(
        db,
        () => renew.run(JSON.stringify(mine), STATE_NAME, mine.token).changes === 1,
      ),
    release(token) {
      inTransaction(db, () => remove.run(STATE_NAME, token));
    },
  };
}
