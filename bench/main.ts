// `npm run bench`: measures the product and prints what it found.
// Invariant: stdout is the answer alone, a table or JSON; a goal that is missed is said, not a failure,
// for the machine may be busy. Exit 2 is wrong usage.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { UsageError, readOptions, type BenchOptions } from './options.ts';
import { BENCHES, chosenBenches } from './registry.ts';
import { CHILD_WORD, type ChildTask } from './support/child.ts';
import { goalText, isMet, sectionText, type Section } from './support/report.ts';
import { say } from './support/say.ts';

const HELP = `Usage: npm run bench -- [NAME…] [--studies N[,N…]] [--quick] [--json]

Measures the product on this machine; a NAME is a bench or a word of what it is about:
${BENCHES.map(({ name, about }) => `  ${name.padEnd(8)}${about}`).join('\n')}

  --studies N[,N…]  sizes of the atlas (6145,61450)
  --quick           few rounds, for a look
  --json            the same as JSON
Built data is kept in node_modules/.cache/bench.`;

async function main(words: readonly string[]): Promise<void> {
  const options = readOptions(words);
  if (options.wantsHelp) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const benches = chosenBenches(options.filters);
  if (benches.length === 0) {
    throw new UsageError(
      `No bench is called “${options.filters.join(' ')}”. There are ${BENCHES.map(({ name }) => name).join(', ')}.`,
    );
  }
  const loadBefore = loadavg()[0] ?? 0;
  const sections: Section[] = [];
  for (const bench of benches) {
    say(`${bench.name}: ${bench.about} …`);
    const answered = await bench.run(options);
    sections.push(...answered);
    if (!options.asJson) process.stdout.write(`${answered.map(sectionText).join('\n\n')}\n\n`);
  }
  finish(sections, { options, loadBefore });
}

interface Circumstances {
  readonly options: BenchOptions;
  readonly loadBefore: number;
}

function finish(sections: readonly Section[], { options, loadBefore }: Circumstances): void {
  const machine = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
  };
  const at = new Date().toISOString();
  const goals = sections.flatMap((section) => section.goals.map((goal) => ({ section, goal })));
  if (options.asJson) {
    const { sizes, isQuick } = options;
    process.stdout.write(
      `${JSON.stringify({ at, machine, sizes, isQuick, sections: sections.map(withVerdicts) }, null, 2)}\n`,
    );
    return;
  }
  const missed = goals.filter(({ goal }) => !isMet(goal));
  const lines = [
    `Node ${machine.node}, ${machine.platform}, ${machine.cores} cores (${machine.processor}), load ${machine.loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after${options.isQuick ? '; --quick, few rounds' : ''}.`,
    ...(machine.loadAfter > machine.cores
      ? ['Other work was running: trust ratios and CPU times more than times on the wall.']
      : []),
    `${goals.length - missed.length} of ${goals.length} goals met.`,
    ...missed.map(
      ({ section, goal }) =>
        `  ${section.bench}${section.studies === null ? '' : ` at ${section.studies}`}: ${goalText(goal)}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function withVerdicts(section: Section) {
  return { ...section, goals: section.goals.map((goal) => ({ ...goal, isMet: isMet(goal) })) };
}

async function runTask(task: ChildTask, input: string): Promise<void> {
  // Written by `runChild` of the same build.
  const value: unknown = JSON.parse(input);
  switch (task) {
    case 'build-data': {
      const { buildData } = await import('./data/atlas-data.ts');
      await buildData(value as Parameters<typeof buildData>[0]);
      process.stdout.write('null\n');
      return;
    }
    case 'fill-library': {
      const { refillLibrary } = await import('./data/atlas-data.ts');
      await refillLibrary(value as Parameters<typeof refillLibrary>[0]);
      process.stdout.write('null\n');
      return;
    }
    case 'open-index': {
      const { openIndexFigures } = await import('./benches/open-index.ts');
      const figures = openIndexFigures(value as Parameters<typeof openIndexFigures>[0]);
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      return;
    }
    case 'sync-window': {
      const { syncWindowFigures } = await import('./benches/sync-window.ts');
      const figures = await syncWindowFigures(value as Parameters<typeof syncWindowFigures>[0]);
      process.stdout.write(`${JSON.stringify(figures)}\n`);
    }
  }
}

const [word, task, input = 'null'] = process.argv.slice(2);
try {
  if (word === CHILD_WORD) await runTask(task as ChildTask, input);
  else await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(`${error.message}\n"npm run bench -- --help" shows what there is.`);
  process.exitCode = 2;
}
