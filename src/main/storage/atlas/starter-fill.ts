// Lays the starter set into the mirror, and remembers which edition of it lies there.
// Invariant: the edition is remembered last, so that an interrupted fill is done again.
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { StarterFacts, StudyReading } from '../../../shared/domain/study.ts';
import { inTransaction, openMirror } from '../open.ts';
import type { DataPaths } from '../paths.ts';
import { createStudyWriter } from './study-writer.ts';

const STATE_NAME = 'starter-edition';

/** The mark of the edition that lies in the mirror, or null. */
export function starterMark(paths: DataPaths): string | null {
  const db = openMirror(paths);
  try {
    return (
      db
        .prepare<[string], { value: string }>('SELECT value FROM sync_state WHERE name = ?')
        .get(STATE_NAME)?.value ?? null
    );
  } finally {
    db.close();
  }
}

/** Writes an edition's rows and facts, then its mark. Rows that a page has replaced stay as they are. */
export function writeStarter(
  paths: DataPaths,
  edition: {
    readonly studies: readonly { readonly reading: StudyReading; readonly facts: StarterFacts }[];
    readonly mark: string;
    readonly at: UnixMs;
  },
): void {
  const db = openMirror(paths);
  try {
    createStudyWriter(db).writeStarter(edition.studies, edition.at);
    inTransaction(db, () =>
      db
        .prepare('INSERT OR REPLACE INTO sync_state (name, value) VALUES (?, ?)')
        .run(STATE_NAME, edition.mark),
    );
  } finally {
    db.close();
  }
}
