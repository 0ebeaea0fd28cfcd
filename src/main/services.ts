// What handlers stand on: the open databases and the repositories over them, each made when first needed.
// Invariant: one connection for each use, and none before the files are prepared.
import { randomUUID } from 'node:crypto';
import type { CoreEvent } from '../shared/contract/types.ts';
import type { UnixMs } from '../shared/domain/ids.ts';
import type { UndoStep } from '../shared/domain/library.ts';
import { createChangeEvents, type ChangeEvents } from './change-events.ts';
import type { Platform } from './platform.ts';
import { prepareFiles, type Findings } from './prepare-files.ts';
import { createOpenResults, type OpenResults } from './search/open-results.ts';
import { createChangeWatch, type ChangeWatch } from './storage/change-watch.ts';
import { explainStorageError } from './storage/explain.ts';
import {
  inTransaction,
  openLibrary,
  openMirror,
  openReader,
  openSnapshot,
  type LibraryDatabase,
  type MirrorDatabase,
  type ReaderDatabase,
} from './storage/open.ts';
import {
  createVersionRepository,
  type VersionRepository,
} from './storage/history/version-repository.ts';
import { createStudyNames, type StudyNames } from './storage/atlas/study-names.ts';
import { createStudyRepository, type StudyRepository } from './storage/study-repository.ts';
import { createUndoLog, type UndoLog } from './storage/library/undo.ts';
import { createKeyRepository, type KeyRepository } from './storage/library/keys.ts';
import { createDraftRepository, type DraftRepository } from './storage/library/drafts.ts';
import { createNoteRepository, type NoteRepository } from './storage/library/notes.ts';
import { createSettingsRepository, type SettingsRepository } from './storage/library/settings.ts';
import {
  createKeptExportRepository,
  type KeptExportRepository,
} from './storage/library/kept-exports.ts';
import {
  createLeftRemarkRepository,
  type LeftRemarkRepository,
} from './storage/library/left-remarks.ts';
import { createListRepository, type ListRepository } from './storage/library/lists.ts';
import { createMarkRepository, type MarkRepository } from './storage/library/marks.ts';
import {
  createReferenceRepository,
  type ReferenceRepository,
} from './storage/library/references.ts';
import {
  createCorrectionRepository,
  type CorrectionRepository,
} from './storage/library/corrections.ts';
import { createStyleRepository, type StyleRepository } from './storage/library/styles.ts';
import { createTitleRepository, type TitleRepository } from './storage/library/titles.ts';
import { createSeenRepository, type SeenRepository } from './storage/library/seen.ts';
import type { SearchIndex } from './storage/search/search-index.ts';
import { createBackgroundSync, type BackgroundSync } from './sync/background-sync.ts';
import { createStyleDesk, type StyleDesk } from './styles/style-desk.ts';
import { createRunningJobs, type RunningJobs } from './worker/running-jobs.ts';
import type { OwnStart } from './sync/schedule.ts';
import { isHeld } from './sync/lock.ts';
import { createKeeper, type Keeper } from './sync/keeper.ts';
import { createSyncView, type SyncView } from './storage/sync-view.ts';

export interface Library {
  readonly undo: UndoLog;
  /** Takes back the last change. @throws AppError `nothing-to-undo`, `conflict` */
  takeBack(at: UnixMs): UndoStep;
  readonly notes: NoteRepository;
  readonly drafts: DraftRepository;
  readonly settings: SettingsRepository;
  readonly lists: ListRepository;
  readonly marks: MarkRepository;
  readonly references: ReferenceRepository;
  readonly keys: KeyRepository;
  readonly titles: TitleRepository;
  readonly corrections: CorrectionRepository;
  readonly seen: SeenRepository;
  readonly keptExports: KeptExportRepository;
  readonly leftRemarks: LeftRemarkRepository;
  readonly styles: StyleRepository;
}

/** Everything over open files. Getters open on first use. */
export interface OpenServices {
  readonly reader: ReaderDatabase;
  readonly studies: StudyRepository;
  readonly syncs: SyncView;
  /** What the history holds of a study. */
  readonly versions: VersionRepository;
  /** Which names are one study. */
  readonly names: StudyNames;
  readonly library: Library;
  readonly mirror: MirrorDatabase;
  readonly findings: Findings;
  /** What windows page through. */
  readonly results: OpenResults;
  search(): Promise<SearchIndex>;
  /** As the index's own; null too where nobody has searched yet. */
  catchUp(): Promise<boolean> | null;
  /** Runs a write of the library that is not told as a change: a draft, a place. See `ChangeWatch`. */
  quietly<T>(write: (library: Library) => T): T;
}

export interface Services {
  readonly platform: Platform;
  readonly emit: (event: CoreEvent) => void;
  /** Opens the files, once. @throws AppError in words for what stands in the way */
  open(): Promise<OpenServices>;
  isOpen(): boolean;
  /** What opening found; empty before. */
  findings(): Findings;
  readonly sync: BackgroundSync;
  readonly keeper: Keeper;
  readonly jobs: RunningJobs;
  /** Formats references in the styles there are. */
  readonly styles: StyleDesk;
  readonly changes: ChangeEvents;
  /** What was thrown, in words for a person. */
  explain(error: unknown): Promise<unknown>;
  /** Ends the sync, then closes every connection of this process; the next `open` opens them again. */
  close(): Promise<void>;
  /** As `close`, for what replaces the files: whoever opens them meanwhile waits until `work` has ended. */
  whileClosed<T>(work: () => Promise<T>): Promise<T>;
}

type OpenFiles = OpenServices & { readonly watch: ChangeWatch; close(): Promise<void> };

export interface ServicesOptions {
  readonly platform: Platform;
  readonly emit: (event: CoreEvent) => void;
  /** Goes on by itself with a copy that was cut off, and looks daily where that is wanted: for a program that stays open. */
  readonly keepsCopy: boolean;
  /** Begins a sync that nobody presses a button for. */
  readonly startByItself: (what: OwnStart) => void;
  readonly onError: (error: unknown) => void;
}

/** Nothing is opened until the first call needs it: `methods` and `restore` work beside a damaged library. */
export function createServices(options: ServicesOptions): Services {
  const { platform, emit } = options;
  let opening: Promise<OpenFiles> | null = null;
  let files: OpenFiles | null = null;
  let findings: Findings = { mended: [], problems: [] };
  /** Until then nobody may open the files. */
  let closedUntil: Promise<void> = Promise.resolve();
  const explain = (error: unknown): Promise<unknown> => explainStorageError(error, platform.paths);
  const changes = createChangeEvents({
    emit,
    look: () => (files === null ? null : files.watch.look()),
    catchUp: () => files?.catchUp() ?? null,
    isSyncing: () => sync.standing().isRunning,
    now: () => platform.now(),
  });
  const sync = createBackgroundSync({
    now: () => platform.now(),
    explain,
    onProgress: (progress) => {
      emit({ type: 'sync.progress', progress });
    },
    onEnd: () => {
      changes.afterSync();
    },
  });

  const jobs = createRunningJobs(platform);
  const styles = createStyleDesk(platform, options.keepsCopy);
  const keeper = createKeeper({
    now: () => platform.now(),
    random: Math.random,
    look: () => {
      if (files === null) return null;
      const { syncs, library } = files;
      return {
        unfinished: syncs.unfinished(),
        lastDailyAt: syncs.lastDailyAt(),
        isDailyWanted: library.settings.get().settings.dailySync,
        isAtWorkElsewhere: isHeld(syncs.lock(), platform.now()),
      };
    },
    isRunning: () => sync.standing().isRunning,
    start: (what) => {
      options.startByItself(what);
    },
    onError: options.onError,
  });

  async function openFiles(): Promise<OpenFiles> {
    await closedUntil;
    const opened = await openAll(platform);
    findings = opened.findings;
    files = opened;
    changes.filesChanged();
    if (options.keepsCopy) keeper.begin();
    return opened;
  }

  async function endJobs(): Promise<void> {
    await sync.stop('quit');
    await Promise.all([jobs.end(), styles.end()]);
  }

  async function closeFiles(): Promise<void> {
    await endJobs();
    await closeOpened();
  }

  async function closeOpened(): Promise<void> {
    const opened = opening;
    opening = null;
    // What could not be opened needs no closing; whoever opened it was told why.
    const closing = await opened?.catch(() => null);
    if (files === closing) files = null;
    keeper.end();
    changes.filesChanged();
    await closing?.close();
  }

  async function whileClosed<T>(work: () => Promise<T>): Promise<T> {
    await endJobs();
    let release = (): void => undefined;
    closedUntil = new Promise((resolve) => {
      release = resolve;
    });
    try {
      // In the same turn: who opens from now on waits for us, and must not be waited for.
      await closeOpened();
      return await work();
    } finally {
      release();
    }
  }

  return {
    platform,
    emit,
    open() {
      opening ??= openFiles().catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    isOpen: () => opening !== null,
    findings: () => findings,
    sync,
    keeper,
    jobs,
    styles,
    changes,
    explain,
    close: closeFiles,
    whileClosed,
  };
}

async function openAll(platform: Platform): Promise<OpenFiles> {
  const { paths } = platform;
  const findings = await prepareFiles(platform);

  const reader = openReader(paths);
  const names = createStudyNames(reader);
  let libraryDb: LibraryDatabase | null = null;
  let library: Library | null = null;
  let mirror: MirrorDatabase | null = null;
  let index: Promise<SearchIndex> | null = null;
  let made: SearchIndex | null = null;
  function ownLibrary(): { readonly db: LibraryDatabase; readonly library: Library } {
    libraryDb ??= openLibrary(paths);
    library ??= createLibrary(libraryDb, names);
    return { db: libraryDb, library };
  }
  const watch = createChangeWatch(reader);
  return {
    reader,
    studies: createStudyRepository(reader, names),
    syncs: createSyncView(reader),
    versions: createVersionRepository(reader, names),
    names,
    findings,
    watch,
    results: createOpenResults(randomUUID),
    get library() {
      return ownLibrary().library;
    },
    get mirror() {
      mirror ??= openMirror(paths);
      return mirror;
    },
    search() {
      index ??= import('./storage/search/search-index.ts').then(({ createSearchIndex }) => {
        made = createSearchIndex(reader, { names, openSnapshot: () => openSnapshot(paths) });
        return made;
      });
      return index;
    },
    catchUp: () => made?.catchUp() ?? null,
    quietly(write) {
      const own = ownLibrary();
      return watch.quietly(own.db, () => write(own.library));
    },
    async close() {
      await made?.end();
      for (const db of [reader, libraryDb, mirror]) db?.close();
    },
  };
}

function createLibrary(db: LibraryDatabase, names: StudyNames): Library {
  const undo = createUndoLog(db);
  const notes = createNoteRepository(db, undo, names);
  return {
    undo,
    takeBack: (at) =>
      inTransaction(db, () =>
        undo.undoLast(at, (id, before) => {
          notes.restore(id, before, at);
        }),
      ),
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
  };
}
