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
import { NOT_STATED, type NamedRows, type SingleColumn } from '../../search/facet-table.ts';
import { LACKING } from '../../search/sort-orders.ts';
import { NO_OTHER_NAMES, type StudyNames } from '../atlas/study-names.ts';
import { createChangedLoader } from './load-changed.ts';
import {
  gatherColumns,
  namesApart,
  NO_OR_YES,
  type AtlasColumns,
  type AtlasRow,
  type ColumnGatherer,
} from './atlas-columns.ts';
import { mendColumns, type MendedColumns } from './mend-columns.ts';
import { once } from './once.ts';
import type { Steps } from './steps.ts';
import { createTextRanks, rowOf, type TextRanksLoader } from './text-ranks.ts';

/** What the library says of every study of the mirror. */
export interface LibraryColumns {
  readonly single: Readonly<Record<'mine' | 'read' | 'changed', SingleColumn>>;
  readonly multiple: Readonly<Record<MultipleFacet, readonly NamedRows[]>>;
}

/** Fills memory. Each call reads the files as they are. */
export interface FacetLoader {
  /** Reads all studies; `before` is what was in memory until now. What is read is to be finished. */
  atlas(before: AtlasColumns | null): Steps<ColumnGatherer>;
  /** The same as before, with these studies read again, those whose names have changed, and nothing else. */
  mend(before: AtlasColumns, ids: readonly number[]): MendedColumns;
  library(atlas: AtlasColumns): LibraryColumns;
  /** These rows newest first, then by title, then by slug; those without a year last. Reads them alone. */
  newestFirst(rows: readonly number[], atlas: AtlasColumns): Int32Array;
  /** These read all titles, or first authors: only for a search that has to sort by them. */
  readonly titles: TextRanksLoader;
  readonly authors: TextRanksLoader;
}

type NamedRow = readonly [key: string, name: string, slug: Slug | null];

// Closed values come as their places in PEM_VALUES and LEVEL_VALUES: a string would have to be made and
// looked up for each (6,145 studies in a fresh process: some 5 ms more).
const COLUMNS = `study.id, slug,
    CASE pem WHEN 'required' THEN 0 WHEN 'not-required' THEN 1 WHEN 'unclear' THEN 2 ELSE 3 END,
    CASE derived WHEN 'required' THEN 0 WHEN 'not-required' THEN 1 WHEN 'unclear' THEN 2 ELSE 3 END,
    CASE level WHEN 'E0' THEN 0 WHEN 'E1' THEN 1 WHEN 'E2' THEN 2 WHEN 'E3' THEN 3 ELSE 4 END,
    publication_type, year, retracted`;
const ATLAS = `SELECT ${COLUMNS} FROM atlas.study WHERE status = 'present' AND id > ? ORDER BY id LIMIT ?`;
/** Some 3 ms. */
const STUDIES_A_STEP = 3000;
const SOME = `SELECT ${COLUMNS} FROM json_each(?) AS asked CROSS JOIN atlas.study ON study.id = asked.value
  WHERE status = 'present' ORDER BY study.id`;
const NAMED = `SELECT study.id FROM json_each(?) AS asked CROSS JOIN atlas.study ON study.slug = asked.value`;
const LISTS = `SELECT name_key, name, slug FROM library.reading_list AS list
  LEFT JOIN library.list_entry ON list_id = list.id WHERE removed_at IS NULL ORDER BY name_key`;
const TAGS = 'SELECT tag_key, tag, slug FROM library.study_tag ORDER BY tag_key, tagged_at';
// The mark made last comes last, and counts.
const READ = 'SELECT slug, state FROM library.read_state ORDER BY at, slug';
const CODED = 'SELECT slug, required FROM library.own_coding ORDER BY coded_at, slug';
const NEWEST_FIRST = `SELECT study.id FROM json_each(?) AS asked CROSS JOIN atlas.study ON study.id = asked.value
  ORDER BY year IS NULL, year DESC, sort_title = '', sort_title, slug`;

/** Makes a loader over the reader's connection. */
export function createFacetLoader(
  reader: Database,
  names: StudyNames = NO_OTHER_NAMES,
): FacetLoader {
  const entries = (sql: string): readonly NamedRow[] =>
    reader.prepare<[], NamedRow>(sql).raw(true).all();
  const changes = createChangedLoader(reader, names);
  const all = once(() => reader.prepare<[number, number], AtlasRow>(ATLAS).raw(true));
  const some = once(() => reader.prepare<[string], AtlasRow>(SOME).raw(true));
  const named = once(() => reader.prepare<[string], number>(NAMED).pluck(true));
  const newestFirst = once(() => reader.prepare<[string], number>(NEWEST_FIRST).pluck(true));
  return {
    *atlas(before) {
      const columns = gatherColumns(names.former(), before);
      let last = -1;
      for (;;) {
        const rows = all().all(last, STUDIES_A_STEP);
        columns.add(rows);
        last = rows.at(-1)?.[0] ?? last;
        if (rows.length < STUDIES_A_STEP) return columns;
        yield;
      }
    },
    mend(before, ids) {
      const former = names.former();
      const apart = [...namesApart(before.former, former)];
      const renamed = apart.length === 0 ? [] : named().all(JSON.stringify(apart));
      const asked = [...new Set([...ids, ...renamed])];
      const studies = some()
        .all(JSON.stringify(asked))
        .filter(([, slug]) => !former.has(slug));
      return mendColumns(before, { asked, studies, former });
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
        multiple: { list: byName(entries(LISTS), atlas), tag: byName(entries(TAGS), atlas) },
      };
    },
    newestFirst(rows, { ids }) {
      const asked = JSON.stringify(rows.map((row) => ids[row]));
      const found = newestFirst().all(asked);
      return Int32Array.from(found, (id) => rowOf(ids, id));
    },
    titles: createTextRanks(reader, 'sort_title'),
    authors: createTextRanks(reader, 'sort_author'),
  };
}

/** A column's codes as ranks to sort by, in the order of its values. */
export function ranksOf({ values, codes }: SingleColumn): Int32Array {
  const lacking = values.indexOf(NOT_STATED);
  return codes.map((code) => (code === lacking ? LACKING : code));
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
