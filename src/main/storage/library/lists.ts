// Reading lists: named, ordered sets of studies.
// Invariant: a list that is deleted is marked, never emptied; every change can be taken back. A study with
// several names (`study-names.ts`) is one entry, where it stands first, under its present name; its rows stay.
import { AppError } from '../../../shared/contract/errors.ts';
import type { ListId, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { ReadingList } from '../../../shared/domain/library.ts';
import {
  NO_OTHER_NAMES,
  presentName,
  presentNames,
  type StudyNames,
} from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import { cleanListName, listNameKey } from './list-name.ts';
import { indexFor, notInList, presentPlace, between, type ListPlace } from './list-order.ts';
import type { RowSelector, UndoLog } from './undo.ts';

interface ListRow {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly created_at: number;
  readonly updated_at: number;
}

interface EntryRow {
  readonly slug: Slug;
  readonly position: number;
}

/** A study of a list: where it stands first, and the names it has rows under. */
interface Entry {
  readonly study: Slug;
  readonly position: number;
  readonly rows: readonly Slug[];
}

/** A list is named by its number or by its name, upper and lower case alike. */
export type ListReference = ListId | string;

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

/** Prepares the list statements. */
export function createListRepository(
  db: LibraryDatabase,
  undo: UndoLog,
  names: StudyNames = NO_OTHER_NAMES,
): ListRepository {
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
    `SELECT ${COLUMNS} FROM reading_list WHERE removed_at IS NULL AND id IN (SELECT list_id FROM list_entry WHERE slug IN (SELECT value FROM json_each(?))) ORDER BY name_key`,
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
  const rowsOfList = db.prepare<[number], EntryRow>(
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
    const row = typeof list === 'number' ? byId.get(list) : byName.get(listNameKey(list));
    if (row === undefined) {
      throw new AppError(
        'not-found',
        `There is no list ${typeof list === 'number' ? `number ${list}` : `“${list}”`}. Nothing was changed. "list ls" shows the lists there are.`,
        { ref: String(list) },
      );
    }
    return toList(row);
  }
  /** The list's studies, each with all its rows. */
  function entriesOf(id: number): Entry[] {
    const found = new Map<Slug, Entry & { readonly rows: Slug[] }>();
    for (const { slug, position } of rowsOfList.all(id)) {
      const study = presentName(names, slug);
      const entry = found.get(study) ?? { study, position, rows: [] };
      entry.rows.push(slug);
      found.set(study, entry);
    }
    return [...found.values()];
  }
  function toList(row: ListRow): ReadingList {
    return {
      id: row.id as ListId,
      name: row.name,
      size: names.former().size === 0 ? row.size : entriesOf(row.id).length,
      createdAt: row.created_at as UnixMs,
      updatedAt: row.updated_at as UnixMs,
    };
  }
  function refuseTaken(name: string, except: ListId | null): void {
    const other = byName.get(listNameKey(name));
    if (other === undefined || other.id === except) return;
    throw new AppError(
      'name-taken',
      `There is a list “${other.name}” already. Nothing was changed. Choose another name.`,
      { ref: name },
    );
  }
  function rowsFor(id: ListId, slugs: readonly Slug[]): RowSelector[] {
    return slugs.map((slug) => ({ table: 'list_entry', where: { list_id: id, slug } }));
  }

  return {
    find,
    all: () => every.all().map(toList),
    containing: (slug) => containing.all(JSON.stringify(names.of(slug))).map(toList),
    entries: (list) => entriesOf(find(list).id).map(({ study }) => study),
    create(name, at) {
      const clean = cleanListName(name);
      return inTransaction(db, () => {
        refuseTaken(clean, null);
        const id = insert.get(clean, listNameKey(clean), at, at)?.id;
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
        const present = new Set(entriesOf(id).map(({ study }) => study));
        const news = presentNames(names, slugs).filter((slug) => !present.has(slug));
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
        const asked = new Set(presentNames(names, slugs));
        const entries = new Map(entriesOf(id).map((entry) => [entry.study, entry]));
        const gone = [...asked].filter((slug) => entries.has(slug));
        const rows = gone.flatMap((slug) => entries.get(slug)?.rows ?? []);
        undo.record(
          { label: `remove ${studies(gone.length)} from “${name}”`, at, rows: rowsFor(id, rows) },
          () => {
            for (const slug of rows) deleteEntry.run(id, slug);
          },
        );
        return gone;
      });
    },
    move(list, slug, { place: asked, at }) {
      inTransaction(db, () => {
        const { id, name } = find(list);
        const study = presentName(names, slug);
        const place = presentPlace(asked, names);
        const order = entriesOf(id);
        const moved = order.find((entry) => entry.study === study);
        if (moved === undefined) throw notInList(slug, name);
        // Before or after itself is where it is.
        if (Object.values(place).includes(study)) return;
        const others = order.filter((entry) => entry !== moved);
        const index = indexFor(
          place,
          others.map((entry) => entry.study),
          name,
        );
        const target = between(
          others[index - 1]?.position ?? null,
          others[index]?.position ?? null,
        );
        const label = `move a study in “${name}”`;
        if (target !== null) {
          // Rows under its other names go along, or the first of them would hold it where it was.
          undo.record({ label, at, rows: rowsFor(id, moved.rows) }, () => {
            for (const row of moved.rows) setPosition.run(target, id, row);
          });
          return;
        }
        // No number is left between the neighbours: the whole list is numbered anew.
        const wholeList: RowSelector = { table: 'list_entry', where: { list_id: id } };
        undo.record({ label, at, rows: [wholeList] }, () => {
          [...others.slice(0, index), moved, ...others.slice(index)].forEach(({ rows }, place) => {
            for (const row of rows) setPosition.run(place + 1, id, row);
          });
        });
      });
    },
    rename(list, name, at) {
      const clean = cleanListName(name);
      return inTransaction(db, () => {
        const { id, name: old } = find(list);
        refuseTaken(clean, id);
        undo.record(
          {
            label: `rename “${old}” to “${clean}”`,
            at,
            rows: [{ table: 'reading_list', where: { id } }],
          },
          () => setName.run(clean, listNameKey(clean), at, id),
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

function studies(count: number): string {
  return count === 1 ? '1 study' : `${count} studies`;
}
