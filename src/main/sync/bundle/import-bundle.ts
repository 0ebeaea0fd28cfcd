// Takes a bundle into the mirror: all of it is read and checked before the first study is written.
// Invariant: a bundle with anything wrong in it changes nothing; an end at any moment leaves sound files, and a second
// import finishes the first. Nothing becomes gone, and nothing becomes "checked against the site".
import { AppError } from '../../../shared/contract/errors.ts';
import {
  bundleSource,
  type BundleInfo,
  type BundleProgress,
  type BundleReceipt,
} from '../../../shared/domain/bundle.ts';
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import { compareReadings } from '../../../shared/domain/study-changes.ts';
import { isRetracted, type StudyReading } from '../../../shared/domain/study.ts';
import type { ChangedStudy } from '../../../shared/domain/sync.ts';
import { damagedBundle } from '../../atlas/bundle/format.ts';
import {
  openBundle,
  readBundle,
  type OpenBundle,
  type ReadStudy,
} from '../../atlas/bundle/read-bundle.ts';
import { contentHashOf } from '../../atlas/content-hash.ts';
import { createKnownStudies } from '../../storage/atlas/bundle-rows.ts';
import { rememberVersions } from '../../storage/atlas/copy-versions.ts';
import { createStudyWriter, type IncomingReading } from '../../storage/atlas/study-writer.ts';
import { createSyncLockStore } from '../../storage/atlas/sync-lock.ts';
import { createSyncRuns } from '../../storage/atlas/sync-runs.ts';
import { createVersionReader } from '../../storage/atlas/version-reader.ts';
import type { MirrorDatabase } from '../../storage/open.ts';
import type { JobTurn } from '../job-turns.ts';
import { ownHolder, takeLock, type HeldLock } from '../lock.ts';
import { shortened } from '../receipt.ts';
import { bundleReceiptOf, syncReceiptOf, type ImportOutcome } from './bundle-receipt.ts';
import { decide } from './decide.ts';

/** Compressing the pages of a batch takes most of its time: 25 hold the mirror for about as long as a batch of a sync does. */
const BATCH_STUDIES = 25;
const PROGRESS_EVERY = 50;

interface JobOptions {
  readonly path: string;
  /** This program's version. */
  readonly version: string;
  readonly clock: { now(): UnixMs };
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BundleProgress) => void;
}

export interface ImportBundleOptions extends JobOptions {
  readonly mirror: MirrorDatabase;
  /** Where it is a long job of this process. */
  readonly turn?: JobTurn;
}

/**
 * Reads a bundle to its end. Nothing is changed.
 * @throws AppError `bundle-damaged`, `bundle-newer`, `file-unreadable`, `aborted`
 */
export async function verifyBundle(options: JobOptions): Promise<BundleInfo> {
  const bundle = await openBundle(options.path);
  try {
    return (await check(bundle, options)).info;
  } finally {
    await bundle.close();
  }
}

/**
 * Takes a bundle in.
 * @throws AppError as `verifyBundle`, then nothing was changed; `sync-running`; and the writer's `locked`, `disk-full`,
 * `not-writable`, `mirror-corrupt`, and `aborted`: what was written before stays, and importing again goes on
 */
export async function importBundle(options: ImportBundleOptions): Promise<BundleReceipt> {
  const bundle = await openBundle(options.path);
  try {
    const startedAt = options.clock.now();
    const { info, lines } = await check(bundle, options);
    return await underLock(options, async (lock) => {
      const writing = createWriting(options, { info, lock });
      await readBundle(bundle, {
        ...options,
        now: startedAt,
        isProven: true,
        onStudy: (study, place) => {
          refuseOther(lines, study, place);
          writing.add(study);
        },
      }).catch((error: unknown) => {
        throw writing.hasBegun() ? interrupted(error) : error;
      });
      writing.flush();
      const finishedAt = options.clock.now();
      const outcome = { ...writing.outcome(), startedAt, finishedAt };
      rememberVersions(options.mirror);
      createSyncRuns(options.mirror).keepReceipt(syncReceiptOf(info, outcome));
      return bundleReceiptOf(info, outcome);
    });
  } finally {
    await bundle.close();
  }
}

interface Checked {
  readonly info: BundleInfo;
  /** The SHA-256 of each line, so that what is written is what was checked. */
  readonly lines: readonly Buffer[];
}

async function check(bundle: OpenBundle, options: JobOptions): Promise<Checked> {
  const lines: Buffer[] = [];
  const info = await readBundle(bundle, {
    ...options,
    now: options.clock.now(),
    onStudy: ({ sha256 }, place, header) => {
      lines.push(sha256);
      if (place % PROGRESS_EVERY === 0) {
        options.onProgress({ step: 'checking', done: place, total: header.count });
      }
    },
  });
  options.onProgress({ step: 'checking', done: info.count, total: info.count });
  return { info, lines };
}

function refuseOther(lines: readonly Buffer[], { sha256 }: ReadStudy, place: number): void {
  if (lines[place]?.equals(sha256) === true) return;
  throw damagedBundle('the file was changed while it was read');
}

interface Writing {
  add(study: ReadStudy): void;
  flush(): void;
  hasBegun(): boolean;
  outcome(): Omit<ImportOutcome, 'startedAt' | 'finishedAt'>;
}

function createWriting(
  options: ImportBundleOptions,
  by: { readonly info: BundleInfo; readonly lock: HeldLock },
): Writing {
  const { mirror, clock, onProgress } = options;
  const { info, lock } = by;
  const known = createKnownStudies(mirror);
  const writer = createStudyWriter(mirror);
  const source = bundleSource(info);
  const added: Slug[] = [];
  const changed: ChangedStudy[] = [];
  const retracted: Slug[] = [];
  const versions = createVersionReader(mirror);
  const hashBefore = new Map<Slug, ContentHash>();
  const kept: Slug[] = [];
  let unchanged = 0;
  let done = 0;
  let hasBegun = false;
  let batch: IncomingReading[] = [];

  function flush(): void {
    lock.confirm();
    hasBegun = true;
    const outcomes = writer.write(batch, { kind: 'bundle', source, at: clock.now() });
    for (const [place, { reading }] of batch.entries()) {
      const outcome = outcomes[place];
      if (outcome === 'added') added.push(reading.slug);
      else if (outcome === 'changed') changed.push(changeOf(reading));
      else unchanged += 1;
    }
    batch = [];
    hashBefore.clear();
  }

  function changeOf(reading: StudyReading): ChangedStudy {
    const { slug, title } = reading;
    const before = hashBefore.get(slug) ?? null;
    const was = before === null ? null : versions.reading(before);
    if (isRetracted(reading) && was !== null && !isRetracted(was)) retracted.push(slug);
    const fields = was === null ? [] : shortened(compareReadings(was, reading));
    return { slug, title, before, after: contentHashOf(reading), fields };
  }

  return {
    add({ study, reading, contentHash }) {
      const ours = known(study.slug);
      if (ours !== null) hashBefore.set(study.slug, ours.contentHash);
      const decision = decide(ours, {
        contentHash,
        checkedAt: study.checkedAt,
        origin: study.origin.kind,
      });
      if (decision === 'keep') kept.push(study.slug);
      else if (decision === 'same') unchanged += 1;
      else batch.push(incoming(study, reading));
      if (batch.length >= BATCH_STUDIES) flush();
      done += 1;
      if (done % PROGRESS_EVERY === 0) {
        onProgress({ step: 'importing', done, total: info.count });
      }
    },
    flush() {
      if (batch.length > 0) flush();
      onProgress({ step: 'importing', done: info.count, total: info.count });
    },
    hasBegun: () => hasBegun,
    outcome: () => ({ added, changed, retracted, unchanged, kept }),
  };
}

function incoming(
  { page, checkedAt }: ReadStudy['study'],
  reading: ReadStudy['reading'],
): IncomingReading {
  return {
    reading,
    checkedAt,
    // Without what the maker's site sent along: an answer "not modified" to a bundle's word would prove nothing, so the
    // first sync asks for the page itself and compares what it says.
    page:
      page === null
        ? null
        : {
            url: page.url,
            body: page.body,
            fetchedAt: page.fetchedAt,
            etag: null,
            lastModified: null,
          },
  };
}

async function underLock<T>(
  { mirror, clock, turn }: ImportBundleOptions,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const lock = takeLock(
    createSyncLockStore(mirror),
    ownHolder(() => clock.now(), turn ?? null),
  );
  try {
    return await work(lock);
  } finally {
    lock.release();
  }
}

function interrupted(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  if (error.code === 'aborted') {
    return new AppError(
      'aborted',
      'Stopped. The studies that were taken in so far stay, and nothing else was changed. Import the bundle again to take in the rest.',
      { cause: error },
    );
  }
  if (error.code !== 'bundle-damaged') return error;
  return new AppError(
    'bundle-damaged',
    'The file was changed while it was read. The studies that were taken in before are whole, and stay. Import it again when nothing writes to it any more.',
    { cause: error },
  );
}
