// What is told of syncs without running one: the unfinished run, the receipts.
// Invariant: read only; a receipt of an older form is read as one of today's, with what it does not say left empty.
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type {
  ChangedStudy,
  PendingRemoval,
  SyncKind,
  SyncReceipt,
  UnfinishedSync,
} from '../../shared/domain/sync.ts';
import type { ReaderDatabase } from './open.ts';

export interface SyncView {
  /** The run that was begun last and is not finished, or null. */
  unfinished(): UnfinishedSync | null;
  /** Newest first; with words, those whose text has all of them, in any case. */
  receipts(words: readonly string[], limit: number): SyncReceipt[];
  receipt(id: string): SyncReceipt | null;
  lastReceipt(): SyncReceipt | null;
  /** A process is at a sync, or was until a minute ago. */
  isLocked(now: number): boolean;
  /** When a daily run was finished last; null before the first. */
  lastDailyAt(): UnixMs | null;
}

/** As the lock has it: a holder that was silent for so long is gone. */
const SILENT_AFTER_MS = 60_000;

interface UnfinishedRow {
  readonly source: string;
  readonly kind: SyncKind;
  readonly startedAt: UnixMs;
  readonly wish: 'run' | 'paused' | 'failed';
  readonly pending: string | null;
  readonly done: number;
  readonly total: number;
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
  const receipts = db.prepare<[string], ReceiptRow>(`
    SELECT id, receipt_json FROM history.receipt
    WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(lower(receipt_json), word.value) = 0)
    ORDER BY finished_at DESC, id`);
  const receipt = db.prepare<[string], ReceiptRow>(
    'SELECT id, receipt_json FROM history.receipt WHERE id = ?',
  );
  const last = db.prepare<[], ReceiptRow>(
    'SELECT id, receipt_json FROM history.receipt ORDER BY finished_at DESC, id LIMIT 1',
  );
  const lastDaily = db.prepare<[], { readonly at: UnixMs | null }>(
    `SELECT max(finished_at) AS at FROM history.receipt WHERE receipt_json ->> '$.kind' = 'daily'`,
  );
  const read = (row: ReceiptRow | undefined): SyncReceipt | null =>
    row === undefined ? null : readReceipt(row);
  const lock = db.prepare<[], { readonly at: number | null }>(
    `SELECT value ->> '$.heartbeatAt' AS at FROM atlas.sync_state WHERE name = 'sync-lock'`,
  );
  return {
    isLocked(now) {
      const at = lock.get()?.at ?? null;
      return at !== null && Math.abs(now - at) <= SILENT_AFTER_MS;
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
      const found: SyncReceipt[] = [];
      const wanted = JSON.stringify(words.map((word) => word.toLowerCase()));
      for (const row of receipts.iterate(wanted)) {
        found.push(readReceipt(row));
        if (found.length === limit) break;
      }
      return found;
    },
    receipt: (id) => read(receipt.get(id)),
    lastReceipt: () => read(last.get()),
    lastDailyAt: () => lastDaily.get()?.at ?? null,
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
