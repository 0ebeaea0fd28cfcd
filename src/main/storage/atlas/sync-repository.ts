// A sync's own rows in the mirror: runs, their queues, and what they need to know of the studies.
// Invariant: a queue is laid down in one transaction, and a run is finished after its receipt is in the history.
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { OriginKind } from '../../../shared/domain/study.ts';
import type { SyncReceipt, UnreadablePage } from '../../../shared/domain/sync.ts';
import { inTransaction, type MirrorDatabase } from '../open.ts';

/** A study of the mirror as planning sees it. */
export interface KnownStudy {
  readonly slug: Slug;
  readonly contentHash: ContentHash;
  readonly origin: OriginKind;
  readonly originSource: string;
  readonly checkedAt: UnixMs;
}

/** A page to ask for. `hashBefore` is what the mirror held when the run was planned, null for an unknown study. */
export interface QueuedPage {
  readonly slug: Slug;
  readonly url: string;
  readonly hashBefore: ContentHash | null;
}

export interface NewRun {
  readonly token: string;
  readonly source: string;
  readonly startedAt: UnixMs;
  readonly discovery: 'sitemap' | 'listing';
  readonly pages: readonly QueuedPage[];
}

export interface StoredRun {
  readonly id: number;
  readonly token: string;
  readonly source: string;
  readonly startedAt: UnixMs;
  readonly discovery: 'sitemap' | 'listing';
  readonly listed: number;
}

/** How a page of the queue ended: it is in the mirror (or was confirmed), or it could not be read. */
export interface SettledPage {
  readonly slug: Slug;
  readonly unreadable: string | null;
}

export interface RunOutcomes {
  readonly added: readonly Slug[];
  readonly changed: readonly Slug[];
  readonly unchanged: number;
  readonly unreadable: readonly UnreadablePage[];
  readonly listed: ReadonlySet<Slug>;
  readonly requests: number;
}

export interface StoredValidators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface SyncRepository {
  knownStudies(): KnownStudy[];
  /** Lays down a run and its queue; unfinished runs of the same source, and all that began before `staleBefore`, are given up. */
  startRun(run: NewRun, staleBefore: number): StoredRun;
  /** The unfinished run of a source that began last, or null. */
  unfinishedRun(source: string): StoredRun | null;
  /** What is left of a run's queue in its order; pages that could not be read come once more, at the end. */
  pendingPages(run: StoredRun): QueuedPage[];
  /** What to send with the request for a study: only where the mirror shows what this source sent with them. */
  validatorsOf(slug: Slug, source: string): StoredValidators | null;
  /** Notes that studies were found unchanged. */
  confirm(slugs: readonly Slug[], at: UnixMs): void;
  /** Closes pages of the queue and counts the requests sent since the last call. */
  settle(run: StoredRun, pages: readonly SettledPage[], requests: number): void;
  outcomesOf(run: StoredRun): RunOutcomes;
  /** Appends the receipt to the history (once, however often it is called), then finishes the run. Returns the receipt that is kept. */
  finishRun(run: StoredRun, receipt: SyncReceipt): SyncReceipt;
}

/** Prepares the statements over an open mirror. */
export function createSyncRepository(db: MirrorDatabase): SyncRepository {
  const statements = prepare(db);
  return {
    knownStudies: () => statements.known.all(),
    startRun(run, staleBefore) {
      return inTransaction(db, () => {
        statements.giveUp.run(run.source, staleBefore);
        const id = Number(
          statements.insertRun.run({ ...run, listed: run.pages.length }).lastInsertRowid,
        );
        run.pages.forEach((page, position) => statements.enqueue.run({ ...page, id, position }));
        return {
          id,
          token: run.token,
          source: run.source,
          startedAt: run.startedAt,
          discovery: run.discovery,
          listed: run.pages.length,
        };
      });
    },
    unfinishedRun: (source) => statements.unfinished.get(source) ?? null,
    pendingPages: (run) => statements.pending.all(run.id),
    validatorsOf: (slug, source) => statements.validators.get(slug, source) ?? null,
    confirm(slugs, at) {
      if (slugs.length > 0) {
        inTransaction(db, () => statements.confirm.run({ at, slugs: JSON.stringify(slugs) }));
      }
    },
    settle(run, pages, requests) {
      inTransaction(db, () => {
        for (const page of pages) statements.settle.run({ ...page, id: run.id });
        statements.countRequests.run(requests, run.id);
      });
    },
    outcomesOf(run) {
      const rows = statements.outcomes.all(run.id);
      const slugsWith = (outcome: string): Slug[] =>
        rows.filter((row) => row.outcome === outcome).map((row) => row.slug);
      return {
        added: slugsWith('added'),
        changed: slugsWith('changed'),
        unchanged: slugsWith('unchanged').length,
        unreadable: rows
          .filter((row) => row.outcome === 'unreadable')
          .map((row) => ({ slug: row.slug, url: row.url, reason: row.detail ?? '' })),
        listed: new Set(rows.map((row) => row.slug)),
        requests: statements.requests.get(run.id)?.requests ?? 0,
      };
    },
    finishRun(run, receipt) {
      // Two files, two transactions: a crash between them finds the receipt there and only finishes the run.
      inTransaction(db, () =>
        statements.insertReceipt.run(run.token, receipt.finishedAt, JSON.stringify(receipt)),
      );
      const kept = statements.receipt.get(run.token);
      inTransaction(db, () => {
        statements.finish.run(receipt.finishedAt, run.id);
        statements.emptyQueue.run(run.id);
      });
      return kept === undefined ? receipt : (JSON.parse(kept.receipt_json) as SyncReceipt);
    },
  };
}

interface OutcomeRow {
  readonly slug: Slug;
  readonly url: string;
  readonly outcome: string | null;
  readonly detail: string | null;
}

function prepare(db: MirrorDatabase) {
  return {
    known: db.prepare<[], KnownStudy>(`
      SELECT slug, content_hash AS contentHash, origin, origin_source AS originSource, checked_at AS checkedAt
      FROM study ORDER BY slug`),
    giveUp: db.prepare(
      'DELETE FROM sync_run WHERE finished_at IS NULL AND (source = ? OR started_at < ?)',
    ),
    insertRun: db.prepare(`
      INSERT INTO sync_run (token, source, started_at, discovery, listed, requests)
      VALUES (@token, @source, @startedAt, @discovery, @listed, 0)`),
    enqueue: db.prepare(`
      INSERT INTO sync_queue (run_id, position, slug, url, hash_before) VALUES (@id, @position, @slug, @url, @hashBefore)`),
    unfinished: db.prepare<[string], StoredRun>(`
      SELECT id, token, source, started_at AS startedAt, discovery, listed FROM sync_run WHERE source = ? AND finished_at IS NULL ORDER BY id DESC LIMIT 1`),
    pending: db.prepare<[number], QueuedPage>(`
      SELECT slug, url, hash_before AS hashBefore FROM sync_queue
      WHERE run_id = ? AND (outcome IS NULL OR outcome = 'unreadable') ORDER BY outcome IS NOT NULL, position`),
    validators: db.prepare<[string, string], StoredValidators>(`
      SELECT etag, last_modified AS lastModified FROM page JOIN study USING (slug)
      WHERE slug = ? AND origin = 'site' AND origin_source = ? AND (etag IS NOT NULL OR last_modified IS NOT NULL)`),
    confirm: db.prepare(`
      UPDATE study SET checked_at = max(checked_at, @at) WHERE slug IN (SELECT value FROM json_each(@slugs))`),
    settle: db.prepare(`
      UPDATE sync_queue SET detail = @unreadable, outcome = CASE
        WHEN @unreadable IS NOT NULL THEN 'unreadable'
        WHEN hash_before IS NULL THEN 'added'
        WHEN hash_before IS (SELECT content_hash FROM study WHERE study.slug = sync_queue.slug) THEN 'unchanged'
        ELSE 'changed' END
      WHERE run_id = @id AND slug = @slug`),
    countRequests: db.prepare('UPDATE sync_run SET requests = requests + ? WHERE id = ?'),
    outcomes: db.prepare<[number], OutcomeRow>(
      'SELECT slug, url, outcome, detail FROM sync_queue WHERE run_id = ? ORDER BY slug',
    ),
    requests: db.prepare<[number], { readonly requests: number }>(
      'SELECT requests FROM sync_run WHERE id = ?',
    ),
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
