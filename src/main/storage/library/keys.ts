// Changing citation keys, and looking up whom a key means.
// Invariants: a key that a study ever had stays its own: the one that is replaced becomes an alias; keys,
// aliases and the atlas's own keys share one name space, ignoring case; what is decided is looked up
// again in the transaction that writes, so that two processes never give one key twice.
import { AppError } from '../../../shared/contract/errors.ts';
import { atlasKey, slugOfAtlasKey, type Slug, type UnixMs } from '../../../shared/domain/ids.ts';
import { NO_OTHER_NAMES, presentName, type StudyNames } from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import type { RowSelector, UndoLog } from './undo.ts';

/** A study's key and whatever else means it. */
export interface StudyKeys {
  /** Null where none was given yet. */
  readonly key: string | null;
  /** Given ones first, as they were given; then the atlas's own, which nobody has to give. */
  readonly aliases: readonly string[];
}

export interface KeyChange {
  readonly slug: Slug;
  readonly key: string;
}

export interface KeyRepository {
  of(slug: Slug): StudyKeys;
  /** The study that a key or alias means, by its present name; ignoring case. */
  ownerOf(key: string): Slug | null;
  /**
   * Gives studies other keys, all or none; what was the key becomes an alias. `choose` runs in the
   * transaction, and what it says is what is written. Returns what was changed.
   * @throws AppError `name-taken` naming the study that has the key
   */
  change(
    step: { readonly label: (changed: number) => string; readonly at: UnixMs },
    choose: () => readonly KeyChange[],
  ): KeyChange[];
}

interface KeyRow {
  readonly key: string;
  readonly slug: Slug;
  readonly is_alias: number;
}

/** Prepares the statements of keys. */
export function createKeyRepository(
  db: LibraryDatabase,
  undo: UndoLog,
  names: StudyNames = NO_OTHER_NAMES,
): KeyRepository {
  const ofNames = db.prepare<[string], KeyRow>(
    'SELECT key, slug, is_alias FROM citation_key WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY is_alias, assigned_at, key',
  );
  const byKey = db.prepare<[string], KeyRow>(
    'SELECT key, slug, is_alias FROM citation_key WHERE key = ?',
  );
  const makeAlias = db.prepare('UPDATE citation_key SET is_alias = 1 WHERE key = ?');
  const makeKey = db.prepare('UPDATE citation_key SET key = ?, is_alias = 0 WHERE key = ?');
  const insert = db.prepare(
    'INSERT INTO citation_key (key, slug, is_alias, assigned_at) VALUES (?, ?, 0, ?)',
  );
  const rowsOf = (slug: Slug): KeyRow[] => ofNames.all(JSON.stringify(names.of(slug)));

  function ownerOf(key: string): Slug | null {
    const slug = byKey.get(key)?.slug ?? slugOfAtlasKey(key);
    return slug === null ? null : presentName(names, slug);
  }

  function write({ slug, key }: KeyChange, at: UnixMs): void {
    const rows = rowsOf(slug);
    for (const row of rows) if (row.is_alias === 0) makeAlias.run(row.key);
    const own = rows.find((row) => isSameKey(row.key, key));
    if (own === undefined) insert.run(key, slug, at);
    else makeKey.run(key, own.key);
  }

  return {
    of: (slug) => keysOfStudy(rowsOf(slug), names.of(slug)),
    ownerOf,
    change(step, choose) {
      return inTransaction(db, () => {
        const changes = choose().map(({ slug, key }) => ({ slug: presentName(names, slug), key }));
        for (const { slug, key } of changes) {
          const owner = ownerOf(key);
          if (owner !== null && owner !== slug) throw keyTaken(key, owner);
        }
        const real = changes.filter(({ slug, key }) => {
          const [first, ...others] = rowsOf(slug);
          const isOnly = others.every(({ is_alias: isAlias }) => isAlias === 1);
          return !(first?.is_alias === 0 && first.key === key && isOnly);
        });
        const rows = real.flatMap(({ slug }) =>
          names.of(slug).map((name): RowSelector => ({
            table: 'citation_key',
            where: { slug: name },
          })),
        );
        undo.record({ label: step.label(real.length), at: step.at, rows }, () => {
          for (const change of real) write(change, step.at);
        });
        return real;
      });
    },
  };
}

/** All that means a study, from its rows (the key first) and its names. */
export function keysOfStudy(
  rows: readonly { readonly key: string; readonly is_alias: number }[],
  studyNames: readonly Slug[],
): StudyKeys {
  const [first] = rows;
  const key = first?.is_alias === 0 ? first.key : null;
  const owns = studyNames.map(atlasKey);
  // The atlas's own letters: a text cites them, and biber tells capitals apart.
  const aliases = rows
    .map((row) => row.key)
    .filter((each) => each !== key)
    .map((each) => owns.find((own) => isSameKey(own, each)) ?? each);
  for (const own of owns) {
    if (![key ?? '', ...aliases].some((each) => isSameKey(each, own))) aliases.push(own);
  }
  return { key, aliases };
}

function isSameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function keyTaken(key: string, owner: Slug): AppError {
  return new AppError(
    'name-taken',
    `The key “${key}” means the study ${owner}, and always will: a text may cite it by that. Nothing was changed. Choose another key.`,
    { ref: owner },
  );
}
