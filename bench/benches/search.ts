// Search with all facet counts, beside what FTS5 takes to find and rank the same text alone.
// Invariant: every sample is a query typed for the first time into an index that is open: what the
// index keeps of earlier queries helps none of them.
import v8 from 'node:v8';
import vm from 'node:vm';
import { openReader, type ReaderDatabase } from '../../src/main/storage/open.ts';
import { createSearchIndex, type SearchIndex } from '../../src/main/storage/search/search-index.ts';
import type { SearchRequest } from '../../src/shared/domain/search.ts';
import { atlasData } from '../data/atlas-data.ts';
import type { BenchContext } from './bench.ts';
import { ATLAS_SIZE } from '../options.ts';
import { cpuTimes, measure, wallTimes, type Sample } from '../support/race.ts';
import type { Column, Goal, Line, Section } from '../support/report.ts';
import { mean, median, pairedRatio, quantile } from '../support/statistics.ts';
import { TYPICAL_QUERIES, type TypicalQuery } from './queries.ts';

const COLUMNS: readonly Column[] = [
  { key: 'matches', label: 'matches' },
  { key: 'p50', label: 'p50 ms', digits: 2 },
  { key: 'p95', label: 'p95 ms', digits: 2 },
  { key: 'cpu', label: 'CPU ms', digits: 2 },
  { key: 'rawP50', label: 'raw FTS5 p50', digits: 2 },
  { key: 'rawP95', label: 'raw p95', digits: 2 },
  { key: 'timesRaw', label: '× raw', digits: 2 },
];
const RAW = 'SELECT rowid FROM atlas.study_fts WHERE study_fts MATCH ? ORDER BY rank';
/** Goals of the issue, by the size they were set for. */
const P95_GOALS_MS: ReadonlyMap<number, number> = new Map([
  [ATLAS_SIZE, 16],
  [10 * ATLAS_SIZE, 60],
]);

interface Measured {
  readonly typical: TypicalQuery;
  readonly matches: number;
  readonly own: Sample[];
  readonly raw: Sample[];
}

/** A search as the window and the command line ask for it. */
export function byRelevance(query: string): SearchRequest {
  return { query, sort: 'relevance', order: null };
}

/** The bench at one size. */
export function benchSearch(studies: number, { isQuick }: BenchContext): Section {
  const reader = openReader(atlasData(studies).paths);
  try {
    const rounds = isQuick ? 8 : 40;
    const measured = measureAll(reader, { warmUps: 3, rounds });
    const comparable = measured.filter(({ typical }) => typical.raw !== null);
    return {
      bench: 'search',
      title: `matches in order with the counts of all ten facets, ${rounds} rounds`,
      studies,
      columns: COLUMNS,
      lines: [
        ...measured.map((one) => lineOf(one.typical.query, [one])),
        lineOf(`the ${comparable.length} with an equal in FTS5`, comparable),
        lineOf(`all ${measured.length} queries`, measured),
      ],
      goals: goalsOf(studies, measured),
      remarks: [
        'Each sample is a query’s first time in an open index. Raw FTS5 finds and ranks (ORDER BY rank), and counts nothing.',
      ],
    };
  } finally {
    reader.close();
  }
}

function measureAll(
  reader: ReaderDatabase,
  { warmUps, rounds }: { readonly warmUps: number; readonly rounds: number },
): Measured[] {
  const raw = reader.prepare<[string], number>(RAW).pluck(true);
  const first = createSearchIndex(reader);
  const measured = TYPICAL_QUERIES.map((typical): Measured => {
    const { total } = first.search(byRelevance(typical.query));
    const rawTotal = typical.raw === null ? total : raw.all(typical.raw).length;
    if (total === 0 || total !== rawTotal) {
      throw new Error(`“${typical.query}” finds ${total} studies, raw FTS5 ${rawTotal}`);
    }
    return { typical, matches: total, own: [], raw: [] };
  });
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const index = openIndex(reader);
    for (let turn = 0; turn < measured.length; turn += 1) {
      const one = measured[(turn * 7 + round) % measured.length];
      if (one === undefined) continue;
      const { query, raw: match } = one.typical;
      const runOwn = (): Sample => measure(() => index.search(byRelevance(query)));
      const runRaw = (): Sample | null => (match === null ? null : measure(() => raw.all(match)));
      // Who comes second finds the pages of the file in the processor's cache: they take turns.
      const [own, other] =
        round % 2 === 0
          ? [runOwn(), runRaw()]
          : ([runRaw(), runOwn()].reverse() as [Sample, Sample | null]);
      if (round < warmUps) continue;
      one.own.push(own);
      if (other !== null) one.raw.push(other);
    }
  }
  return measured;
}

/** An index with its columns, its order and its statements in place, and no query of ours in it. */
function openIndex(reader: ReaderDatabase): SearchIndex {
  const index = createSearchIndex(reader);
  for (const query of ['', 'zzz', 'zzz note:zzz']) index.search(byRelevance(query));
  collectGarbage();
  return index;
}

function lineOf(name: string, measured: readonly Measured[]): Line {
  const own = measured.flatMap((one) => one.own);
  const raw = measured.every(({ typical }) => typical.raw !== null)
    ? measured.flatMap((one) => one.raw)
    : [];
  const [rawTimes, ownTimes] = [wallTimes(raw), wallTimes(own)];
  return {
    name,
    cells: {
      matches: measured.length === 1 ? (measured[0]?.matches ?? null) : null,
      p50: median(ownTimes),
      p95: quantile(ownTimes, 0.95),
      cpu: mean(cpuTimes(own)),
      rawP50: median(rawTimes),
      rawP95: quantile(rawTimes, 0.95),
      timesRaw: pairedRatio(rawTimes, ownTimes),
    },
  };
}

function goalsOf(studies: number, measured: readonly Measured[]): Goal[] {
  const limit = P95_GOALS_MS.get(studies);
  if (limit === undefined) return [];
  const times = wallTimes(measured.flatMap((one) => one.own));
  const p95 = quantile(times, 0.95);
  return [{ what: 'search with counts, p95', measured: p95, sense: 'under', limit, unit: 'ms' }];
}

// An index is opened once a session: the garbage of opening one a round is not the searches' to pay for.
const collectGarbage = ((): (() => void) => {
  v8.setFlagsFromString('--expose-gc');
  // A context made after the flag was set has the function; this one has not.
  return vm.runInNewContext('gc') as () => void;
})();
