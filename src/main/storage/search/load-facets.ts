// Reads the filtered columns out of the mirror and the library into memory.
// Invariant: row numbers follow the studies' ids, ascending; studies that are gone are no rows; nothing
// is written, and a library entry about a study that the mirror does not have counts for nothing. A study with
// several names is one row, and what the library holds under any of them is its own (`study-names.ts`).
import type { MultipleFacet } from '../../../shared/domain/search.ts';
import type { Database } from 'better-sqlite3';
import type { Slug } from '../../../shared/domain/ids.ts';
import {
  codingPem,
  READ_STATES,
  type CodingAnswer,
  type ReadState,
} from '../../../shared/domain/library.ts';
import { PEM_VALUES } from '../../../shared/domain/pem.ts';
import { EVIDENCE_LEVELS } from '../../../shared/domain/study.ts';
import {
  NOT_STATED,
  openColumn,
  yearColumn,
  type NamedRows,
  type SingleColumn,
} from '../../search/facet-table.ts';
import { LACKING, type SortRanks } from '../../search/sort-orders.ts';
import { NO_OTHER_NAMES, type StudyNames } from '../atlas/study-names.ts';
import { createChangedLoader } from './load-changed.ts';
import { once } from './once.ts';

/** What the mirror says of every study. `ids` ascending: `ids[row]` is the row's `study.id`. */
export interface AtlasColumns {
  readonly ids: Float64Array;
  readonly slugs: readonly Slug[];
  /** By every name a study has had. */
  readonly rowOfSlug: ReadonlyMap<Slug, number>;
  readonly single: Readonly<
    Record<'pem' | 'derived' | 'level' | 'type' | 'year' | 'retracted', SingleColumn>
  >;
}

/** What the library says of every study of the mirror. */
export interface LibraryColumns {
  readonly single: Readonly<Record<'mine' | 'read' | 'changed', SingleColumn>>;
  readonly multiple: Readonly<Record<MultipleFacet, readonly NamedRows[]>>;
}

/** Fills memory. Each call reads the files as they are. */
export interface FacetLoader {
  atlas(): AtlasColumns;
  library(atlas: AtlasColumns): LibraryColumns;
  /** These rows newest first, then by title, then by slug; those without a year last. Reads them alone. */
  newestFirst(rows: readonly number[], atlas: AtlasColumns): Int32Array;
  /** Reads all titles: only for a search that has to sort by them. */
  titleRanks(atlas: AtlasColumns): Pick<SortRanks, 'byTitle' | 'title'>;
  authorRanks(atlas: AtlasColumns): Int32Array;
}

type AtlasRow = readonly [
  id: number,
  slug: Slug,
  pem: number,
  derived: number,
  level: number,
  type: string | null,
  year: number | null,
  retracted: number,
];
type NamedRow = readonly [key: string, name: string, slug: Slug | null];

const LEVEL_VALUES = [...EVIDENCE_LEVELS, NOT_STATED];
const NO_OR_YES = ['no', 'yes'] as const;

// Closed values come as their places in PEM_VALUES and LEVEL_VALUES: a string would have to be made and
// looked up for each (6,145 studies in a fresh process: some 5 ms more).
const ATLAS = `SELECT id, slug,
    CASE pem WHEN 'required' THEN 0 WHEN 'not-required' THEN 1 WHEN 'unclear' THEN 2 ELSE 3 END,
    CASE derived WHEN 'required' THEN 0 WHEN 'not-required' THEN 1 WHEN 'unclear' THEN 2 ELSE 3 END,
    CASE level WHEN 'E0' THEN 0 WHEN 'E1' THEN 1 WHEN 'E2' THEN 2 WHEN 'E3' THEN 3 ELSE 4 END,
    publication_type, year, retracted
  FROM atlas.study WHERE status = 'present' ORDER BY id`;
const LISTS = `SELECT name_key, name, slug FROM library.reading_list AS list
  LEFT JOIN library.list_entry ON list_id = list.id WHERE removed_at IS NULL ORDER BY name_key`;
const TAGS = 'SELECT tag_key, tag, slug FROM library.study_tag ORDER BY tag_key, tagged_at';
// The mark made last comes last, and counts.
const READ = 'SELECT slug, state FROM library.read_state ORDER BY at, slug';
const CODED = 'SELECT slug, required FROM library.own_coding ORDER BY coded_at, slug';
const TITLES = `SELECT id, sort_title FROM atlas.study WHERE status = 'present'
  ORDER BY sort_title = '', sort_title, slug`;
const NEWEST_FIRST = `SELECT study.id FROM json_each(?) AS asked CROSS JOIN atlas.study ON study.id = asked.value
  ORDER BY year IS NULL, year DESC, sort_title = '', sort_title, slug`;
const AUTHORS = `SELECT id, sort_author FROM atlas.study WHERE status = 'present' AND sort_author <> ''
  ORDER BY sort_author`;

/** Makes a loader over the reader's connection. */
export function createFacetLoader(
  reader: Database,
  names: StudyNames = NO_OTHER_NAMES,
): FacetLoader {
  const named = (sql: string): readonly NamedRow[] =>
    reader.prepare<[], NamedRow>(sql).raw(true).all();
  const ordered = (sql: string): readonly (readonly [number, string])[] =>
    reader.prepare<[], readonly [number, string]>(sql).raw(true).all();
  const changes = createChangedLoader(reader, names);
  const newestFirst = once(() => reader.prepare<[string], number>(NEWEST_FIRST).pluck(true));
  return {
    atlas() {
      const former = names.former();
      const rows = reader.prepare<[], AtlasRow>(ATLAS).raw(true).all();
      const isOwn = ([, slug]: AtlasRow): boolean => !former.has(slug);
      return toAtlasColumns(former.size === 0 ? rows : rows.filter(isOwn), former);
    },
    library(atlas) {
      const coded = reader.prepare<[], readonly [Slug, CodingAnswer]>(CODED).raw(true).all();
      const mine = coded.map(([slug, required]) => [slug, codingPem({ required })] as const);
      const read = reader.prepare<[], readonly [Slug, ReadState]>(READ).raw(true).all();
      return {
        single: {
          mine: marked(PEM_VALUES, mine, atlas),
          read: marked(READ_STATES, read, atlas),
          changed: marked(
            NO_OR_YES,
            changes.changed().map((slug) => [slug, 'yes']),
            atlas,
          ),
        },
        multiple: { list: byName(named(LISTS), atlas), tag: byName(named(TAGS), atlas) },
      };
    },
    newestFirst(rows, { ids }) {
      const asked = JSON.stringify(rows.map((row) => ids[row]));
      const found = newestFirst().all(asked);
      return Int32Array.from(found, (id) => rowOf(ids, id));
    },
    titleRanks({ ids }) {
      const titles = ordered(TITLES);
      const byTitle = new Int32Array(ids.length);
      let place = 0;
      for (const [id] of titles) {
        const row = rowOf(ids, id);
        // A row under a former name is none of the table's.
        if (ids[row] !== id) continue;
        byTitle[place] = row;
        place += 1;
      }
      return { byTitle, title: denseRanks(titles, ids) };
    },
    authorRanks: ({ ids }) => denseRanks(ordered(AUTHORS), ids),
  };
}

/** A column's codes as ranks to sort by, in the order of its values. */
export function ranksOf({ values, codes }: SingleColumn): Int32Array {
  const lacking = values.indexOf(NOT_STATED);
  return codes.map((code) => (code === lacking ? LACKING : code));
}

function toAtlasColumns(rows: readonly AtlasRow[], former: ReadonlyMap<Slug, Slug>): AtlasColumns {
  const ids = new Float64Array(rows.length);
  const slugs: Slug[] = [];
  const rowOfSlug = new Map<Slug, number>();
  const pem = new Int32Array(rows.length);
  const derived = new Int32Array(rows.length);
  const level = new Int32Array(rows.length);
  const retracted = new Int32Array(rows.length);
  const types: (string | null)[] = [];
  const years: (number | null)[] = [];
  // By index: a fresh process has not optimised iterators yet.
  for (let row = 0; row < rows.length; row += 1) {
    const study = rows[row];
    if (study === undefined) continue;
    ids[row] = study[0];
    slugs.push(study[1]);
    rowOfSlug.set(study[1], row);
    pem[row] = study[2];
    derived[row] = study[3];
    level[row] = study[4];
    types.push(study[5]);
    years.push(study[6]);
    retracted[row] = study[7];
  }
  for (const [name, present] of former) {
    const row = rowOfSlug.get(present);
    if (row !== undefined) rowOfSlug.set(name, row);
  }
  return {
    ids,
    slugs,
    rowOfSlug,
    single: {
      pem: { values: PEM_VALUES, codes: pem },
      derived: { values: PEM_VALUES, codes: derived },
      level: { values: LEVEL_VALUES, codes: level },
      type: openColumn(types),
      year: yearColumn(years),
      retracted: { values: NO_OR_YES, codes: retracted },
    },
  };
}

/** A column of what the library marks a few studies with; all others have the value that stands for no mark. */
function marked(
  values: typeof PEM_VALUES | typeof READ_STATES | typeof NO_OR_YES,
  marks: readonly (readonly [Slug, string])[],
  { slugs, rowOfSlug }: AtlasColumns,
): SingleColumn {
  const names: readonly string[] = values;
  const noMark = Math.max(names.indexOf(NOT_STATED), names.indexOf('unread'), names.indexOf('no'));
  const codes = new Int32Array(slugs.length).fill(noMark);
  for (const [slug, value] of marks) {
    const row = rowOfSlug.get(slug);
    if (row !== undefined) codes[row] = names.indexOf(value);
  }
  return { values, codes };
}

/** Groups entries by key. A name without a study of the mirror keeps its place, with no rows. */
function byName(entries: readonly NamedRow[], { slugs, rowOfSlug }: AtlasColumns): NamedRows[] {
  const canRepeat = rowOfSlug.size > slugs.length;
  const groups = new Map<string, { readonly name: string; readonly rows: number[] }>();
  for (const [key, name, slug] of entries) {
    const group = groups.get(key) ?? { name, rows: [] };
    groups.set(key, group);
    const row = slug === null ? undefined : rowOfSlug.get(slug);
    if (row !== undefined) group.rows.push(row);
  }
  return Array.from(groups, ([key, { name, rows }]) => ({
    key,
    name,
    // What is marked under two names of a study is there once.
    rows: Int32Array.from(canRepeat ? new Set(rows) : rows),
  }));
}

function denseRanks(
  ordered: readonly (readonly [number, string])[],
  ids: Float64Array,
): Int32Array {
  const ranks = new Int32Array(ids.length).fill(LACKING);
  let rank = 0;
  let before: string | null = null;
  for (const [id, text] of ordered) {
    if (text === '') continue;
    if (before !== null && text !== before) rank += 1;
    before = text;
    const row = rowOf(ids, id);
    if (ids[row] === id) ranks[row] = rank;
  }
  return ranks;
}

/** The row of an id; of one that is no row, some other. */
function rowOf(ids: Float64Array, id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
