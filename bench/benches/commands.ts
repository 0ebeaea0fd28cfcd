// The command line from start to end, as processes; bare Node, the bootstrap and npm beside it.
// Invariant: what is timed is what a person runs: `out/main/cli.js` as built, on this Node, on a data
// folder that is already there.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { generateStudy } from '../../tests/support/generator/study.ts';
import { atlasData, SEED } from '../data/atlas-data.ts';
import { ATLAS_SIZE } from '../options.ts';
import { CLI, ROOT, withTemporaryFolder } from '../support/checkout.ts';
import { accountsOf, timeCommand, type Command } from '../support/processes.ts';
import { grouped, type Column, type Goal, type Line, type Section } from '../support/report.ts';
import { median, pairedRatio, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';

const COLUMNS: readonly Column[] = [
  { key: 'p50', label: 'p50 ms' },
  { key: 'p95', label: 'p95 ms' },
  { key: 'ratio', label: '× bare Node', digits: 2 },
  { key: 'cpu', label: 'CPU ms' },
  { key: 'peak', label: 'peak RSS MB' },
];
const START_GOAL_MS = 300;
const MEGABYTE = 1_000_000;
const BARE: Command = { name: 'node -e 0', program: process.execPath, words: ['-e', '0'] };

/** What the goal is held against, at the atlas's size: each starts, answers and ends. */
const GOAL_COMMANDS = ['methods', 'status', 'search', 'show'] as const;

/** The sections: the command line at each size; the way through npm; the day's first command. */
export async function benchCommands(context: BenchContext): Promise<Section[]> {
  const sections: Section[] = [];
  for (const studies of context.sizes) {
    sections.push(await commandLine(studies, context), firstOfTheDay(studies, context));
  }
  const [size] = context.sizes;
  if (size !== undefined) sections.push(await throughNpm(size, context));
  return sections;
}

async function commandLine(studies: number, { isQuick }: BenchContext): Promise<Section> {
  const { paths } = atlasData(studies);
  const { slug } = generateStudy(SEED, 0);
  const cli = (name: string, ...words: readonly string[]): Command => ({
    name,
    program: process.execPath,
    words: [CLI, '--data', paths.folder, ...words],
  });
  const commands = [
    BARE,
    cli('methods', 'methods'),
    cli('status', 'status'),
    cli('search', 'search', 'pem:required cytokine'),
    cli('search --json', 'search', '--json', 'fatigue'),
    cli('show', 'show', slug),
    cli('list ls', 'list', 'ls'),
  ];
  const { lines, times } = await measureCommands(commands, isQuick ? 5 : 21);
  const goals = (studies === ATLAS_SIZE ? GOAL_COMMANDS : []).map((name): Goal => {
    const place = commands.findIndex((command) => command.name === name);
    const measured = median(times[place] ?? []);
    return { what: name, measured, sense: 'under', limit: START_GOAL_MS, unit: 'ms' };
  });
  return {
    bench: 'cli',
    title: 'the command line from start to end',
    studies,
    columns: COLUMNS,
    lines,
    goals,
    remarks: [
      'search: pem:required cytokine, 20 rows as text; search --json: fatigue, all slugs.',
      'CPU counts all threads and comes, like memory, from runs of their own.',
    ],
  };
}

/** The daily backup is made by the first command of a day that opens the library. */
function firstOfTheDay(studies: number, { isQuick }: BenchContext): Section {
  const { paths } = atlasData(studies);
  const command: Command = {
    name: 'list ls, with the daily backup',
    program: process.execPath,
    words: [CLI, '--data', paths.folder, 'list', 'ls'],
  };
  const times = Array.from({ length: isQuick ? 2 : 5 }, () => {
    // The bench's own data folder: its backups are of generated studies.
    rmSync(paths.backups, { recursive: true, force: true });
    return timeCommand(command);
  });
  return {
    bench: 'cli',
    title: 'the first command of a day',
    studies,
    columns: [
      { key: 'p50', label: 'p50 ms' },
      { key: 'p95', label: 'p95 ms' },
    ],
    lines: [{ name: command.name, cells: { p50: median(times), p95: quantile(times, 0.95) } }],
    ...{ goals: [], remarks: [] },
  };
}

async function throughNpm(studies: number, { isQuick }: BenchContext): Promise<Section> {
  const { folder } = atlasData(studies).paths;
  const words = ['--data', folder, 'methods'];
  const bootstrap = path.join(ROOT, 'scripts/bootstrap.mjs');
  const node = process.execPath;
  const commands: readonly Command[] = [
    BARE,
    { name: 'node out/main/cli.js methods', program: node, words: [CLI, ...words] },
    {
      name: 'node scripts/bootstrap.mjs companion methods',
      program: node,
      words: [bootstrap, 'companion', ...words],
    },
    {
      name: 'npm run -s companion -- methods',
      ...npmCommand(['run', '-s', 'companion', '--', ...words]),
    },
  ];
  const { lines } = await measureCommands(commands, isQuick ? 3 : 11);
  return {
    bench: 'cli',
    title: 'what npm and the bootstrap add',
    studies: null,
    columns: COLUMNS,
    lines,
    goals: [],
    remarks: [
      `The data folder has ${grouped(studies)} studies; \`methods\` does not open it. Memory of several processes is their sum.`,
    ],
  };
}

interface MeasuredCommands {
  readonly lines: readonly Line[];
  /** Wall milliseconds by command, by round. */
  readonly times: readonly (readonly number[])[];
}

/** The first command is the one that the others are held against. */
async function measureCommands(
  commands: readonly Command[],
  rounds: number,
): Promise<MeasuredCommands> {
  const times: number[][] = commands.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    commands.forEach((_, turn) => {
      const place = (turn + round + commands.length) % commands.length;
      const command = commands[place];
      if (command === undefined) return;
      const took = timeCommand(command);
      if (round >= 0) times[place]?.push(took);
    });
  }
  const accounts = await withTemporaryFolder((folder) =>
    Promise.resolve(
      commands.map((command) =>
        Array.from({ length: 3 }, () => {
          const all = accountsOf(command, folder);
          return {
            peakBytes: all.reduce((sum, { peakBytes }) => sum + peakBytes, 0),
            cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
          };
        }),
      ),
    ),
  );
  const lines = commands.map(({ name }, place): Line => {
    const own = times[place] ?? [];
    const account = accounts[place] ?? [];
    return {
      name,
      cells: {
        p50: median(own),
        p95: quantile(own, 0.95),
        ratio: pairedRatio(times[0] ?? [], own),
        cpu: median(account.map(({ cpuMs }) => cpuMs)),
        peak: median(account.map(({ peakBytes }) => peakBytes)) / MEGABYTE,
      },
    };
  });
  return { lines, times };
}

/** npm as it was started, or as the path has it; on this Node either way. */
function npmCommand(words: readonly string[]): {
  readonly program: string;
  readonly words: readonly string[];
} {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js') === true
    ? { program: process.execPath, words: [script, ...words] }
    : { program: 'npm', words };
}
