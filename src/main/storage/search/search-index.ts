// Searches the copy of the atlas: full text by FTS5, everything else over typed arrays in memory.
// Invariant: one search sees one state of the files; a change made by any connection or process is in
// the next search, unless whoever searches has it catch up meanwhile; nothing is written.
import type { Database } from 'better-sqlite3';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { SearchAnswer, SearchRequest, StudyRow } from '../../../shared/domain/search.ts';
import { chooseRanking } from '../../search/choose-ranking.ts';
import { describeQuery, type QueryDescription } from '../../search/describe-query.ts';
import { evaluatePlan } from '../../search/evaluate-plan.ts';
import type { FacetTable } from '../../search/facet-table.ts';
import { orderByScore } from '../../search/order-by-score.ts';
import { parseQuery, type ParsedQuery } from '../../search/parse-query.ts';
import { tellInOrder } from '../../search/query-notices.ts';
import { planQuery, type QueryPlan } from '../../search/query-plan.ts';
import { unknownNames } from '../../search/unknown-names.ts';
import { createStudyNames, type StudyNames } from '../atlas/study-names.ts';
import type { AtlasColumns } from './atlas-columns.ts';
import { createFacetLoader, type LibraryColumns } from './load-facets.ts';
import { catchUpWith } from './catch-up.ts';
import { createRowOrders, type RowOrders } from './row-orders.ts';
import { atOnce } from './steps.ts';
import { createStudyRows } from './study-rows.ts';
import { createStudyWrites } from './study-writes.ts';
import { createTextMatches, type TextMatches } from './text-matches.ts';

export interface SearchIndex {
  /**
   * Every match in order, and the count of every value of every facet.
   * @throws AppError `query-syntax` with the place in the query as `ref` (`<at>..<end>`)
   */
  search(request: SearchRequest): SearchAnswer;
  /** The same, with what the query asks for. @throws AppError `query-syntax` */
  examine(request: SearchRequest): SearchAnswer & QueryDescription;
  /** Reads again what other connections have changed; true where there was something. `search` does it by itself. */
  refresh(): boolean;
  /**
   * Null where the next search sees all there is at little cost. Where more has been written than a thread can read at
   * once without keeping others waiting, reads it in steps, with others between them; until then searches answer from
   * what was in memory before. One at a time: who comes second waits for the first. False where it did not come to its
   * end; after a failure the next search reads by itself, and is told.
   */
  catchUp(): Promise<boolean> | null;
  /** Ends catching up; its connection is closed then. */
  end(): Promise<void>;
  /** Studies by slug, for display, under their present names; gone ones too. @throws AppError `invalid-input` for more than 200 */
  rows(slugs: readonly Slug[]): StudyRow[];
}

/** What is in memory of one state of the files. */
interface Loaded {
  readonly versions: { readonly atlas: number; readonly library: number };
  readonly atlas: AtlasColumns;
  readonly table: FacetTable;
  readonly orders: RowOrders;
  /** How many studies have a text, as counted before, by how far it was counted and the text. */
  readonly textCounts: Map<string, number>;
}

/** About a day of typing; then the counts start again. */
const MAX_TEXT_COUNTS = 2_000;

export interface SearchIndexOptions {
  readonly names?: StudyNames;
  /** A connection of its own for `catchUp`, which the caller of this closes; without one, it reads in one go. */
  readonly openSnapshot?: (() => Database) | null;
}

/**
 * Makes the index over a connection that reads, with the files attached as `atlas` and `library`.
 * Nothing is read before the first search.
 */
export function createSearchIndex(
  reader: Database,
  { names = createStudyNames(reader), openSnapshot = null }: SearchIndexOptions = {},
): SearchIndex {
  const loader = createFacetLoader(reader, names);
  const text = createTextMatches(reader);
  const rows = createStudyRows(reader, names);
  const writes = createStudyWrites(reader);
  // Not `data_version`: a sync writes what it has checked every few seconds, and changes no study by it.
  const atlasVersion = reader
    .prepare<[], number>('SELECT number FROM atlas.study_revision WHERE id = 1')
    .pluck(true);
  const libraryVersion = reader.prepare<[], number>('PRAGMA library.data_version').pluck(true);
  let loaded: Loaded | null = null;
  let catchingUp: Promise<boolean> | null = null;
  let hasFailedToCatchUp = false;
  const ended = new AbortController();

  function current(): Loaded {
    const held = catchingUp === null ? null : loaded;
    const versions = {
      atlas: held?.versions.atlas ?? atlasVersion.get() ?? 0,
      library: libraryVersion.get() ?? 0,
    };
    const known = loaded?.versions.atlas === versions.atlas ? loaded : null;
    if (known?.versions.library === versions.library) return known;
    const { atlas, orders } = known ?? mended(versions.atlas) ?? readAnew();
    hasFailedToCatchUp = false;
    loaded = {
      versions,
      atlas,
      table: joinColumns(atlas, loader.library(atlas)),
      orders,
      textCounts: known?.textCounts ?? new Map<string, number>(),
    };
    return loaded;
  }

  function readAnew(): Pick<Loaded, 'atlas' | 'orders'> {
    const columns = atOnce(loader.atlas(loaded?.atlas ?? null));
    loaded = null;
    const atlas = columns.finish();
    return { atlas, orders: createRowOrders(loader, atlas) };
  }

  /** What is in memory, with the studies read again that were written since; null where they are many or not known. */
  function mended(version: number): Pick<Loaded, 'atlas' | 'orders'> | null {
    if (loaded === null) return null;
    const { atlas, orders, versions } = loaded;
    const ids = writes.since(versions.atlas, version);
    if (ids === null) return null;
    // Columns are mended in place: half mended they must not be taken for whole.
    loaded = null;
    const columns = loader.mend(atlas, ids);
    return { atlas: columns.atlas, orders: orders.mended(columns) };
  }

  async function takeSnapshot(before: Loaded, open: () => Database): Promise<true> {
    const { version, finish, texts } = await catchUpWith(open, before, ended.signal);
    // The columns of before are made longer: half made they must not be taken for whole.
    loaded = null;
    const atlas = finish();
    // What has been written since the snapshot is mended by the next search.
    loaded = {
      versions: { atlas: version, library: libraryVersion.get() ?? 0 },
      atlas,
      table: joinColumns(atlas, loader.library(atlas)),
      orders: createRowOrders(loader, atlas, texts),
      textCounts: new Map(),
    };
    return true;
  }

  function catchUp(): Promise<boolean> | null {
    if (catchingUp !== null) return catchingUp;
    if (loaded === null || openSnapshot === null || hasFailedToCatchUp) return null;
    const version = atlasVersion.get() ?? 0;
    if (loaded.versions.atlas === version) return null;
    if (writes.since(loaded.versions.atlas, version) !== null) return null;
    catchingUp = takeSnapshot(loaded, openSnapshot)
      .catch(() => {
        hasFailedToCatchUp = true;
        return false;
      })
      .finally(() => {
        catchingUp = null;
      });
    return catchingUp;
  }

  function run(request: SearchRequest, { root, notices }: ParsedQuery): SearchAnswer {
    const plan = planQuery(root);
    const state = current();
    const { atlas, table } = state;
    const { matches, total, counts } = evaluatePlan(plan, {
      table,
      text: {
        studyText: (match) => text.studies(match, atlas.ids),
        noteText: (match) => text.notes(match, atlas.rowOfSlug, atlas.ids.length),
      },
    });
    const isRanked = request.sort === 'relevance' && plan.rankTerms.length > 0;
    const order = isRanked
      ? byRelevance({ plan, matches, total, request }, state, text)
      : state.orders.inOrder(matches, request);
    return {
      slugs: slugsOf(order, atlas.slugs),
      total,
      counts,
      notices: tellInOrder([...notices, ...unknownNames(root, table)]),
    };
  }

  // A read transaction: text and columns are of one state, even while a sync commits between two statements.
  const search = reader.transaction((request: SearchRequest) =>
    run(request, parseQuery(request.query)),
  );
  const examine = reader.transaction((request: SearchRequest) => {
    const parsed = parseQuery(request.query);
    const answer = run(request, parsed);
    return { ...answer, ...describeQuery(parsed.root, current().table) };
  });
  const refresh = reader.transaction(() => {
    const before = loaded;
    return current() !== before;
  });
  return {
    search: (request) => search(request),
    examine: (request) => examine(request),
    refresh: () => refresh(),
    catchUp,
    async end() {
      ended.abort();
      await catchingUp;
    },
    rows,
  };
}

/** What is to be ranked. */
interface Found {
  readonly plan: QueryPlan;
  readonly matches: Uint8Array;
  readonly total: number;
  readonly request: SearchRequest;
}

function byRelevance(found: Found, state: Loaded, text: TextMatches): Int32Array {
  const { ids } = state.atlas;
  const { plan, matches, total, request } = found;
  const ranking = chooseRanking(plan, {
    matches: total,
    studies: ids.length,
    countOf: (match, limit) =>
      keptCount(state.textCounts, `${limit} ${match}`, () => text.count(match, limit)),
  });
  return orderByScore(
    {
      matches,
      scores:
        ranking.match === null
          ? null
          : text.scores(ranking.match, { rows: matches, doAllMatch: ranking.doAllMatch }, ids),
      inTitle: ranking.title === null ? null : text.studies(ranking.title, ids),
      isAscending: request.order === 'ascending',
    },
    (members) => state.orders.newestFirst(members),
  );
}

function keptCount(kept: Map<string, number>, name: string, count: () => number): number {
  const known = kept.get(name);
  if (known !== undefined) return known;
  if (kept.size >= MAX_TEXT_COUNTS) kept.clear();
  const counted = count();
  kept.set(name, counted);
  return counted;
}

function joinColumns(atlas: AtlasColumns, library: LibraryColumns): FacetTable {
  return {
    size: atlas.ids.length,
    single: { ...atlas.single, ...library.single },
    multiple: library.multiple,
  };
}

function slugsOf(order: Int32Array, slugs: readonly Slug[]): Slug[] {
  const found: Slug[] = [];
  for (let place = 0; place < order.length; place += 1) {
    const slug = slugs[order[place] ?? 0];
    if (slug !== undefined) found.push(slug);
  }
  return found;
}
