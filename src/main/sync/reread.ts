// Reads all kept pages again with today's page reader, without a download.
// Invariant: a page that does not read any more changes nothing; what changes is a better reading, never a change of
// the atlas, and the history says so.
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ContentHash, UnixMs } from '../../shared/domain/ids.ts';
import { compareReadings } from '../../shared/domain/study-changes.ts';
import { NO_BADGES, type StudyReading } from '../../shared/domain/study.ts';
import {
  KEPT_PAGES,
  type ChangedStudy,
  type SyncProgress,
  type SyncReceipt,
  type UnreadablePage,
} from '../../shared/domain/sync.ts';
import { canonicalJson } from '../../shared/util/canonical-json.ts';
import { contentHashOf } from '../atlas/content-hash.ts';
import { readStudyPage } from '../atlas/page-reader.ts';
import { decodeBody } from '../atlas/site/decode.ts';
import { rememberVersions } from '../storage/atlas/copy-versions.ts';
import { createStoredPages, type StoredPage } from '../storage/atlas/stored-pages.ts';
import { createStudyWriter } from '../storage/atlas/study-writer.ts';
import { createSyncLockStore } from '../storage/atlas/sync-lock.ts';
import { createSyncRuns } from '../storage/atlas/sync-runs.ts';
import type { MirrorDatabase } from '../storage/open.ts';
import { ownHolder, takeLock } from './lock.ts';
import type { JobTurn } from './job-turns.ts';
import { shortened } from './receipt.ts';
import { createReporter } from './reporter.ts';
import { rereadStopped } from './stop.ts';

/** Some 50 ms of reading. */
const BATCH_PAGES = 50;

export interface RereadOptions {
  readonly mirror: MirrorDatabase;
  readonly clock: { now(): UnixMs };
  readonly onProgress: (progress: SyncProgress) => void;
  readonly signal: AbortSignal;
  /** Where it is a long job of this process. */
  readonly turn?: JobTurn;
}

/**
 * Reads every kept page again and stores the readings that differ. Stopped in the middle it has read a part; running
 * it again reads all.
 * @throws AppError `sync-running`, `aborted`, and the writer's
 */
export async function rereadPages(options: RereadOptions): Promise<SyncReceipt> {
  const { mirror, clock, signal } = options;
  const startedAt = clock.now();
  const lock = takeLock(
    createSyncLockStore(mirror),
    ownHolder(() => clock.now(), options.turn ?? null),
  );
  try {
    const pages = createStoredPages(mirror);
    const writer = createStudyWriter(mirror);
    const report = createReporter(clock, options.onProgress);
    const total = pages.count();
    const changed: ChangedStudy[] = [];
    const unreadable: UnreadablePage[] = [];
    report.begin('fetching', 0, total);
    for (const batch of pages.batches(BATCH_PAGES)) {
      // That it is to stop comes as a message, which is heard between two turns only.
      await nextTurn();
      if (signal.aborted) throw rereadStopped(signal.reason);
      lock.confirm();
      const better: StudyReading[] = [];
      for (const page of batch) {
        const again = readAgain(page);
        if (typeof again === 'string') {
          unreadable.push({ slug: page.slug, url: page.url, reason: again });
        } else if (again !== null) {
          better.push(again.reading);
          changed.push(again.changed);
        }
        report.step(typeof again === 'string');
      }
      writer.rewrite(better, clock.now());
    }
    report.begin('finishing', total, total);
    rememberVersions(mirror);
    const receipt = receiptOf({ startedAt, finishedAt: clock.now(), total, changed, unreadable });
    createSyncRuns(mirror).keepReceipt(receipt);
    return receipt;
  } finally {
    lock.release();
  }
}

interface Again {
  readonly reading: StudyReading;
  readonly changed: ChangedStudy;
}

/** What the page says now: a reading that differs, null for the same, or why it does not read. */
function readAgain({ slug, url, bytes, contentType, shown }: StoredPage): Again | string | null {
  if (bytes === null) return 'the kept page is damaged; the next sync can fetch it again';
  const result = readStudyPage(decodeBody(bytes, contentType), { url });
  if (!result.ok) return result.detail;
  if (result.study.slug !== slug) return `it is the page of another study (${result.study.slug})`;
  const reading = withKeptBadges(result.study, shown.reading);
  const after: ContentHash = contentHashOf(reading);
  if (after === shown.contentHash) return null;
  const fields = shortened(compareReadings(shown.reading, reading));
  return {
    reading,
    changed: { slug, title: reading.title, before: shown.contentHash, after, fields },
  };
}

// Badges that a given text had lost were kept from an earlier page, and are not in this one.
function withKeptBadges(reading: StudyReading, shown: StudyReading): StudyReading {
  const { badges, badgesFrom } = shown;
  if (badgesFrom === undefined || canonicalJson(reading.badges) !== canonicalJson(NO_BADGES)) {
    return reading;
  }
  return { ...reading, badges, badgesFrom };
}

function receiptOf(work: {
  readonly startedAt: UnixMs;
  readonly finishedAt: UnixMs;
  readonly total: number;
  readonly changed: readonly ChangedStudy[];
  readonly unreadable: readonly UnreadablePage[];
}): SyncReceipt {
  const { changed, unreadable, total } = work;
  return {
    id: randomUUID(),
    kind: 'reread',
    source: KEPT_PAGES,
    startedAt: work.startedAt,
    finishedAt: work.finishedAt,
    discovery: null,
    listed: total,
    requests: 0,
    added: [],
    changed,
    unchanged: total - changed.length - unreadable.length,
    settled: 0,
    unreadable,
    failed: [],
    unlisted: [],
    missing: [],
    gone: [],
    moved: [],
    retracted: [],
    kept: 0,
    notices: [],
  };
}
