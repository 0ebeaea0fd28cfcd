// Opens a run: goes on with an unfinished one, or finds out what there is, plans, and lays the queue down.
// Invariant: what an earlier run has changed stands in a receipt before its queue is dropped.
import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/contract/errors.ts';
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { SyncKind } from '../../shared/domain/sync.ts';
import { decodeBody } from '../atlas/site/decode.ts';
import type { AtlasSource, Discovery, ListingPlaces } from '../atlas/source.ts';
import { areDatesTrusted } from '../storage/atlas/date-trust.ts';
import { findKeptPage, type KeptPages } from '../storage/atlas/kept-pages.ts';
import { createListingPlaces } from '../storage/atlas/listing-places.ts';
import type { SourceStudies } from '../storage/atlas/source-studies.ts';
import type { QueuedPage, StoredRun, SyncRuns } from '../storage/atlas/sync-runs.ts';
import { inTransaction, type MirrorDatabase } from '../storage/open.ts';
import { closeEarly } from './close-run.ts';
import type { Connection } from './connection.ts';
import type { HeldLock } from './lock.ts';
import { isResumable, planSync, RESUME_WITHIN_MS, type PlannedPage } from './plan.ts';
import {
  dataNamedIn,
  dataNotice,
  METHODOLOGY_PATH,
  RETRACTIONS_PATH,
  studiesNamedIn,
} from './prose-pages.ts';
import type { Reporter } from './reporter.ts';

export interface OpeningTools {
  readonly source: AtlasSource;
  readonly kind: SyncKind;
  readonly mirror: MirrorDatabase;
  readonly clock: { now(): UnixMs };
  readonly ownStudies: () => ReadonlySet<Slug>;
  readonly signal: AbortSignal;
  readonly runs: SyncRuns;
  readonly sourceStudies: SourceStudies;
  readonly keptPages: KeptPages;
  readonly report: Reporter;
  readonly connection: Connection;
  readonly lock: HeldLock;
}

/**
 * The run to work on.
 * @throws AppError `source-unreachable`, `source-refused`, `unreadable-site`; the signal's reason
 */
export async function openRun(tools: OpeningTools): Promise<StoredRun> {
  const { clock, runs, source, report } = tools;
  report.begin('checking', 0, 0);
  const unfinished = runs.unfinished(source.name);
  if (unfinished !== null) {
    if (mayGoOn(unfinished, tools.kind, clock.now())) {
      if (unfinished.wish !== 'run') runs.wish(unfinished, 'run');
      return unfinished;
    }
    closeEarly(tools.mirror, unfinished, clock.now());
  }
  return await planRun(tools);
}

/** A run that only waits for its answer does not grow old; a daily look is not what was asked for by hand. */
function mayGoOn(run: StoredRun, kind: SyncKind, now: UnixMs): boolean {
  if (run.pending !== null || run.decision !== null) return true;
  return isResumable(run.startedAt, now) && !(run.kind === 'daily' && kind === 'by-hand');
}

async function planRun(tools: OpeningTools): Promise<StoredRun> {
  const { source, clock, kind, runs, sourceStudies, mirror } = tools;
  const startedAt = clock.now();
  const places = createListingPlaces(mirror, {
    source: source.name,
    now: () => clock.now(),
    isFresh: isResumable,
  });
  const discovery = await discoverPatiently(tools, places);
  const retracted = await retractedNow(tools);
  const notice = await lookAtMethodology(tools);
  tools.report.begin('planning', 0, discovery.studies.length);
  // Walking a listing takes minutes; another process may have come in meanwhile.
  tools.lock.confirm();
  const { pages, settled, control, unlisted } = planSync({
    kind,
    source: source.name,
    listed: discovery.studies,
    known: sourceStudies.known(),
    failed: sourceStudies.failed(),
    troubled: sourceStudies.troubled(),
    own: tools.ownStudies(),
    retracted,
    areDatesTrusted: areDatesTrusted(mirror, source.name, startedAt),
    now: startedAt,
  });
  const run = runs.start(
    {
      token: randomUUID(),
      source: source.name,
      kind,
      startedAt,
      discovery: discovery.kind,
      listed: discovery.studies.length,
      pages: withAddresses(pages, source),
      settled,
      control,
      unlisted,
      notices: notice === null ? [] : [notice],
    },
    startedAt - RESUME_WITHIN_MS,
  );
  inTransaction(mirror, () => {
    sourceStudies.settled(settled, startedAt);
  });
  places.forget();
  return run;
}

/** Made one at a time: where all studies are asked for, their addresses are a third of what a plan takes. */
function* withAddresses(pages: readonly PlannedPage[], source: AtlasSource): Generator<QueuedPage> {
  for (const page of pages) yield { ...page, url: source.addressOf(page.slug) };
}

/** A network that is gone, or a site that is not ready, is waited for here as it is between pages. */
async function discoverPatiently(
  { source, connection, signal }: OpeningTools,
  places: ListingPlaces,
): Promise<Discovery> {
  const isBack = async (failure: unknown): Promise<boolean> =>
    failure instanceof AppError &&
    failure.code === 'source-unreachable' &&
    failure.retryable &&
    (await connection.back(signal));
  for (;;) {
    try {
      return await source.discover(signal, isBack, places);
    } catch (error) {
      if (!(await isBack(error))) throw error;
    }
  }
}

/** Studies that the site's page of retractions names: their own pages are asked for, and tell. */
async function retractedNow({ source, signal }: OpeningTools): Promise<ReadonlySet<Slug>> {
  const page = await source.fetchProse(RETRACTIONS_PATH, signal);
  if (page.kind !== 'page') return new Set();
  return studiesNamedIn(decodeBody(page.bytes, page.contentType), new URL(page.url));
}

/** The first run keeps the page on methods; a sentence where it names the data in another form. */
async function lookAtMethodology(tools: OpeningTools): Promise<string | null> {
  const { source, signal, mirror, keptPages, clock } = tools;
  if (findKeptPage(mirror, 'methodology') !== null) return null;
  const page = await source.fetchProse(METHODOLOGY_PATH, signal);
  if (page.kind !== 'page') return null;
  const { url, bytes, contentType } = page;
  keptPages.keep('methodology', { url, bytes, contentType, fetchedAt: clock.now(), reason: null });
  return dataNotice(dataNamedIn(decodeBody(bytes, contentType), new URL(url)));
}
