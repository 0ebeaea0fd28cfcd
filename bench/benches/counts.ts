// The counts of all facets without a text: over the arrays in memory, and as SQL would count them.
// Invariant: both sides count the same ten facets of all studies.
import { openReader, type ReaderDatabase } from '../../src/main/storage/open.ts';
import { createSearchIndex } from '../../src/main/storage/search/search-index.ts';
import { atlasData } from '../data/atlas-data.ts';
import { cpuTimes, race, wallTimes, type Sample } from '../support/race.ts';
import type { Column, Section } from '../support/report.ts';
import { mean, median, pairedRatio, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';
import { byRelevance } from './search.ts';

const COLUMNS: readonly Column[] = [
  { key: 'p50', label: 'p50 ms', digits: 2 },
  { key: 'p95', label: 'p95 ms', digits: 2 },
  { key: 'cpu', label: 'CPU ms', digits: 2 },
  { key: 'ratio', label: '× empty query', digits: 2 },
];

const COUNTED_COLUMNS = ['pem', 'derived', 'level', 'publication_type', 'year', 'retracted'];
const PRESENT = `FROM atlas.study WHERE status = 'present'`;
const GROUPED: readonly string[] = [
  ...COUNTED_COLUMNS.map((column) => `SELECT ${column}, count(*) ${PRESENT} GROUP BY 1`),
  `SELECT required, count(*) FROM library.own_coding JOIN atlas.study USING (slug) GROUP BY 1`,
  `SELECT state, count(*) FROM library.read_state JOIN atlas.study USING (slug) GROUP BY 1`,
  `SELECT tag_key, count(*) FROM library.study_tag JOIN atlas.study USING (slug) GROUP BY 1`,
  `SELECT list_id, count(*) FROM library.list_entry JOIN atlas.study USING (slug) GROUP BY 1`,
];

/** The bench at one size. */
export function benchCounts(studies: number, { isQuick }: BenchContext): Section {
  const reader = openReader(atlasData(studies).paths);
  try {
    const index = createSearchIndex(reader);
    const empty = {
      name: 'empty query: every slug, all counts',
      run: () => index.search(byRelevance('')),
    };
    const filter = { name: 'pem:required', run: () => index.search(byRelevance('pem:required')) };
    const sql = { name: `SQL: ${GROUPED.length} GROUP BYs, no slugs`, run: groupedCounts(reader) };
    const rounds = { warmUps: 20, rounds: isQuick ? 30 : 200 };
    const [emptySamples = [], filterSamples = []] = race([empty, filter], rounds);
    // SQL takes a second where the arrays take milliseconds: a few rounds, with the arrays beside it.
    const fewRounds = { warmUps: 1, rounds: isQuick ? 3 : 9 };
    const [besideSamples = [], sqlSamples = []] = race([empty, sql], fewRounds);
    return {
      bench: 'counts',
      title: `the counts of all facets, ${rounds.rounds} rounds (SQL ${fewRounds.rounds})`,
      studies,
      columns: COLUMNS,
      lines: [
        { name: empty.name, cells: cellsOf(emptySamples, emptySamples) },
        { name: filter.name, cells: cellsOf(filterSamples, emptySamples) },
        { name: sql.name, cells: cellsOf(sqlSamples, besideSamples) },
      ],
      goals: [],
      remarks: [],
    };
  } finally {
    reader.close();
  }
}

function groupedCounts(reader: ReaderDatabase): () => number {
  const statements = GROUPED.map((sql) => reader.prepare(sql).raw(true));
  return () => statements.reduce((sum, statement) => sum + statement.all().length, 0);
}

function cellsOf(own: readonly Sample[], empty: readonly Sample[]): Record<string, number> {
  const times = wallTimes(own);
  return {
    p50: median(times),
    p95: quantile(times, 0.95),
    cpu: mean(cpuTimes(own)),
    ratio: pairedRatio(wallTimes(empty), times),
  };
}
