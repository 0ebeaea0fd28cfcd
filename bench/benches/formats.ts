// Every format of a whole library: in this process, and as the commands that a person runs.
// Invariant: all start from the same CSL-JSON and write every entry; a format that is added is measured
// without a change here.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeBibtex } from '../../src/main/export/bibtex/write-bibtex.ts';
import { defaultKeyForSlug, keysForItems } from '../../src/main/export/citation-keys.ts';
import type { CitedStudy } from '../../src/main/export/cited-study.ts';
import { LIST_WRITERS } from '../../src/main/export/list-writers.ts';
import { studyToCsl } from '../../src/main/export/study-to-csl.ts';
import type { CslItem } from '../../src/shared/domain/csl.ts';
import {
  EXPORT_FORMATS,
  isStyledFormat,
  type ExportFormat,
  type PlainFormat,
} from '../../src/shared/domain/export-formats.ts';
import { generateCorpus } from '../../tests/support/generator/study.ts';
import { findProgram } from '../../scripts/bootstrap/system-packages.mjs';
import { SEED } from '../data/atlas-data.ts';
import { ATLAS_SIZE } from '../options.ts';
import { CLI, ROOT, withTemporaryFolder } from '../support/checkout.ts';
import { timeCommand, type Command } from '../support/processes.ts';
import { cpuTimes, race, type Contestant } from '../support/race.ts';
import { grouped, type Column, type Goal, type Line, type Section } from '../support/report.ts';
import { median, pairedRatio, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';
import { loadCitationJs } from './citation-js.ts';

const GOAL_FORMAT: ExportFormat = 'bibtex';
const IN_PROCESS_GOAL = 3;
const PROCESS_GOAL = 10;
const COLUMNS: readonly Column[] = [
  { key: 'p50', label: 'p50 ms', digits: 1 },
  { key: 'p95', label: 'p95 ms', digits: 1 },
  { key: 'perSecond', label: 'entries/s' },
  { key: 'ratio', label: '× ours', digits: 2 },
];
/** What the others call a format; where they have none of that name, ours stands alone. */
const CITATION_JS_NAMES: Readonly<Record<string, string>> = {
  bibtex: 'bibtex',
  biblatex: 'biblatex',
  ris: 'ris',
  'csl-json': 'data',
};
const PANDOC_NAMES: Readonly<Record<string, string>> = {
  bibtex: 'bibtex',
  biblatex: 'biblatex',
  'csl-json': 'csljson',
};

/** The sections: in this process, then as processes. */
export async function benchFormats(context: BenchContext): Promise<Section[]> {
  const studies = citedStudies();
  return [inProcess(studies, context), await asProcesses(studies, context)];
}

function citedStudies(): CitedStudy[] {
  return generateCorpus({ count: ATLAS_SIZE, seed: SEED }).map((reading) => {
    const key = defaultKeyForSlug(reading.slug);
    const study = {
      slug: reading.slug,
      key,
      aliases: [],
      item: { ...studyToCsl(reading, null).item, 'citation-key': key },
      asOf: null,
      retracted: false,
      pem: { pem: 'not-stated', derived: 'not-stated', mine: 'not-stated' },
      study: null,
      coding: null,
      notes: [],
    } as const;
    return study;
  });
}

function plainFormats(): PlainFormat[] {
  return EXPORT_FORMATS.filter((format) => !isStyledFormat(format));
}

function write(format: PlainFormat, studies: readonly CitedStudy[]): string {
  if (format !== GOAL_FORMAT) {
    return LIST_WRITERS[format]({ name: 'all', studies, asOf: null }).text;
  }
  const items = studies.map(({ item }) => item);
  const keys = keysForItems(items);
  const entries = items.map((item, index) => ({ key: keys[index] ?? '', item }));
  return writeBibtex(entries, { charset: 'ascii' }).text;
}

function inProcess(studies: readonly CitedStudy[], { isQuick }: BenchContext): Section {
  const citationJs = loadCitationJs();
  const items = studies.map(({ item }) => item);
  const rounds = { warmUps: 2, rounds: isQuick ? 3 : 9 };
  const lines: Line[] = [];
  const goals: Goal[] = [];
  for (const format of plainFormats()) {
    const other = CITATION_JS_NAMES[format];
    const contestants: Contestant[] = [{ name: format, run: () => write(format, studies) }];
    if (other !== undefined) {
      const name = `  citation-js, new Cite(items).format('${other}')`;
      contestants.push({ name, run: () => citationJs.formatAs(items, other) });
    }
    const samples = race(contestants, rounds).map(cpuTimes);
    lines.push(...linesOf(contestants, samples, items.length));
    if (format === GOAL_FORMAT) {
      const measured = pairedRatio(samples[0] ?? [], samples[1] ?? []);
      const what = 'BibTeX in process: citation-js takes';
      goals.push({ what, measured, sense: 'at least', limit: IN_PROCESS_GOAL, unit: 'times' });
    }
  }
  return {
    bench: 'formats',
    title: `${grouped(items.length)} entries in process, ${rounds.rounds} rounds`,
    studies: null,
    columns: COLUMNS,
    lines,
    goals,
    remarks: [
      'Times are of this thread’s work. BibTeX is written as `companion format` does it, with the choice of keys; the\n  other formats as a list, with its report of what is missing.',
    ],
  };
}

/** `node CLI format --to X < file` beside `pandoc -f csljson -t X file` and a script that uses citation-js. */
async function asProcesses(
  studies: readonly CitedStudy[],
  { isQuick }: BenchContext,
): Promise<Section> {
  return await withTemporaryFolder((folder) => {
    const file = path.join(folder, 'all.json');
    writeFileSync(file, JSON.stringify(studies.map(({ item }): CslItem => item)));
    const rounds = isQuick ? 2 : 5;
    const lines: Line[] = [];
    const goals: Goal[] = [];
    for (const format of plainFormats()) {
      const commands = commandsFor(format, file, folder);
      const times: number[][] = commands.map(() => []);
      for (let round = -1; round < rounds; round += 1) {
        commands.forEach((command, place) => {
          const took = timeCommand(command);
          if (round >= 0) times[place]?.push(took);
        });
      }
      lines.push(...linesOf(commands, times, studies.length));
      const pandoc = commands.findIndex(({ name }) => name.includes('pandoc'));
      if (format === GOAL_FORMAT && pandoc > 0) {
        const measured = pairedRatio(times[0] ?? [], times[pandoc] ?? []);
        const what = 'BibTeX as a process: pandoc takes';
        goals.push({ what, measured, sense: 'at least', limit: PROCESS_GOAL, unit: 'times' });
      }
    }
    return Promise.resolve({
      bench: 'formats',
      title: `${grouped(studies.length)} entries as a whole process, ${rounds} rounds`,
      studies: null,
      columns: COLUMNS,
      lines,
      goals,
      remarks:
        findProgram('pandoc') === undefined
          ? ['pandoc is not on this machine: no goal for it.']
          : [],
    });
  });
}

function commandsFor(format: PlainFormat, file: string, folder: string): Command[] {
  // A shell hands the file over, as a person does.
  const words = (command: string): readonly string[] => ['-c', `${command} > /dev/null`];
  const ours = `"${process.execPath}" "${CLI}" --data "${folder}" format --to ${format} < "${file}"`;
  const commands: Command[] = [{ name: format, program: 'sh', words: words(ours) }];
  const pandoc = PANDOC_NAMES[format];
  if (pandoc !== undefined && findProgram('pandoc') !== undefined) {
    const command = `pandoc -f csljson -t ${pandoc} "${file}"`;
    commands.push({ name: `  pandoc -t ${pandoc}`, program: 'sh', words: words(command) });
  }
  const other = CITATION_JS_NAMES[format];
  if (other !== undefined) {
    const script = path.join(folder, `citation-js-${other}.cjs`);
    writeFileSync(script, citationJsScript(file, other));
    const command = `"${process.execPath}" "${script}"`;
    commands.push({ name: `  citation-js, a script`, program: 'sh', words: words(command) });
  }
  return commands;
}

function citationJsScript(file: string, format: string): string {
  const plugin = format === 'ris' ? 'ris' : 'bibtex';
  const checkout = JSON.stringify(path.join(ROOT, 'package.json'));
  return `const load = require('node:module').createRequire(${checkout});
const { Cite } = load('@citation-js/core');
load('@citation-js/plugin-${plugin}');
const items = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'));
process.stdout.write(new Cite(items).format(${JSON.stringify(format)}));
`;
}

function linesOf(
  contestants: readonly { readonly name: string }[],
  times: readonly (readonly number[])[],
  entries: number,
): Line[] {
  return contestants.map(({ name }, place) => {
    const own = times[place] ?? [];
    return {
      name,
      cells: {
        p50: median(own),
        p95: quantile(own, 0.95),
        perSecond: (1000 * entries) / median(own),
        ratio: pairedRatio(times[0] ?? [], own),
      },
    };
  });
}
