// Whether the dates in a source's sitemap are believed: not for half a year after one was found to be wrong.
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { inTransaction, type MirrorDatabase } from '../open.ts';

const DISTRUST_MS = 182 * 24 * 60 * 60 * 1000;
const nameOf = (source: string): string => `dates-were-wrong:${source}`;

/** False for half a year after `distrustDates`. */
export function areDatesTrusted(db: MirrorDatabase, source: string, now: UnixMs): boolean {
  const row = db
    .prepare<[string], { readonly value: string }>('SELECT value FROM sync_state WHERE name = ?')
    .get(nameOf(source));
  return row === undefined || Math.abs(now - Number(row.value)) > DISTRUST_MS;
}

/** A page had changed under the same date. */
export function distrustDates(db: MirrorDatabase, source: string, at: UnixMs): void {
  inTransaction(db, () =>
    db
      .prepare('INSERT OR REPLACE INTO sync_state (name, value) VALUES (?, ?)')
      .run(nameOf(source), String(at)),
  );
}
