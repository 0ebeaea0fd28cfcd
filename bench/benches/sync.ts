// Copying an atlas over loopback without a delay, as whole processes: the command line as built, beside the
// made-up atlas as a process of its own; then a window's host while a copy is made.
// Invariant: a round that was not what its line says (all added, all unchanged, no row written) stops the bench.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openReader } from '../../src/main/storage/open.ts';
import { dataPaths } from '../../src/main/storage/paths.ts';
import { ATLAS_SIZE } from '../options.ts';
import { runChild } from '../support/child.ts';
import { CLI, NODE_WORDS, withTemporaryFolder } from '../support/checkout.ts';
import { withMadeUpAtlas } from '../support/made-up-atlas.ts';
import { accountsOf, answerOf, type Command } from '../support/processes.ts';
import type { Column, Goal, Section } from '../support/report.ts';
import { say } from '../support/say.ts';
import { median } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';
import type { SyncWindowFigures } from './sync-window.ts';

const MEGABYTE = 1_000_000;
const QUICK_SIZE = 1000;
const PACE: readonly Column[] = [
  { key: 'perSecond', label: 'pages/s' },
  { key: 'seconds', label: 's', digits: 1 },
  { key: 'requests', label: 'requests' },
];
const PEAK: Column = { key: 'peak', label: 'peak MB' };
const MEMORY: readonly Column[] = [PEAK, { key: 'cpu', label: 'CPU ms/page', digits: 2 }];
const BLOCKS: readonly Column[] = [
  { key: 'longest', label: 'longest ms', digits: 1 },
  { key: 'p99', label: 'p99 ms', digits: 1 },
];

/** The sections: pace at the atlas's size; at every size memory, and a window's host. */
export async function benchSync({ isQuick, sizes }: BenchContext): Promise<Section[]> {
  const size = isQuick ? QUICK_SIZE : Math.min(ATLAS_SIZE, ...sizes);
  const rounds = isQuick ? 1 : 3;
  return [
    await paceSection(size, rounds),
    await memorySection(isQuick ? [QUICK_SIZE] : sizes),
    ...(await windowSections(isQuick ? [QUICK_SIZE] : sizes)),
  ];
}

/** What is read of a receipt. */
interface Told {
  readonly added: readonly string[];
  readonly unchanged: number;
  readonly requests: number;
}

interface Round {
  readonly seconds: number;
  readonly requests: number;
}

async function paceSection(studies: number, rounds: number): Promise<Section> {
  const [first, same] = await withMadeUpAtlas({ studies }, async ({ url }) => {
    const firsts: Round[] = [];
    const sames: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      say(`  ${studies} studies, round ${round + 1} of ${rounds}`);
      await withDataFolder((folder) => {
        firsts.push(syncOnce({ folder, url }, ({ added }) => added.length === studies));
        const before = fingerprintOf(folder);
        sames.push(syncOnce({ folder, url }, ({ unchanged }) => unchanged === studies));
        if (fingerprintOf(folder) !== before) throw new Error('a row of a study was written anew');
      });
    }
    return [firsts, sames] as const;
  });
  const dated = await withMadeUpAtlas({ studies, scenario: 'lastmod' }, ({ url }) =>
    withDataFolder((folder) => {
      syncOnce({ folder, url }, ({ added }) => added.length === studies);
      return [syncOnce({ folder, url }, ({ unchanged }) => unchanged === studies)];
    }),
  );
  const pace = paceOf(first, studies);
  return {
    bench: 'sync',
    title: `the atlas copied by the command line, ${rounds} rounds`,
    studies,
    columns: PACE,
    lines: [
      { name: 'first copy', cells: pace },
      { name: 'nothing changed: every answer is 304', cells: paceOf(same, studies) },
      { name: 'nothing changed, by the dates of the sitemap', cells: paceOf(dated, studies) },
    ],
    goals: [
      atLeast('a first copy', pace.perSecond, 400),
      {
        what: 'a sitemap with dates costs',
        measured: paceOf(dated, studies).requests,
        sense: 'under',
        limit: 6,
        unit: 'requests',
      },
    ],
    remarks: [
      'Whole processes, from start to end. After the second line no row of a study and none of the index of its words had been written.',
      'The made-up atlas takes processor time of its own: with it, the main thread and the worker, three share the cores.',
    ],
  };
}

function paceOf(rounds: readonly Round[], studies: number) {
  const seconds = median(rounds.map((round) => round.seconds));
  return {
    perSecond: studies / seconds,
    seconds,
    requests: median(rounds.map(({ requests }) => requests)),
  };
}

async function memorySection(sizes: readonly number[]): Promise<Section> {
  const peaks: { readonly studies: number; readonly peak: number; readonly cpu: number }[] = [];
  for (const studies of sizes) {
    say(`  memory at ${studies} studies`);
    const all = await withMadeUpAtlas({ studies }, ({ url }) =>
      withDataFolder((folder) => accountsOf(syncCommand({ folder, url }), path.dirname(folder))),
    );
    // One process; a thread of it that says something too says the same.
    const peak = Math.max(...all.map(({ peakBytes }) => peakBytes)) / MEGABYTE;
    peaks.push({ studies, peak, cpu: Math.max(...all.map(({ cpuMs }) => cpuMs)) / studies });
  }
  const [smallest, ...larger] = [...peaks].sort((one, other) => one.studies - other.studies);
  const largest = larger.at(-1);
  return {
    bench: 'sync',
    title: 'memory of the process that copies, main thread and worker together',
    studies: null,
    columns: MEMORY,
    lines: peaks.map(({ studies, peak, cpu }) => ({
      name: `${studies} studies`,
      cells: { peak, cpu },
    })),
    goals: [
      ...peaks.map(({ studies, peak }): Goal => {
        return {
          what: `${studies} studies`,
          measured: peak,
          sense: 'under',
          limit: 300,
          unit: 'MB',
        };
      }),
      ...(smallest === undefined || largest === undefined
        ? []
        : [
            growth(
              `from ${smallest.studies} to ${largest.studies} studies`,
              largest.peak / smallest.peak,
            ),
          ]),
    ],
    remarks: ['CPU is of all threads, from the start of the process to its end.'],
  };
}

async function windowSections(sizes: readonly number[]): Promise<Section[]> {
  const sections: Section[] = [];
  for (const studies of sizes) {
    say(`  a window's host at ${studies} studies`);
    sections.push(await windowSection(studies));
  }
  return sections;
}

async function windowSection(studies: number): Promise<Section> {
  const figures = await withMadeUpAtlas({ studies }, ({ url }) =>
    withDataFolder(
      (folder) => runChild('sync-window', { folder, url }, NODE_WORDS) as SyncWindowFigures,
    ),
  );
  const named = [
    ['a first copy is made, and a search is opened again at each change', figures.copying],
    ['the same where nothing has changed', figures.unchanged],
  ] as const;
  const peak = figures.peakBytes / MEGABYTE;
  return {
    bench: 'sync',
    title: 'a window’s host while the worker copies: blocks of its main thread, and its memory',
    studies,
    columns: [...BLOCKS, PEAK],
    lines: named.map(([name, { longest, p99 }]) => ({ name, cells: { longest, p99, peak } })),
    goals: [
      ...named.map(([what, { longest }]): Goal => {
        return { what, measured: longest, sense: 'under', limit: 50, unit: 'ms' };
      }),
      { what: 'the host, with its worker', measured: peak, sense: 'under', limit: 300, unit: 'MB' },
    ],
    remarks: [
      'Where other work is running, a thread that waits for a core looks blocked as well.',
      'The peak is of both copies together.',
    ],
  };
}

function atLeast(what: string, measured: number, limit: number): Goal {
  return { what, measured, sense: 'at least', limit, unit: 'pages/s' };
}

function growth(what: string, measured: number): Goal {
  return { what, measured, sense: 'under', limit: 1.3, unit: 'times' };
}

interface Place {
  readonly folder: string;
  readonly url: string;
}

const syncCommand = ({ folder, url }: Place): Command => ({
  name: 'sync',
  program: process.execPath,
  words: [...NODE_WORDS, CLI, '--data', folder, 'sync', '--source', url, '--delay', '0', '--json'],
});

function syncOnce(place: Place, isRight: (told: Told) => boolean): Round {
  const { wallMs, stdout } = answerOf(syncCommand(place));
  // Written by the program of the same build.
  const told = JSON.parse(stdout) as Told;
  if (!isRight(told)) throw new Error(`a sync did something else: ${stdout.slice(0, 500)}`);
  return { seconds: wallMs / 1000, requests: told.requests };
}

/** A data folder whose files are there, the starter set in them: opening them first is no part of a copy. */
async function withDataFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  return await withTemporaryFolder(async (parent) => {
    const folder = path.join(parent, 'data');
    mkdirSync(folder);
    const words = [CLI, '--data', folder, 'status'];
    answerOf({ name: 'status', program: process.execPath, words });
    return await work(folder);
  });
}

/** All rows of studies, and of the index of their words. */
function fingerprintOf(folder: string): string {
  const reader = openReader(dataPaths(folder));
  try {
    const hash = createHash('sha256');
    for (const table of ['study', 'study_fts_data', 'study_fts_docsize']) {
      for (const row of reader
        .prepare(`SELECT rowid, * FROM atlas.${table} ORDER BY rowid`)
        .raw()
        .iterate()) {
        hash.update(JSON.stringify(row));
      }
    }
    return hash.digest('hex');
  } finally {
    reader.close();
  }
}
