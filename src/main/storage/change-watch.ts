// Sees that a file was changed, by any connection of any process.
// Invariant: no change is missed: what is passed over in silence is one write of this process, proved to be
// the only one. It costs two reads of a number in shared memory, some microseconds.
import type { Database } from 'better-sqlite3';
import { inTransaction, type LibraryDatabase, type ReaderDatabase } from './open.ts';

/** The halves of the data that a person sees. */
export type ChangedPart = 'mirror' | 'library';

export interface ChangeWatch {
  /** What was changed since this was asked last. */
  look(): ChangedPart[];
  /**
   * Runs a write that nobody needs to hear of (a scroll position, a draft) in one transaction, and forgets
   * that it was made. The lock of the transaction keeps others out while it runs, and the writer's own
   * `data_version`, which its own commits leave alone, tells whether anybody came between its end and the
   * look at the file; then the change is told, as any other.
   */
  quietly<T>(library: LibraryDatabase, write: () => T): T;
}

/** A watch over what the reader sees from now on. */
export function createChangeWatch(reader: ReaderDatabase): ChangeWatch {
  const atlas = reader.prepare<[], number>('PRAGMA atlas.data_version').pluck(true);
  const library = reader.prepare<[], number>('PRAGMA library.data_version').pluck(true);
  let seen = { mirror: atlas.get(), library: library.get() };
  return {
    look() {
      const now = { mirror: atlas.get(), library: library.get() };
      const changed = (['mirror', 'library'] as const).filter((part) => now[part] !== seen[part]);
      seen = now;
      return changed;
    },
    quietly(db, write) {
      let before: number | undefined;
      let ownBefore: unknown = null;
      const result = inTransaction(db, () => {
        before = library.get();
        ownBefore = versionOf(db);
        return write();
      });
      const after = library.get();
      if (before === seen.library && ownBefore === versionOf(db)) {
        seen = { ...seen, library: after };
      }
      return result;
    },
  };
}

/** Grows with the commits of others alone. */
function versionOf(db: Database): unknown {
  return db.pragma('data_version', { simple: true });
}
