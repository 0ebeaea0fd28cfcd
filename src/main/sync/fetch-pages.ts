// Asks for the pages of a run, two side by side, and hands on what they came to.
// Invariant: a page that reads worse than before replaces nothing until it was fetched a second time and says the same.
import type { UnixMs } from '../../shared/domain/ids.ts';
import { hasLost } from '../../shared/domain/study-changes.ts';
import type { AtlasSource, FetchedPage, Validators } from '../atlas/source.ts';
import type { KeptPages } from '../storage/atlas/kept-pages.ts';
import type { SourceStudies } from '../storage/atlas/source-studies.ts';
import type { QueuedPage, StoredRun } from '../storage/atlas/sync-runs.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { Connection } from './connection.ts';
import { PROBE_PAGES, type PageVerdict, type SiteGuard } from './guards.ts';
import { readAnswer, type OddPage, type PageResult } from './read-answer.ts';
import type { Reporter } from './reporter.ts';

/** The source paces itself; two at work keep its two places filled while a page is read and written. */
const WORKERS = 2;

export interface FetchTools {
  readonly run: StoredRun;
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
export async function fetchPages(pages: readonly QueuedPage[], tools: FetchTools): Promise<void> {
  const { guard, writer } = tools;
  const unlisted = new Set(tools.run.unlisted);
  const odd: { page: OddPage | null } = { page: null };

  async function fetchOne(page: QueuedPage, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    tools.report.asking(page.slug);
    const result = await askFor(page, tools, signal);
    if (result.kind === 'unreadable') odd.page = result.page ?? odd.page;
    writer.add({ result, lastmod: page.lastmod });
    tools.report.step(result.kind === 'unreadable');
    guard.note(verdictOn(result, unlisted.has(page.slug)));
  }

  try {
    await sideBySide(pages.slice(0, PROBE_PAGES), tools.signal, fetchOne);
    guard.judgeProbe();
    writer.release();
    await sideBySide(pages.slice(PROBE_PAGES), tools.signal, fetchOne);
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

/** Two at work on one queue. The first failure stops both and is the one that is thrown. */
async function sideBySide(
  pages: readonly QueuedPage[],
  outer: AbortSignal,
  fetchOne: (page: QueuedPage, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const queue = pages.values();
  const failures: unknown[] = [];
  async function work(): Promise<void> {
    try {
      for (const page of queue) await fetchOne(page, signal);
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
  if (shown?.isOfSource !== true || hasLost(shown.reading, result.reading).length === 0) {
    return result;
  }
  // A page caught half built, or cut by a cache: what it says the second time counts.
  return readAnswer(page, await fetchPatiently(page, null, { ...tools, signal }));
}

async function fetchPatiently(
  page: QueuedPage,
  validators: Validators | null,
  { source, connection, report, signal }: FetchTools,
): Promise<FetchedPage> {
  for (;;) {
    const answer = await source.fetch(page, validators, signal);
    report.wait(null);
    if (answer.kind !== 'failed' || answer.failure !== 'offline') return answer;
    if (!(await connection.back(signal))) return answer;
  }
}

/** An address that is asked only because the listing lacks it says nothing of the site by not being there. */
function verdictOn(result: PageResult, isUnlisted: boolean): PageVerdict {
  if (result.kind === 'unreadable') return result.verdict;
  if (result.kind !== 'missing') return { kind: 'read' };
  return isUnlisted ? { kind: 'not-asked' } : { kind: 'unread', cause: 'site' };
}
