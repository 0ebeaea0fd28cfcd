// A sync's runs and their queues, and the receipts that outlive them.
// Invariant: a queue is laid down in one transaction, and a run is finished after its receipt is in the history.
import { AppError } from '../../../shared/contract/errors.ts';
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type {
  DiscoveryKind,
  PendingRemoval,
  RemovalDecision,
  SyncKind,
  SyncReceipt,
} from '../../../shared/domain/sync.ts';
import { inTransaction, type MirrorDatabase } from '../open.ts';
import { createRunResults, type RunResults } from './run-results.ts';

/** A page to ask for. `hashBefore` is what the mirror held when the run was planned, null for an unknown study. */
export interface QueuedPage {
  readonly slug: Slug;
  readonly url: string;
  readonly lastmod: string | null;
  readonly hashBefore: ContentHash | null;
}

export interface NewRun {
  readonly token: string;
  readonly source: string;
  readonly kind: SyncKind;
  readonly startedAt: UnixMs;
  readonly discovery: DiscoveryKind;
  /** In the order in which they are to be asked for; walked once. */
  readonly pages: Iterable<QueuedPage>;
  /** How many studies the source lists. */
  readonly listed: number;
  readonly settled: readonly Slug[];
  readonly control: Slug | null;
  readonly unlisted: readonly Slug[];
  readonly notices: readonly string[];
}

export interface StoredRun {
  readonly id: number;
  readonly token: string;
  readonly source: string;
  readonly kind: SyncKind;
  readonly startedAt: UnixMs;
  readonly discovery: DiscoveryKind;
  readonly listed: number;
  readonly settled: number;
  readonly wish: 'run' | 'paused' | 'failed';
  readonly control: Slug | null;
  readonly decision: RemovalDecision | null;
  readonly unlisted: readonly Slug[];
  readonly notices: readonly string[];
  readonly pending: PendingRemoval | null;
}

/** How a page of the queue ended. */
export type SettledPage =
  | { readonly slug: Slug; readonly outcome: 'stored' | 'unchanged' }
  | {
      readonly slug: Slug;
      readonly outcome: 'unreadable' | 'failed' | 'missing';
      readonly detail: string;
    }
  | { readonly slug: Slug; readonly outcome: 'moved'; readonly to: Slug };

/** A page of the queue, with its place there. */
export interface PlacedPage extends QueuedPage {
  readonly position: number;
}

export interface QueueCounts {
  readonly done: number;
  readonly total: number;
  readonly left: number;
}

export interface SyncRuns extends RunResults {
  /** Lays down a run and its queue; unfinished runs of the same source, and all that began before `staleBefore`, are given up. */
  start(run: NewRun, staleBefore: number): StoredRun;
  /** The unfinished run of a source (of any, without one) that began last, or null. */
  unfinished(source: string | null): StoredRun | null;
  /** What was not asked for yet, in its order, from after a place on; some at a time. */
  waitingPages(run: StoredRun, after: number): PlacedPage[];
  /** The places of what was asked for and could not be read, or did not arrive; in their order. */
  failedPlaces(run: StoredRun): number[];
  /** The pages at these places, in their order. */
  pagesAt(run: StoredRun, places: readonly number[]): QueuedPage[];
  /** Pages in the queue; those of them that are done; those that were not asked for, or not read. */
  counts(run: StoredRun): QueueCounts;
  /** Puts another page at the end of a queue, unless it is in it. True where it was put there. */
  enqueue(run: StoredRun, page: QueuedPage): boolean;
  /**
   * Closes pages of the queue and counts the requests sent since the last call; within a transaction of the caller.
   * @throws AppError `aborted` where the run was given up by somebody else
   */
  settle(run: StoredRun, pages: readonly SettledPage[], requests: number): void;
  wish(run: StoredRun, wish: StoredRun['wish']): void;
  /** Notes what a person is to be asked about. */
  ask(run: StoredRun, pending: PendingRemoval): void;
  decide(run: StoredRun, decision: RemovalDecision): void;
  /** Drops a run and its queue; what it fetched stays. */
  giveUp(run: StoredRun): void;
  /** Appends the receipt to the history (once, however often it is called), then finishes the run. Returns the receipt that is kept. */
  finish(run: StoredRun, receipt: SyncReceipt): SyncReceipt;
  /** Appends the receipt of what was no run: a bundle, a reread. */
  keepReceipt(receipt: SyncReceipt): void;
}

/** Each time the queue is looked through: 20 ms where it has 61,450 pages. */
export const PAGES_AT_ONCE = 1000;

interface RunRow extends Omit<StoredRun, 'unlisted' | 'notices' | 'pending'> {
  readonly unlisted_json: string;
  readonly notices_json: string;
  readonly pending_json: string | null;
}

/** Prepares the statements over an open mirror. */
export function createSyncRuns(db: MirrorDatabase): SyncRuns {
  const statements = prepare(db);

  /** False where there is one of this name already, which stays. */
  function keepReceipt(receipt: SyncReceipt): boolean {
    const { changes } = inTransaction(db, () =>
      statements.insertReceipt.run(receipt.id, receipt.finishedAt, JSON.stringify(receipt)),
    );
    return changes === 1;
  }

  return {
    ...createRunResults(db),
    start(run, staleBefore) {
      return inTransaction(db, () => {
        statements.giveUpOld.run(run.source, staleBefore);
        const id = Number(
          statements.insertRun.run({
            token: run.token,
            source: run.source,
            kind: run.kind,
            startedAt: run.startedAt,
            discovery: run.discovery,
            listed: run.listed,
            settled: run.settled.length,
            notices: JSON.stringify(run.notices),
            unlisted: JSON.stringify(run.unlisted),
            control: run.control,
          }).lastInsertRowid,
        );
        let position = 0;
        for (const page of run.pages) {
          statements.enqueue.run({ ...page, id, position });
          position += 1;
        }
        const { token, source, kind, startedAt, discovery, listed, unlisted, notices, control } =
          run;
        return {
          id,
          token,
          source,
          kind,
          startedAt,
          discovery,
          listed,
          settled: run.settled.length,
          wish: 'run',
          decision: null,
          control,
          unlisted,
          notices,
          pending: null,
        };
      });
    },
    unfinished(source) {
      const row = statements.unfinished.get({ source });
      if (row === undefined) return null;
      const { unlisted_json: unlisted, notices_json: notices, pending_json: pending, ...run } = row;
      return {
        ...run,
        unlisted: JSON.parse(unlisted) as Slug[],
        notices: JSON.parse(notices) as string[],
        pending: pending === null ? null : (JSON.parse(pending) as PendingRemoval),
      };
    },
    waitingPages: (run, after) => statements.waiting.all(run.id, after, PAGES_AT_ONCE),
    failedPlaces: (run) => statements.failed.all(run.id),
    pagesAt: (run, places) => statements.at.all(JSON.stringify(places), run.id),
    enqueue: (run, page) =>
      inTransaction(db, () => statements.enqueueLast.run({ ...page, id: run.id }).changes === 1),
    counts: (run) => statements.counts.get(run.id) ?? { done: 0, total: 0, left: 0 },
    settle(run, pages, requests) {
      for (const page of pages) {
        statements.settle.run({
          id: run.id,
          slug: page.slug,
          outcome: page.outcome === 'stored' ? null : page.outcome,
          detail: 'detail' in page ? page.detail : null,
          to: 'to' in page ? page.to : null,
        });
      }
      if (statements.countRequests.run(requests, run.id).changes === 0) throw givenUp();
    },
    wish: (run, wish) => inTransaction(db, () => statements.wish.run(wish, run.id)),
    ask: (run, pending) =>
      inTransaction(db, () => statements.ask.run(JSON.stringify(pending), run.id)),
    decide: (run, decision) => inTransaction(db, () => statements.decide.run(decision, run.id)),
    giveUp: (run) => inTransaction(db, () => statements.giveUp.run(run.id)),
    finish(run, receipt) {
      // Two files, two transactions: a crash between them finds the receipt there and only finishes the run.
      const kept = keepReceipt(receipt) ? undefined : statements.receipt.get(run.token);
      inTransaction(db, () => {
        statements.finish.run(receipt.finishedAt, run.id);
        statements.emptyQueue.run(run.id);
      });
      return kept === undefined ? receipt : (JSON.parse(kept.receipt_json) as SyncReceipt);
    },
    keepReceipt: (receipt) => void keepReceipt(receipt),
  };
}

function givenUp(): AppError {
  return new AppError(
    'aborted',
    'This sync was given up from another window or command. What was fetched is kept and can be used.',
  );
}

function prepare(db: MirrorDatabase) {
  return {
    giveUpOld: db.prepare(
      'DELETE FROM sync_run WHERE finished_at IS NULL AND (source = ? OR started_at < ?)',
    ),
    giveUp: db.prepare('DELETE FROM sync_run WHERE id = ? AND finished_at IS NULL'),
    insertRun: db.prepare(`
      INSERT INTO sync_run (token, source, kind, started_at, discovery, listed, settled, requests, control, notices_json, unlisted_json)
      VALUES (@token, @source, @kind, @startedAt, @discovery, @listed, @settled, 0, @control, @notices, @unlisted)`),
    enqueue: db.prepare(`
      INSERT INTO sync_queue (run_id, position, slug, url, lastmod, hash_before)
      VALUES (@id, @position, @slug, @url, @lastmod, @hashBefore)`),
    enqueueLast: db.prepare(`
      INSERT INTO sync_queue (run_id, position, slug, url, lastmod, hash_before)
      SELECT @id, 1 + ifnull(max(position), 0), @slug, @url, @lastmod, @hashBefore FROM sync_queue WHERE run_id = @id
      ON CONFLICT DO NOTHING`),
    unfinished: db.prepare<[{ readonly source: string | null }], RunRow>(`
      SELECT id, token, source, kind, started_at AS startedAt, discovery, listed, settled, wish, decision,
        control, unlisted_json, notices_json, pending_json
      FROM sync_run WHERE (@source IS NULL OR source = @source) AND finished_at IS NULL ORDER BY id DESC LIMIT 1`),
    waiting: db.prepare<[number, number, number], PlacedPage>(`
      SELECT slug, url, lastmod, hash_before AS hashBefore, position FROM sync_queue
      WHERE run_id = ? AND position > ? AND outcome IS NULL ORDER BY position LIMIT ?`),
    failed: db
      .prepare<[number], number>(
        `SELECT position FROM sync_queue WHERE run_id = ? AND outcome IN ('unreadable', 'failed') ORDER BY position`,
      )
      .pluck(true),
    // Walked once for each part.
    at: db.prepare<[string, number], QueuedPage>(`
      SELECT slug, url, lastmod, hash_before AS hashBefore FROM sync_queue
      WHERE position IN (SELECT value FROM json_each(?)) AND run_id = ? ORDER BY position`),
    counts: db.prepare<[number], QueueCounts>(`
      SELECT count(outcome) AS done, count(*) AS total,
        count(*) FILTER (WHERE outcome IS NULL OR outcome IN ('unreadable', 'failed')) AS left
      FROM sync_queue WHERE run_id = ?`),
    settle: db.prepare(`
      UPDATE sync_queue SET detail = @detail, moved_to = @to, outcome = CASE
        WHEN @outcome = 'unchanged' AND hash_before IS NULL THEN 'added'
        WHEN @outcome IS NOT NULL THEN @outcome
        WHEN hash_before IS NULL THEN 'added'
        WHEN hash_before IS (SELECT content_hash FROM study WHERE study.slug = sync_queue.slug) THEN 'unchanged'
        ELSE 'changed' END
      WHERE run_id = @id AND slug = @slug`),
    countRequests: db.prepare('UPDATE sync_run SET requests = requests + ? WHERE id = ?'),
    wish: db.prepare('UPDATE sync_run SET wish = ? WHERE id = ?'),
    ask: db.prepare('UPDATE sync_run SET pending_json = ? WHERE id = ?'),
    decide: db.prepare('UPDATE sync_run SET decision = ?, pending_json = NULL WHERE id = ?'),
    insertReceipt: db.prepare(
      'INSERT INTO history.receipt (id, finished_at, receipt_json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    receipt: db.prepare<[string], { readonly receipt_json: string }>(
      'SELECT receipt_json FROM history.receipt WHERE id = ?',
    ),
    finish: db.prepare('UPDATE sync_run SET finished_at = ? WHERE id = ?'),
    emptyQueue: db.prepare('DELETE FROM sync_queue WHERE run_id = ?'),
  };
}
