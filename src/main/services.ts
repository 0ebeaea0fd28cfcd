// What handlers stand on: the open databases and the repositories over them, each made when first needed.
// Invariant: one connection for each use, and none before the files are prepared.
import type { CoreEvent } from '../shared/contract/types.ts';
import type { UnixMs } from '../shared/domain/ids.ts';
import type { UndoStep } from '../shared/domain/library.ts';
import type { Platform } from './platform.ts';
import { prepareFiles, type Findings } from './prepare-files.ts';
import {
  inTransaction,
  openLibrary,
  openMirror,
  openReader,
  type LibraryDatabase,
  type MirrorDatabase,
  type ReaderDatabase,
} from './storage/open.ts';
import { createStudyRepository, type StudyRepository } from './storage/study-repository.ts';
import { createUndoLog, type UndoLog } from './storage/library/undo.ts';
import { createNoteRepository, type NoteRepository } from './storage/library/notes.ts';
import { createListRepository, type ListRepository } from './storage/library/lists.ts';
import { createMarkRepository, type MarkRepository } from './storage/library/marks.ts';
import {
  createReferenceRepository,
  type ReferenceRepository,
} from './storage/library/references.ts';
import type { SearchIndex } from './storage/search/search-index.ts';

export interface Library {
  readonly undo: UndoLog;
  /** Takes back the last change. @throws AppError `nothing-to-undo`, `conflict` */
  takeBack(at: UnixMs): UndoStep;
  readonly notes: NoteRepository;
  readonly lists: ListRepository;
  readonly marks: MarkRepository;
  readonly references: ReferenceRepository;
}

/** Everything over open files. Getters open on first use. */
export interface OpenServices {
  readonly reader: ReaderDatabase;
  readonly studies: StudyRepository;
  readonly library: Library;
  readonly mirror: MirrorDatabase;
  readonly findings: Findings;
  search(): Promise<SearchIndex>;
}

export interface Services {
  readonly platform: Platform;
  readonly emit: (event: CoreEvent) => void;
  /** Opens the files, once. @throws AppError in words for what stands in the way */
  open(): Promise<OpenServices>;
  isOpen(): boolean;
  /** What opening found; empty before. */
  findings(): Findings;
  /** Closes every connection of this process; the next `open` opens them again. */
  close(): Promise<void>;
}

/** Nothing is opened until the first call needs it: `methods` and `restore` work beside a damaged library. */
export function createServices(platform: Platform, emit: (event: CoreEvent) => void): Services {
  let opening: Promise<OpenServices & { close(): void }> | null = null;
  let findings: Findings = { mended: [], problems: [] };
  return {
    platform,
    emit,
    open() {
      opening ??= openAll(platform).then(
        (opened) => {
          findings = opened.findings;
          return opened;
        },
        (error: unknown) => {
          opening = null;
          throw error;
        },
      );
      return opening;
    },
    isOpen: () => opening !== null,
    findings: () => findings,
    async close() {
      const opened = opening;
      opening = null;
      if (opened !== null) (await opened).close();
    },
  };
}

async function openAll(platform: Platform): Promise<OpenServices & { close(): void }> {
  const { paths } = platform;
  const findings = await prepareFiles(platform);

  const reader = openReader(paths);
  let libraryDb: LibraryDatabase | null = null;
  let library: Library | null = null;
  let mirror: MirrorDatabase | null = null;
  let index: Promise<SearchIndex> | null = null;
  return {
    reader,
    studies: createStudyRepository(reader),
    findings,
    get library() {
      libraryDb ??= openLibrary(paths);
      library ??= createLibrary(libraryDb);
      return library;
    },
    get mirror() {
      mirror ??= openMirror(paths);
      return mirror;
    },
    search() {
      index ??= import('./storage/search/search-index.ts').then(({ createSearchIndex }) =>
        createSearchIndex(reader),
      );
      return index;
    },
    close() {
      for (const db of [reader, libraryDb, mirror]) db?.close();
    },
  };
}

function createLibrary(db: LibraryDatabase): Library {
  const undo = createUndoLog(db);
  const notes = createNoteRepository(db, undo);
  return {
    undo,
    takeBack: (at) =>
      inTransaction(db, () =>
        undo.undoLast(at, (id, before) => {
          notes.restore(id, before, at);
        }),
      ),
    notes,
    lists: createListRepository(db, undo),
    marks: createMarkRepository(db, undo),
    references: createReferenceRepository(db),
  };
}
