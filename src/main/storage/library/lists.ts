// Reading lists: named, ordered sets of studies.
// Invariant: a list that is deleted is marked, never emptied; every change can be taken back.
import { AppError } from '../../../shared/contract/errors.ts';
import type { ListId, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { ReadingList } from '../../../shared/domain/library.ts';
import { foldText } from '../../../shared/util/fold-text.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import type { RowSelector, UndoLog } from './undo.ts';

interface ListRow {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** A list is named by its number or by its name, upper and lower case alike. */
export type ListReference = ListId | string;

/** Where a study is moved to: a place counted from 1, or just before or after another study of the list. */
export type ListPlace =
  { readonly position: number } | { readonly before: Slug } | { readonly after: Slug };

export interface ListRepository {
  /** @throws AppError `name-taken`, `invalid-input` for a name without a letter or digit */
  create(name: string, at: UnixMs): ReadingList;
  /** @throws AppError `not-found` */
  find(list: ListReference): ReadingList;
  all(): ReadingList[];
  /** The studies in order. @throws AppError `not-found` */
  entries(list: ListReference): Slug[];
  /** The lists that a study is in, by name. */
  containing(slug: Slug): ReadingList[];
  /** Puts studies at the end, in the order given; those already in it stay where they are. Returns the ones that were added. */
  add(list: ListReference, slugs: readonly Slug[], at: UnixMs): Slug[];
  /** Takes studies out. Returns the ones that were in it. */
  remove(list: ListReference, slugs: readonly Slug[], at: UnixMs): Slug[];
  /** @throws AppError `not-found` where either study is not in the list */
  move(
    list: ListReference,
    slug: Slug,
    to: { readonly place: ListPlace; readonly at: UnixMs },
  ): void;
  /** @throws AppError `name-taken`, `not-found`, `invalid-input` */
  rename(list: ListReference, name: string, at: UnixMs): ReadingList;
  delete(list: ListReference, at: UnixMs): ReadingList;
}

const COLUMNS = `id, name, created_at, updated_at,
  (SELECT count(*) FROM list_entry WHERE list_id = reading_list.id) AS size`;
const MAX_NAME_LENGTH = 200;

/** Prepares the list statements. */
export function createListRepository(db: LibraryDatabase, undo: UndoLog): ListRepository {
  const byId = db.prepare<[number], ListRow>(
    `SELECT ${COLUMNS} FROM reading_list WHERE id = ? AND removed_at IS NULL`,
  );
  const byName = db.prepare<[string], ListRow>(
    `SELECT ${COLUMNS} FROM reading_list WHERE name_key = ? AND removed_at IS NULL`,
  );
  const every = db.prepare<[], ListRow>(
    `SELECT ${COLUMNS} FROM reading_list WHERE removed_at IS NULL ORDER BY name_key`,
  );
  const containing = db.prepare<[string], ListRow>(
    `SELECT ${COLUMNS} FROM reading_list WHERE removed_at IS NULL AND id IN (SELECT list_id FROM list_entry WHERE slug = ?) ORDER BY name_key`,
  );
  const insert = db.prepare<[string, string, number, number], { id: number }>(
    'INSERT INTO reading_list (name, name_key, created_at, updated_at) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const setName = db.prepare(
    'UPDATE reading_list SET name = ?, name_key = ?, updated_at = ? WHERE id = ?',
  );
  const setRemoved = db.prepare(
    'UPDATE reading_list SET removed_at = ?, updated_at = ? WHERE id = ?',
  );
  const entries = db.prepare<[number], { slug: string; position: number }>(
    'SELECT slug, position FROM list_entry WHERE list_id = ? ORDER BY position, slug',
  );
  const insertEntry = db.prepare(
    'INSERT INTO list_entry (list_id, slug, position, added_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const deleteEntry = db.prepare('DELETE FROM list_entry WHERE list_id = ? AND slug = ?');
  const setPosition = db.prepare(
    'UPDATE list_entry SET position = ? WHERE list_id = ? AND slug = ?',
  );
  const lastPosition = db.prepare<[number], { last: number }>(
    'SELECT coalesce(max(position), 0) AS last FROM list_entry WHERE list_id = ?',
  );

  function find(list: ListReference): ReadingList {
    const row = typeof list === 'number' ? byId.get(list) : byName.get(nameKey(list));
    if (row === undefined) {
      throw new AppError(
        'not-found',
        `There is no list ${typeof list === 'number' ? `number ${list}` : `“${list}”`}. Nothing was changed. "list ls" shows the lists there are.`,
        { ref: String(list) },
      );
    }
    return toList(row);
  }
  function refuseTaken(name: string, except: ListId | null): void {
    const other = byName.get(nameKey(name));
    if (other === undefined || other.id === except) return;
    throw new AppError(
      'name-taken',
      `There is a list “${other.name}” already. Nothing was changed. Choose another name.`,
      { ref: name },
    );
  }
  function entriesOf(id: ListId): readonly RowSelector[] {
    return [{ table: 'list_entry', where: { list_id: id } }];
  }
  function rowsFor(id: ListId, slugs: readonly Slug[]): RowSelector[] {
    return slugs.map((slug) => ({ table: 'list_entry', where: { list_id: id, slug } }));
  }

  return {
    find,
    all: () => every.all().map(toList),
    containing: (slug) => containing.all(slug).map(toList),
    entries: (list) => entries.all(find(list).id).map((row) => row.slug as Slug),
    create(name, at) {
      const clean = cleanName(name);
      return inTransaction(db, () => {
        refuseTaken(clean, null);
        const id = insert.get(clean, nameKey(clean), at, at)?.id;
        if (id === undefined) throw new Error('the list was not stored');
        // Recorded after the fact: before it, the list had no number to be named by.
        setRemoved.run(at, at, id);
        undo.record(
          {
            label: `create the list “${clean}”`,
            at,
            rows: [{ table: 'reading_list', where: { id } }],
          },
          () => setRemoved.run(null, at, id),
        );
        return find(id as ListId);
      });
    },
    add(list, slugs, at) {
      return inTransaction(db, () => {
        const { id, name } = find(list);
        const present = new Set(entries.all(id).map((row) => row.slug));
        const news = [...new Set(slugs)].filter((slug) => !present.has(slug));
        undo.record(
          { label: `add ${studies(news.length)} to “${name}”`, at, rows: rowsFor(id, news) },
          () => {
            let position = lastPosition.get(id)?.last ?? 0;
            for (const slug of news) insertEntry.run(id, slug, (position += 1), at);
          },
        );
        return news;
      });
    },
    remove(list, slugs, at) {
      return inTransaction(db, () => {
        const { id, name } = find(list);
        const present = new Set(entries.all(id).map((row) => row.slug));
        const gone = [...new Set(slugs)].filter((slug) => present.has(slug));
        undo.record(
          { label: `remove ${studies(gone.length)} from “${name}”`, at, rows: rowsFor(id, gone) },
          () => {
            for (const slug of gone) deleteEntry.run(id, slug);
          },
        );
        return gone;
      });
    },
    move(list, slug, { place, at }) {
      inTransaction(db, () => {
        const { id, name } = find(list);
        const order = entries.all(id);
        const others = order.filter((row) => row.slug !== slug);
        if (others.length === order.length) throw notInList(slug, name);
        // Before or after itself is where it is.
        if (Object.values(place).includes(slug)) return;
        const index = indexFor(
          place,
          others.map((row) => row.slug),
          name,
        );
        const target = between(
          others[index - 1]?.position ?? null,
          others[index]?.position ?? null,
        );
        const label = `move a study in “${name}”`;
        if (target !== null) {
          undo.record({ label, at, rows: rowsFor(id, [slug]) }, () =>
            setPosition.run(target, id, slug),
          );
          return;
        }
        // No number is left between the neighbours: the whole list is numbered anew.
        undo.record({ label, at, rows: entriesOf(id) }, () => {
          const slugs = others.map((row) => row.slug);
          slugs.splice(index, 0, slug);
          slugs.forEach((each, position) => setPosition.run(position + 1, id, each));
        });
      });
    },
    rename(list, name, at) {
      const clean = cleanName(name);
      return inTransaction(db, () => {
        const { id, name: old } = find(list);
        refuseTaken(clean, id);
        undo.record(
          {
            label: `rename “${old}” to “${clean}”`,
            at,
            rows: [{ table: 'reading_list', where: { id } }],
          },
          () => setName.run(clean, nameKey(clean), at, id),
        );
        return find(id);
      });
    },
    delete(list, at) {
      return inTransaction(db, () => {
        const found = find(list);
        undo.record(
          {
            label: `delete the list “${found.name}”`,
            at,
            rows: [{ table: 'reading_list', where: { id: found.id } }],
          },
          () => setRemoved.run(at, at, found.id),
        );
        return found;
      });
    },
  };
}

function cleanName(name: string): string {
  const clean = name.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (nameKey(clean) === '' || clean.length > MAX_NAME_LENGTH) {
    throw new AppError(
      'invalid-input',
      `A list needs a name of 1 to ${MAX_NAME_LENGTH} characters with a letter or a digit in it. Nothing was changed.`,
    );
  }
  return clean;
}

function nameKey(name: string): string {
  return foldText(name);
}

function studies(count: number): string {
  return count === 1 ? '1 study' : `${count} studies`;
}

function notInList(slug: string, name: string): AppError {
  return new AppError('not-found', `${slug} is not in “${name}”. Nothing was changed.`, {
    ref: slug,
  });
}

// Places count from 1; a place past the end is the end.
function indexFor(place: ListPlace, slugs: readonly string[], name: string): number {
  if ('position' in place) return Math.min(Math.max(place.position - 1, 0), slugs.length);
  const anchor = 'before' in place ? place.before : place.after;
  const index = slugs.indexOf(anchor);
  if (index < 0) throw notInList(anchor, name);
  return 'before' in place ? index : index + 1;
}

// A number strictly between two neighbours, or null where doubles have run out between them.
function between(low: number | null, high: number | null): number | null {
  if (low === null && high === null) return 1;
  if (low === null) return (high ?? 0) - 1;
  if (high === null) return low + 1;
  const middle = (low + high) / 2;
  return middle > low && middle < high ? middle : null;
}

function toList(row: ListRow): ReadingList {
  return {
    id: row.id as ListId,
    name: row.name,
    size: row.size,
    createdAt: row.created_at as UnixMs,
    updatedAt: row.updated_at as UnixMs,
  };
}
