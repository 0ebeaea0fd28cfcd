// Copies of citations, citation keys and the files that were exported.
// Invariant: a key, once given, belongs to its study for good; keys and old keys share one name space, ignoring case.
import type { CslItem } from '../../../shared/domain/csl.ts';
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { ReferenceCopy } from '../../../shared/domain/library.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';

export interface ExportTarget {
  readonly path: string;
  readonly listId: number | null;
  readonly format: string;
  readonly sha256: string;
  readonly at: UnixMs;
}

export interface ReferenceRepository {
  /** Stores or refreshes copies; equal ones are left alone. */
  keep(copies: readonly ReferenceCopy[], at: UnixMs): void;
  find(slug: Slug): ReferenceCopy | null;
  /** The studies' keys, in the order given; for those without one, `choose` is asked with all keys taken (lower case), and its answer is stored for good. */
  keysFor(
    slugs: readonly Slug[],
    at: UnixMs,
    choose: (missing: readonly Slug[], taken: ReadonlySet<string>) => readonly string[],
  ): string[];
  keyOf(slug: Slug): string | null;
  /** The SHA-256 that we wrote to this file last, or null. */
  targetHash(path: string): string | null;
  rememberTarget(target: ExportTarget): void;
}

interface ReferenceRow {
  readonly slug: string;
  readonly item_json: string;
  readonly retracted: number;
  readonly as_of: number | null;
}

/** Prepares the statements for references. */
export function createReferenceRepository(db: LibraryDatabase): ReferenceRepository {
  const put =
    db.prepare(`INSERT INTO reference (slug, item_json, retracted, as_of, copied_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (slug) DO UPDATE SET item_json = excluded.item_json, retracted = excluded.retracted, as_of = excluded.as_of, copied_at = excluded.copied_at
    WHERE excluded.item_json IS NOT item_json OR excluded.retracted IS NOT retracted OR excluded.as_of IS NOT as_of`);
  const find = db.prepare<[string], ReferenceRow>(
    'SELECT slug, item_json, retracted, as_of FROM reference WHERE slug = ?',
  );
  const keyOf = db.prepare<[string], { key: string }>(
    'SELECT key FROM citation_key WHERE slug = ? AND is_alias = 0',
  );
  const allKeys = db.prepare<[], { key: string }>('SELECT key FROM citation_key');
  const putKey = db.prepare(
    'INSERT INTO citation_key (key, slug, is_alias, assigned_at) VALUES (?, ?, 0, ?)',
  );
  const target = db.prepare<[string], { sha256: string }>(
    'SELECT sha256 FROM export_target WHERE path = ?',
  );
  const putTarget = db.prepare(
    'INSERT OR REPLACE INTO export_target (path, list_id, format, sha256, written_at) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    keep(copies, at) {
      inTransaction(db, () => {
        for (const copy of copies) {
          put.run(copy.slug, JSON.stringify(copy.item), copy.retracted ? 1 : 0, copy.asOf, at);
        }
      });
    },
    find(slug) {
      const row = find.get(slug);
      if (row === undefined) return null;
      return {
        slug: row.slug as Slug,
        item: JSON.parse(row.item_json) as CslItem,
        retracted: row.retracted === 1,
        asOf: row.as_of as UnixMs | null,
      };
    },
    keysFor(slugs, at, choose) {
      return inTransaction(db, () => {
        const missing = [...new Set(slugs)].filter((slug) => keyOf.get(slug) === undefined).sort();
        if (missing.length > 0) {
          const keys = choose(missing, new Set(allKeys.all().map((row) => row.key.toLowerCase())));
          missing.forEach((slug, index) => putKey.run(keys[index], slug, at));
        }
        return slugs.map((slug) => {
          const key = keyOf.get(slug)?.key;
          if (key === undefined) throw new Error(`no key was stored for ${slug}`);
          return key;
        });
      });
    },
    keyOf: (slug) => keyOf.get(slug)?.key ?? null,
    targetHash: (path) => target.get(path)?.sha256 ?? null,
    rememberTarget(value) {
      inTransaction(db, () =>
        putTarget.run(value.path, value.listId, value.format, value.sha256, value.at),
      );
    },
  };
}
