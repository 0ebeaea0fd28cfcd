// References in APA: ours beside citation-js as its documentation shows, in one process, from the same
// CSL-JSON and with the same style file; then the same list again, which is kept.
// Invariant: each writes every entry; neither has seen the items of a round before.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createFormatter, type FormatRequest } from '../../src/main/export/styles/formatter.ts';
import { readEntry, toPlainText, wholeEntry } from '../../src/main/export/styles/rich-text.ts';
import { studyToCsl } from '../../src/main/export/study-to-csl.ts';
import { createRenderedCache } from '../../src/main/styles/rendered-cache.ts';
import type { CslItem } from '../../src/shared/domain/csl.ts';
import { generateCorpus } from '../../tests/support/generator/study.ts';
import { SEED } from '../data/atlas-data.ts';
import { ROOT } from '../support/checkout.ts';
import { grouped, type Column, type Line, type Section } from '../support/report.ts';
import { median, pairedRatio, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';
import { loadCitationJs } from './citation-js.ts';

const REFERENCES = 500;
const COLUMNS: readonly Column[] = [
  { key: 'p50', label: 'p50 CPU ms', digits: 1 },
  { key: 'p95', label: 'p95 CPU ms', digits: 1 },
  { key: 'ratio', label: '× ours, warm', digits: 3 },
];
const GOAL = 1;
const KEPT_GOAL_MS = 20;

interface Contestant {
  readonly name: string;
  readonly run: (items: readonly CslItem[]) => Promise<string> | string;
}

/** The bench. */
export async function benchStyles({ isQuick }: BenchContext): Promise<Section> {
  const items = generateCorpus({ count: REFERENCES, seed: SEED }).map(
    (reading): CslItem => studyToCsl(reading, null).item,
  );
  const style = readFileSync(path.join(ROOT, 'resources/csl/apa.csl'), 'utf8');
  const contestants = contestantsFor(style);
  const first = await timesOf(contestants, items, 1);
  const rounds = isQuick ? 4 : 12;
  const warm = await timesOf(contestants, items, rounds);
  const own = warm[0] ?? [];
  const lines = [
    ...contestants.map(({ name }, place) => lineOf(`${name}, first`, first[place] ?? [], null)),
    ...contestants.map(({ name }, place) => lineOf(`${name}, warm`, warm[place] ?? [], own)),
  ];
  const kept = await keptTimes(style, items, rounds);
  lines.push(lineOf('ours, kept', kept, own));
  return {
    bench: 'styles',
    title: `${grouped(REFERENCES)} references in APA, ${rounds} rounds`,
    studies: null,
    columns: COLUMNS,
    lines,
    goals: [
      {
        what: 'citation-js, from the same CSL-JSON to text, takes',
        measured: pairedRatio(own, warm[1] ?? []),
        sense: 'at least',
        limit: GOAL,
        unit: 'times',
      },
      {
        what: 'the same list again',
        measured: median(kept),
        sense: 'under',
        limit: KEPT_GOAL_MS,
        unit: 'ms',
      },
    ],
    remarks: [
      'Times are of this thread’s work; of the list that is kept, on the wall. Both use citeproc-js. Ours mends the texts before and takes the HTML apart after; “first” makes the engine.',
    ],
  };
}

function contestantsFor(style: string): readonly Contestant[] {
  const formatter = createFormatter();
  const citationJs = loadCitationJs();
  citationJs.loadStyles();
  return [
    {
      name: 'ours',
      run: async (items) => textOf(await formatter.render(requestFor(style, items))),
    },
    {
      name: 'citation-js',
      run: (items) => citationJs.bibliography(items, { name: 'apa-7', text: style }),
    },
  ];
}

function requestFor(style: string, items: readonly CslItem[]): FormatRequest {
  const file = path.join(ROOT, 'resources/csl/locales-en-US.xml');
  const locales = { 'en-US': readFileSync(file, 'utf8') };
  return { style, locale: 'en-US', locales, items, part: 'bibliography' };
}

function textOf({ entries }: { readonly entries: readonly string[] }): string {
  return entries.map((entry) => toPlainText(wholeEntry(readEntry(entry)))).join('\n');
}

/** By contestant, by round; who is first changes from round to round. */
async function timesOf(
  contestants: readonly Contestant[],
  items: readonly CslItem[],
  rounds: number,
): Promise<readonly (readonly number[])[]> {
  const times: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const place = (turn + round) % contestants.length;
      const contestant = contestants[place];
      if (contestant === undefined) continue;
      const cpu = process.threadCpuUsage();
      const text = await contestant.run(items);
      const { user, system } = process.threadCpuUsage(cpu);
      times[place]?.push((user + system) / 1000);
      if (!text.includes('https://')) throw new Error(`${contestant.name} wrote no references`);
    }
  }
  return times;
}

async function keptTimes(
  style: string,
  items: readonly CslItem[],
  rounds: number,
): Promise<readonly number[]> {
  const cache = createRenderedCache();
  const formatter = createFormatter();
  const times: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const request = requestFor(style, structuredClone(items));
    const startedMs = performance.now();
    textOf(await cache.get(request, (asked) => formatter.render(asked)));
    if (round >= 0) times.push(performance.now() - startedMs);
  }
  return times;
}

function lineOf(name: string, times: readonly number[], own: readonly number[] | null): Line {
  return {
    name,
    cells: {
      p50: median(times),
      p95: quantile(times, 0.95),
      ratio: own === null ? null : pairedRatio(own, times),
    },
  };
}
