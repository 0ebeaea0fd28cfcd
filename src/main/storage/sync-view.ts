// What is told of syncs without running one: the unfinished run, the receipts.
// Invariant: read only; a receipt of an older form is read as one of today's, with what it does not say left empty.
// A whole receipt (6 MB where all pages were made anew) is read where it is asked for, and the last one once.
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { ReceiptCounts } from '../../shared/domain/receipt-text.ts';
import type {
  ChangedStudy,
  PendingRemoval,
  ReceiptKind,
  SyncKind,
  SyncReceipt,
  UnfinishedSync,
} from '../../shared/domain/sync.ts';
import type { SyncLock } from './atlas/sync-lock.ts';
import type { ReaderDatabase } from './open.ts';

/** A receipt in numbers. */
export interface ReceiptSummary {
  readonly id: string;
  readonly source: string;
  readonly finishedAt: UnixMs;
  readonly counts: ReceiptCounts;
}

export interface SyncView {
  /** The run that was begun last and is not finished, or null. */
  unfinished(): UnfinishedSync | null;
  /** Newest first; with words, those whose text has all of them, in any case. */
  receipts(words: readonly string[], limit: number): ReceiptSummary[];
  receipt(id: string): SyncReceipt | null;
  lastReceipt(): SyncReceipt | null;
  /** The mark of the process that is at a sync, or was. */
  lock(): SyncLock | null;
  /** When a daily run was finished last; null before the first. */
  lastDailyAt(): UnixMs | null;
}

interface UnfinishedRow {
  readonly source: string;
  readonly kind: SyncKind;
  readonly startedAt: UnixMs;
  readonly wish: 'run' | 'paused' | 'failed';
  readonly pending: string | null;
  readonly done: number;
  readonly total: number;
}

interface SummaryRow extends Pick<ReceiptSummary, 'id' | 'source' | 'finishedAt'> {
  readonly kind: ReceiptKind;
  readonly counts: string;
}

interface ReceiptRow {
  readonly id: string;
  readonly receipt_json: string;
}

/** Prepares the statements over the reader. */
export function createSyncView(db: ReaderDatabase): SyncView {
  const unfinished = db.prepare<[], UnfinishedRow>(`
    SELECT source, kind, started_at AS startedAt, wish, pending_json AS pending,
      (SELECT count(outcome) FROM atlas.sync_queue WHERE run_id = sync_run.id) AS done,
      (SELECT count(*) FROM atlas.sync_queue WHERE run_id = sync_run.id) AS total
    FROM atlas.sync_run WHERE finished_at IS NULL ORDER BY id DESC LIMIT 1`);
  const summaries = `SELECT id, finished_at AS finishedAt, kind, source, counts_json AS counts FROM history.receipt_summary`;
  const newest = db.prepare<[number], SummaryRow>(
    `${summaries} ORDER BY finished_at DESC, id LIMIT ?`,
  );
  const newestWith = db.prepare<[string, number], SummaryRow>(`
    ${summaries} WHERE NOT EXISTS (
      SELECT 1 FROM json_each(?) AS word JOIN history.receipt ON receipt.id = receipt_summary.id
      WHERE instr(lower(receipt_json), word.value) = 0)
    ORDER BY finished_at DESC, id LIMIT ?`);
  const receipt = db.prepare<[string], ReceiptRow>(
    'SELECT id, receipt_json FROM history.receipt WHERE id = ?',
  );
  const lastDaily = db.prepare<[], { readonly at: UnixMs | null }>(
    `SELECT max(finished_at) AS at FROM history.receipt_summary WHERE kind = 'daily'`,
  );
  // Receipts never change.
  let last: SyncReceipt | null = null;
  const read = (row: ReceiptRow | undefined): SyncReceipt | null =>
    row === undefined ? null : readReceipt(row);
  const lock = db.prepare<[], { readonly value: string }>(
    `SELECT value FROM atlas.sync_state WHERE name = 'sync-lock'`,
  );
  return {
    lock() {
      const row = lock.get();
      return row === undefined ? null : (JSON.parse(row.value) as SyncLock);
    },
    unfinished() {
      const row = unfinished.get();
      if (row === undefined) return null;
      const { wish, pending, ...run } = row;
      return {
        ...run,
        isPaused: wish === 'paused',
        hasFailed: wish === 'failed',
        pendingRemoval: pending === null ? null : (JSON.parse(pending) as PendingRemoval),
      };
    },
    receipts(words, limit) {
      const wanted = JSON.stringify(words.map((word) => word.toLowerCase()));
      const rows = words.length === 0 ? newest.all(limit) : newestWith.all(wanted, limit);
      return rows.map(({ counts, kind, ...row }) => ({ ...row, counts: readCounts(kind, counts) }));
    },
    receipt: (id) => read(receipt.get(id)),
    lastReceipt() {
      const id = newest.get(1)?.id ?? null;
      if (last?.id !== id) last = id === null ? null : read(receipt.get(id));
      return last;
    },
    lastDailyAt: () => lastDaily.get()?.at ?? null,
  };
}

function readCounts(kind: ReceiptKind, json: string): ReceiptCounts {
  const stored = JSON.parse(json) as Readonly<Record<string, number | undefined>>;
  const list = (name: keyof SyncReceipt): { readonly length: number } => ({
    length: stored[name] ?? 0,
  });
  return {
    kind,
    added: list('added'),
    changed: list('changed'),
    unreadable: list('unreadable'),
    failed: list('failed'),
    missing: list('missing'),
    gone: list('gone'),
    moved: list('moved'),
    retracted: list('retracted'),
    kept: stored['kept'] ?? 0,
    unchanged: stored['unchanged'] ?? 0,
  };
}

type StoredReceipt = Partial<Omit<SyncReceipt, 'changed'>> & {
  /** Earlier receipts named changed studies by their slugs alone. */
  readonly changed?: readonly (ChangedStudy | Slug)[];
};

function readReceipt({ id, receipt_json: json }: ReceiptRow): SyncReceipt {
  const stored = JSON.parse(json) as StoredReceipt;
  return {
    id,
    kind: stored.kind ?? 'by-hand',
    source: stored.source ?? '',
    startedAt: stored.startedAt ?? (0 as UnixMs),
    finishedAt: stored.finishedAt ?? (0 as UnixMs),
    discovery: stored.discovery ?? null,
    listed: stored.listed ?? 0,
    requests: stored.requests ?? 0,
    added: stored.added ?? [],
    changed: (stored.changed ?? []).map((study) =>
      typeof study === 'string'
        ? { slug: study, title: study, before: null, after: null, fields: [] }
        : study,
    ),
    unchanged: stored.unchanged ?? 0,
    settled: stored.settled ?? 0,
    unreadable: stored.unreadable ?? [],
    failed: stored.failed ?? [],
    unlisted: stored.unlisted ?? [],
    missing: stored.missing ?? [],
    gone: stored.gone ?? [],
    moved: stored.moved ?? [],
    retracted: stored.retracted ?? [],
    kept: stored.kept ?? 0,
    notices: stored.notices ?? [],
  };
}
