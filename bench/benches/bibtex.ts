// BibTeX of a whole library: our writer beside citation-js, in one process, from the same CSL-JSON.
// Invariant: both write every entry; the goal is held against citation-js doing the same job, from
// CSL-JSON to text; its writer alone, on input that it has prepared, stands beside it.
import { writeBibtex } from '../../src/main/export/bibtex/write-bibtex.ts';
import { defaultKeyForSlug, keysForItems } from '../../src/main/export/citation-keys.ts';
import { studyToCsl } from '../../src/main/export/study-to-csl.ts';
import type { CslItem } from '../../src/shared/domain/csl.ts';
import { generateCorpus } from '../../tests/support/generator/study.ts';
import { SEED } from '../data/atlas-data.ts';
import { ATLAS_SIZE } from '../options.ts';
import { cpuTimes, race, wallTimes, type Contestant } from '../support/race.ts';
import { grouped, type Column, type Section } from '../support/report.ts';
import { mean, median, pairedRatio, quantile } from '../support/statistics.ts';
import { loadCitationJs } from './citation-js.ts';
import type { BenchContext } from './bench.ts';

const COLUMNS: readonly Column[] = [
  { key: 'p50', label: 'p50 ms', digits: 1 },
  { key: 'p95', label: 'p95 ms', digits: 1 },
  { key: 'cpu', label: 'CPU ms', digits: 1 },
  { key: 'perSecond', label: 'entries/s' },
  { key: 'ratio', label: '× our writer', digits: 2 },
];
const GOAL = 3;

/** The bench; always of as many entries as the atlas has studies. */
export function benchBibtex({ isQuick }: BenchContext): Section {
  const items = generateCorpus({ count: ATLAS_SIZE, seed: SEED }).map((reading): CslItem => ({
    ...studyToCsl(reading, null).item,
    'citation-key': defaultKeyForSlug(reading.slug),
  }));
  const citationJs = loadCitationJs();
  const parsed = citationJs.parse(items);
  const contestants: readonly Contestant[] = [
    { name: 'our writer', run: () => ownText(items) },
    { name: 'citation-js, new Cite(items).format', run: () => citationJs.format(items) },
    { name: 'citation-js, its writer alone', run: () => citationJs.write(parsed) },
  ];
  for (const { name, run } of contestants) expectEntries(name, run());
  const rounds = { warmUps: 2, rounds: isQuick ? 5 : 15 };
  const samples = race(contestants, rounds);
  const own = wallTimes(samples[0] ?? []);
  const ratios = samples.map((others) => pairedRatio(own, wallTimes(others)));
  return {
    bench: 'bibtex',
    title: `${grouped(items.length)} entries as BibTeX, ASCII, ${rounds.rounds} rounds`,
    studies: null,
    columns: COLUMNS,
    lines: contestants.map(({ name }, place) => {
      const times = wallTimes(samples[place] ?? []);
      return {
        name,
        cells: {
          p50: median(times),
          p95: quantile(times, 0.95),
          cpu: mean(cpuTimes(samples[place] ?? [])),
          perSecond: (1000 * items.length) / median(times),
          ratio: ratios[place] ?? Number.NaN,
        },
      };
    }),
    goals: [
      {
        what: 'citation-js, from the same CSL-JSON to text, takes',
        measured: ratios[1] ?? Number.NaN,
        sense: 'at least',
        limit: GOAL,
        unit: 'times',
      },
    ],
    remarks: [
      'Our writer’s time includes choosing and checking the keys, as `companion format` does it; it\n  remembers names from one export to the next, as the warm-up rounds let it.',
    ],
  };
}

function ownText(items: readonly CslItem[]): string {
  const keys = keysForItems(items);
  const entries = items.map((item, index) => ({ key: keys[index] ?? '', item }));
  return writeBibtex(entries, { charset: 'ascii' }).text;
}

function expectEntries(name: string, text: unknown): void {
  const entries = String(text).match(/^@\w+\{/gmu)?.length ?? 0;
  if (entries !== ATLAS_SIZE) throw new Error(`${name} wrote ${entries} entries`);
}
