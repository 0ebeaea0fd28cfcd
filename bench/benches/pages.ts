// Reading study pages, markup by markup.
// Invariant: every page of the round is read as a study, else the bench stops: speed of refusing is none.
import { readStudyPage } from '../../src/main/atlas/page-reader.ts';
import { MARKUPS, renderPage } from '../../tests/support/atlas-pages/render-page.ts';
import { generateCorpus } from '../../tests/support/generator/study.ts';
import { SEED } from '../data/atlas-data.ts';
import { ATLAS_SIZE } from '../options.ts';
import { cpuTimes, race, wallTimes } from '../support/race.ts';
import { grouped, type Column, type Section } from '../support/report.ts';
import { mean, median, pairedRatio, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';

const COLUMNS: readonly Column[] = [
  { key: 'perSecond', label: 'pages/s' },
  { key: 'p50', label: 'p50 ms/page', digits: 2 },
  { key: 'p95', label: 'p95', digits: 2 },
  { key: 'cpu', label: 'CPU ms/page', digits: 2 },
  { key: 'kilobytes', label: 'kB/page', digits: 1 },
  { key: 'atlas', label: `s for ${grouped(ATLAS_SIZE)}`, digits: 1 },
  { key: 'ratio', label: '× semantic', digits: 2 },
];

/** The bench; the size of the atlas plays no part in it. */
export function benchPages({ isQuick }: BenchContext): Section {
  const readings = generateCorpus({ count: isQuick ? 60 : 200, seed: SEED });
  const rounds = { warmUps: 3, rounds: isQuick ? 5 : 20 };
  const perMarkup = MARKUPS.map((markup) => readings.map((reading) => renderPage(reading, markup)));
  const samples = race(
    MARKUPS.map((markup, place) => ({
      name: markup,
      run: () => {
        readAll(perMarkup[place] ?? []);
      },
    })),
    rounds,
  );
  const semantic = wallTimes(samples[0] ?? []);
  return {
    bench: 'pages',
    title: `reading a study page, ${readings.length} pages a markup, ${rounds.rounds} rounds`,
    studies: null,
    columns: COLUMNS,
    lines: MARKUPS.map((markup, place) => {
      const pages = perMarkup[place] ?? [];
      const times = wallTimes(samples[place] ?? []);
      const perPage = times.map((time) => time / pages.length);
      return {
        name: markup,
        cells: {
          perSecond: 1000 / median(perPage),
          p50: median(perPage),
          p95: quantile(perPage, 0.95),
          cpu: mean(cpuTimes(samples[place] ?? [])) / pages.length,
          kilobytes: median(pages.map((page) => Buffer.byteLength(page))) / 1000,
          atlas: (median(perPage) * ATLAS_SIZE) / 1000,
          ratio: pairedRatio(semantic, times),
        },
      };
    }),
    goals: [],
    remarks: [],
  };
}

function readAll(pages: readonly string[]): void {
  for (const page of pages) {
    const result = readStudyPage(page, { url: null });
    if (!result.ok) throw new Error(`a generated page was refused: ${result.detail}`);
  }
}
