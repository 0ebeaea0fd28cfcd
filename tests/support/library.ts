// A library in a folder of the test's own, with its repositories, for tests of what a person writes.
// Invariant: the real file, the real schema, the real durability; only the clock is the test's.
import type { Slug, UnixMs } from '../../src/shared/domain/ids.ts';
import type { Library } from '../../src/main/services.ts';
import { NO_OTHER_NAMES, type StudyNames } from '../../src/main/storage/atlas/study-names.ts';
import { createCorrectionRepository } from '../../src/main/storage/library/corrections.ts';
import { createDraftRepository } from '../../src/main/storage/library/drafts.ts';
import { createKeptExportRepository } from '../../src/main/storage/library/kept-exports.ts';
import { createLeftRemarkRepository } from '../../src/main/storage/library/left-remarks.ts';
import { createKeyRepository } from '../../src/main/storage/library/keys.ts';
import { createListRepository } from '../../src/main/storage/library/lists.ts';
import { createMarkRepository } from '../../src/main/storage/library/marks.ts';
import { createNoteRepository } from '../../src/main/storage/library/notes.ts';
import { createReferenceRepository } from '../../src/main/storage/library/references.ts';
import { createSeenRepository } from '../../src/main/storage/library/seen.ts';
import { createStyleRepository } from '../../src/main/storage/library/styles.ts';
import { createSettingsRepository } from '../../src/main/storage/library/settings.ts';
import { createTitleRepository } from '../../src/main/storage/library/titles.ts';
import { createUndoLog } from '../../src/main/storage/library/undo.ts';
import {
  inTransaction,
  openLibrary,
  prepareDatabase,
  type LibraryDatabase,
} from '../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder } from '../../src/main/storage/paths.ts';

/** An open library and what reads and writes it. */
export interface TestLibrary extends Library {
  readonly db: LibraryDatabase;
}

/** Opens (and where needed makes) the library in a folder. Several may be open at once, as in several processes. */
export async function openTestLibrary(
  folder: string,
  names: StudyNames = NO_OTHER_NAMES,
): Promise<TestLibrary> {
  const paths = dataPaths(folder);
  prepareDataFolder(paths);
  await prepareDatabase(paths, 'library', () => Promise.resolve());
  const db = openLibrary(paths);
  const undo = createUndoLog(db);
  const notes = createNoteRepository(db, undo, names);
  return {
    db,
    undo,
    notes,
    drafts: createDraftRepository(db, names),
    settings: createSettingsRepository(db),
    lists: createListRepository(db, undo, names),
    marks: createMarkRepository(db, undo, names),
    references: createReferenceRepository(db, names),
    keys: createKeyRepository(db, undo, names),
    titles: createTitleRepository(db, undo, names),
    corrections: createCorrectionRepository(db, undo, names),
    seen: createSeenRepository(db, names),
    keptExports: createKeptExportRepository(db),
    leftRemarks: createLeftRemarkRepository(db, undo, names),
    styles: createStyleRepository(db, undo),
    takeBack: (at: UnixMs) =>
      inTransaction(db, () =>
        undo.undoLast(at, (id, before) => {
          notes.restore(id, before, at);
        }),
      ),
  };
}

/** A made-up slug: `study-7`. */
export function testSlug(number: number): Slug {
  return `study-${number}` as Slug;
}

/** A moment of the test's clock. */
export function at(milliseconds: number): UnixMs {
  return milliseconds as UnixMs;
}
