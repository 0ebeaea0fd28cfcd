// Copies of citations, citation keys and the files that were exported.
// Invariant: a key, once given, belongs to its study for good; keys and old keys share one name space, ignoring case.
// Of a study with several names (`study-names.ts`) the key that was given first is the one.
import type { CslItem } from '../../../shared/domain/csl.ts';
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { ReferenceCopy } from '../../../shared/domain/library.ts';
import {
  NO_OTHER_NAMES,
  presentName,
  presentNames,
  type StudyNames,
} from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import { keysOfStudy } from './keys.ts';

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
  /** Whatever else means the study: keys it had or was given later under another name, and the atlas's own. */
  otherKeysOf(slug: Slug): readonly string[];
  /** Keys that the study was given later under another of its names, and that nobody has settled yet. */
  laterKeysOf(slug: Slug): string[];
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
export function createReferenceRepository(
  db: LibraryDatabase,
  names: StudyNames = NO_OTHER_NAMES,
): ReferenceRepository {
  const put =
    db.prepare(`INSERT INTO reference (slug, item_json, retracted, as_of, copied_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (slug) DO UPDATE SET item_json = excluded.item_json, retracted = excluded.retracted, as_of = excluded.as_of, copied_at = excluded.copied_at
    WHERE excluded.item_json IS NOT item_json OR excluded.retracted IS NOT retracted OR excluded.as_of IS NOT as_of`);
  const find = db.prepare<[string, string], ReferenceRow>(
    'SELECT slug, item_json, retracted, as_of FROM reference WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY slug = ? DESC, copied_at DESC, slug',
  );
  const keysOf = db
    .prepare<[string], string>(
      'SELECT key FROM citation_key WHERE slug IN (SELECT value FROM json_each(?)) AND is_alias = 0 ORDER BY assigned_at, key',
    )
    .pluck(true);
  const everyKeyOf = db.prepare<[string], { key: string; is_alias: number }>(
    'SELECT key, is_alias FROM citation_key WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY is_alias, assigned_at, key',
  );
  const namesOf = (slug: Slug): string => JSON.stringify(names.of(slug));
  const keyOf = (slug: Slug): string | null => keysOf.get(namesOf(slug)) ?? null;
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
      const row = find.get(namesOf(slug), presentName(names, slug));
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
        const missing = presentNames(names, slugs)
          .filter((slug) => keyOf(slug) === null)
          .sort();
        if (missing.length > 0) {
          const keys = choose(missing, new Set(allKeys.all().map((row) => row.key.toLowerCase())));
          missing.forEach((slug, index) => putKey.run(keys[index], slug, at));
        }
        return slugs.map((slug) => {
          const key = keyOf(slug);
          if (key === null) throw new Error(`no key was stored for ${slug}`);
          return key;
        });
      });
    },
    keyOf,
    otherKeysOf: (slug) => keysOfStudy(everyKeyOf.all(namesOf(slug)), names.of(slug)).aliases,
    laterKeysOf: (slug) => keysOf.all(namesOf(slug)).slice(1),
    targetHash: (path) => target.get(path)?.sha256 ?? null,
    rememberTarget(value) {
      inTransaction(db, () =>
        putTarget.run(value.path, value.listId, value.format, value.sha256, value.at),
      );
    },
  };
}
