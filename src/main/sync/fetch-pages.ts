// Asks for the pages of a run, two side by side, and hands on what they came to.
// Invariant: a page that reads worse than before replaces nothing until it was fetched a second time and says the same.
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import { hasLost } from '../../shared/domain/lost-parts.ts';
import { contentHashOf } from '../atlas/content-hash.ts';
import type { AtlasSource, FetchedPage, Validators } from '../atlas/source.ts';
import type { KeptPages } from '../storage/atlas/kept-pages.ts';
import type { SourceStudies } from '../storage/atlas/source-studies.ts';
import type { QueuedPage, StoredRun, SyncRuns } from '../storage/atlas/sync-runs.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { Connection } from './connection.ts';
import { PROBE_PAGES, type PageVerdict, type SiteGuard } from './guards.ts';
import type { PageFeed } from './page-feed.ts';
import { readAnswer, type OddPage, type PageResult } from './read-answer.ts';
import type { Reporter } from './reporter.ts';

/** The source paces itself; two at work keep its two places filled while a page is read and written. */
const WORKERS = 2;
/** A study may have had a few names. */
const MOST_TO_ONE = 3;

export interface FetchTools {
  readonly run: StoredRun;
  readonly runs: SyncRuns;
  readonly source: AtlasSource;
  readonly sourceStudies: SourceStudies;
  readonly keptPages: KeptPages;
  readonly writer: BatchWriter;
  readonly guard: SiteGuard;
  readonly report: Reporter;
  readonly connection: Connection;
  readonly clock: { now(): UnixMs };
  readonly signal: AbortSignal;
}

/**
 * Fetches pages in their order. The first few decide whether anything is written; whatever ends the rest, what was
 * fetched is written.
 * @throws AppError `unreadable-site`, `source-unreachable`, and the writer's; the signal's reason
 */
export async function fetchPages(feed: PageFeed, tools: FetchTools): Promise<void> {
  const { guard, writer, run, runs, source } = tools;
  // An address that failed before, or that the listing lacks, says nothing of the site by failing again.
  const exempt = new Set([...run.unlisted, ...tools.sourceStudies.troubled()]);
  const leadThere = new Map<Slug, number>();
  const odd: { page: OddPage | null } = { page: null };

  /** Many addresses that lead to one page are a fault of the site, and no study's new address. */
  function judgeMove(result: PageResult): PageResult {
    if (result.kind !== 'moved') return result;
    const count = (leadThere.get(result.to) ?? 0) + 1;
    leadThere.set(result.to, count);
    if (count <= MOST_TO_ONE) return result;
    return {
      kind: 'unreadable',
      slug: result.slug,
      reason: `its address leads to ${result.to}, as those of other studies do`,
      verdict: { kind: 'unread', cause: 'site' },
      page: null,
    };
  }

  async function fetchOne(page: QueuedPage, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    tools.report.asking(page.slug);
    const result = judgeMove(await askFor(page, tools, signal));
    if (result.kind === 'unreadable' || result.kind === 'failed') {
      odd.page = result.page ?? odd.page;
    }
    writer.add({ result, lastmod: page.lastmod });
    // Where an old address leads, its study is asked for by its own.
    if (result.kind === 'moved') {
      const shown = tools.sourceStudies.shown(result.to);
      const next = {
        slug: result.to,
        url: source.addressOf(result.to),
        lastmod: null,
        hashBefore: shown?.isOfSource === true ? shown.contentHash : null,
      };
      if (runs.enqueue(run, next)) tools.report.more();
    }
    tools.report.step(result.kind === 'unreadable' || result.kind === 'failed');
    guard.note(verdictOn(result, exempt.has(page.slug)));
  }

  try {
    await sideBySide(firstOf(feed, PROBE_PAGES), tools.signal, fetchOne);
    guard.judgeProbe();
    writer.release();
    await sideBySide(feed, tools.signal, fetchOne);
  } catch (error) {
    if (odd.page !== null) keepExample(odd.page, tools);
    throw error;
  } finally {
    writer.flush();
  }
}

/** One page of those that did not read is kept, so that somebody can look what the site answers with. */
function keepExample(page: OddPage, { keptPages, clock }: FetchTools): void {
  const reason = 'the last page that did not read as a study when a sync stopped';
  keptPages.keep('unreadable-example', { ...page, fetchedAt: clock.now(), reason });
}

/** So many pages of a feed, and no more. */
function firstOf(feed: PageFeed, count: number): PageFeed {
  let left = count;
  return {
    take() {
      left -= 1;
      return left < 0 ? undefined : feed.take();
    },
  };
}

/** Two at work on one queue, which may grow meanwhile. The first failure stops both and is the one that is thrown. */
async function sideBySide(
  feed: PageFeed,
  outer: AbortSignal,
  fetchOne: (page: QueuedPage, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const failures: unknown[] = [];
  async function work(): Promise<void> {
    try {
      for (let page = feed.take(); page !== undefined; page = feed.take()) {
        await fetchOne(page, signal);
      }
    } catch (error) {
      failures.push(error);
      stop.abort();
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work));
  if (failures.length > 0) throw failures[0];
}

async function askFor(
  page: QueuedPage,
  tools: FetchTools,
  signal: AbortSignal,
): Promise<PageResult> {
  const { sourceStudies } = tools;
  const validators = page.hashBefore === null ? null : sourceStudies.validatorsOf(page.slug);
  const result = readAnswer(page, await fetchPatiently(page, validators, { ...tools, signal }));
  if (result.kind !== 'read' || page.hashBefore === null) return result;
  const shown = sourceStudies.shown(page.slug);
  if (shown?.isOfSource !== true || shown.contentHash === contentHashOf(result.reading)) {
    return result;
  }
  if (isSameBody(sourceStudies.bodyOf(page.slug), result.page.body)) {
    return { kind: 'reread', reading: result.reading };
  }
  if (hasLost(shown.reading, result.reading).length === 0) return result;
  // A page caught half built, or cut by a cache: what it says the second time counts.
  return readAnswer(page, await fetchPatiently(page, null, { ...tools, signal }));
}

async function fetchPatiently(
  page: QueuedPage,
  validators: Validators | null,
  { source, connection, signal }: FetchTools,
): Promise<FetchedPage> {
  for (;;) {
    const answer = await source.fetch(page, validators, signal);
    if (answer.kind !== 'failed' || answer.failure !== 'offline') return answer;
    if (!(await connection.back(signal))) return answer;
  }
}

function verdictOn(result: PageResult, isExempt: boolean): PageVerdict {
  switch (result.kind) {
    case 'read':
    case 'reread':
    case 'confirmed':
      return { kind: 'read' };
    case 'moved':
      return { kind: 'not-asked' };
    case 'missing':
      return isExempt ? { kind: 'not-asked' } : { kind: 'unread', cause: 'site' };
    case 'failed':
    case 'unreadable':
      return isExempt ? { kind: 'not-asked' } : result.verdict;
  }
}

function isSameBody(kept: Uint8Array | null, sent: string | Uint8Array): boolean {
  return kept !== null && typeof sent !== 'string' && Buffer.compare(kept, sent) === 0;
}
