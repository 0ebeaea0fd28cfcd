// What opening the search index costs a fresh process: time to the first answers, and memory.
// Invariant: every sample is a process of its own; the files are in the system's cache, as they are
// for whoever used the program within the hour.
import { openReader } from '../../src/main/storage/open.ts';
import { dataPaths } from '../../src/main/storage/paths.ts';
import { createSearchIndex } from '../../src/main/storage/search/search-index.ts';
import type { SortKey } from '../../src/shared/domain/search.ts';
import { atlasData } from '../data/atlas-data.ts';
import { runChild } from '../support/child.ts';
import type { Column, Section } from '../support/report.ts';
import { median, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';
import { TYPICAL_QUERIES } from './queries.ts';
import { byRelevance } from './search.ts';

/** Milliseconds of each step, in the order they were taken, and memory in bytes. */
interface OpenFigures {
  readonly steps: Readonly<Record<Step, number>>;
  readonly memory: Readonly<Record<MemoryPoint, number>>;
}

const STEPS = ['open', 'first', 'second', 'newest', 'author', 'title'] as const;
type Step = (typeof STEPS)[number];
const STEP_NAMES: Readonly<Record<Step, string>> = {
  open: 'open the reader over the three files',
  first: 'first search (cytokine): reads the columns',
  second: 'another search (fatigue)',
  newest: 'empty query, newest first: reads the titles',
  author: 'first sort by author: reads the names',
  title: 'first sort by title',
};

const MEMORY_POINTS = ['bare', 'opened', 'searched', 'worked', 'retained'] as const;
type MemoryPoint = (typeof MEMORY_POINTS)[number];
const MEMORY_NAMES: Readonly<Record<MemoryPoint, string>> = {
  bare: 'RSS of the process before it opens anything',
  opened: 'RSS after opening the index (first search)',
  searched: 'RSS after the first sorts by title and author',
  worked: `RSS after ${TYPICAL_QUERIES.length} searches more`,
  retained: 'held by the index: heap and arrays, collected',
};
const MEGABYTE = 1_000_000;

/** The bench at one size: one section of time, one of memory. */
export function benchOpen(studies: number, { isQuick }: BenchContext): Section[] {
  const { paths } = atlasData(studies);
  const runs = isQuick ? 4 : 15;
  const open = (): OpenFigures =>
    runChild('open-index', { folder: paths.folder }, ['--expose-gc']) as OpenFigures;
  open();
  const figures = Array.from({ length: runs }, open);
  return [
    {
      ...{ bench: 'open', title: `the index in a fresh process, ${runs} processes`, studies },
      columns: [
        { key: 'p50', label: 'p50 ms', digits: 1 },
        { key: 'p95', label: 'p95 ms', digits: 1 },
      ],
      lines: STEPS.map((step) => {
        const times = figures.map(({ steps }) => steps[step]);
        return {
          name: STEP_NAMES[step],
          cells: { p50: median(times), p95: quantile(times, 0.95) },
        };
      }),
      ...{ goals: [], remarks: [] },
    },
    {
      ...{ bench: 'memory', title: `of the index in a fresh process, ${runs} processes`, studies },
      columns: MEMORY_COLUMNS,
      lines: MEMORY_POINTS.map((point) => {
        const sizes = figures.map(({ memory }) => memory[point] / MEGABYTE);
        const added = figures.map(({ memory }) => (memory[point] - memory.bare) / MEGABYTE);
        const isAbsolute = point === 'bare' || point === 'retained';
        return {
          name: MEMORY_NAMES[point],
          cells: { size: median(sizes), added: isAbsolute ? null : median(added) },
        };
      }),
      goals: [],
      remarks: [
        'RSS counts pages of the files that SQLite has read, and garbage not yet collected.',
      ],
    },
  ];
}

const MEMORY_COLUMNS: readonly Column[] = [
  { key: 'size', label: 'MB', digits: 1 },
  { key: 'added', label: 'more than bare', digits: 1 },
];

/** The child's part: opens the index, answers, and says what it took. */
export function openIndexFigures(input: { readonly folder: string }): OpenFigures {
  const heldBefore = held();
  const bare = process.memoryUsage.rss();
  const steps: Record<Step, number> = {
    open: 0,
    first: 0,
    second: 0,
    newest: 0,
    author: 0,
    title: 0,
  };
  function timed<T>(step: Step, work: () => T): T {
    const startedMs = performance.now();
    const result = work();
    steps[step] = performance.now() - startedMs;
    return result;
  }
  const reader = timed('open', () => openReader(dataPaths(input.folder)));
  const index = timed('first', () => {
    const opened = createSearchIndex(reader);
    opened.search(byRelevance('cytokine'));
    return opened;
  });
  const opened = process.memoryUsage.rss();
  const sorted = (sort: SortKey) => () => index.search({ query: '', sort, order: null });
  timed('second', () => index.search(byRelevance('fatigue')));
  timed('newest', sorted('relevance'));
  timed('author', sorted('author'));
  timed('title', sorted('title'));
  const searched = process.memoryUsage.rss();
  for (const { query } of TYPICAL_QUERIES) index.search(byRelevance(query));
  const worked = process.memoryUsage.rss();
  const retained = held() - heldBefore;
  // Used after the measure, so that the index is still alive when it is taken.
  index.refresh();
  reader.close();
  return { steps, memory: { bare, opened, searched, worked, retained } };
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
