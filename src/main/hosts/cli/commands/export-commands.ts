// `export` and `format`: citations for LaTeX, reference managers, processors and spreadsheets, and in a style.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MethodInput, MethodOutput } from '../../../../shared/contract/types.ts';
import {
  EXPORT_FORMATS,
  isExportFormat,
  type ExportFormat,
} from '../../../../shared/domain/export-formats.ts';
import type { UnixMs } from '../../../../shared/domain/ids.ts';
import type { Lack } from '../../../../shared/domain/thin.ts';
import { outputFile, readText } from '../input.ts';
import type { Session } from '../session.ts';

/** Adds the commands that write citations. */
export function addExportCommands(program: Command, session: Session): void {
  program
    .command('export')
    .description('write the citations of a list to a file (without --out: to standard output)')
    .requiredOption('--list <name>')
    .option('--format <format>', EXPORT_FORMATS.join(', '), 'bibtex')
    .option('--style <name>', STYLE_HELP)
    .option('--out <file>')
    .option(
      '--as-of <date>',
      'the last export of this list and format by the end of that day (UTC); where there is none, built from what was shown then',
    )
    .option('--force', 'replace a file that is not ours; FILE.bak keeps what was there')
    .option(
      '--with-atlas-snapshots',
      'with each paper also the atlas’s own reading of it, as an entry of its own',
    )
    .action(async (options: ExportOptions) => {
      const format = formatOf(options.format);
      const style = options.style ?? null;
      const snapshots = options.withAtlasSnapshots === true;
      const asOf = options.asOf === undefined ? null : readDay(options.asOf);
      if (options.out === undefined) {
        const answer = await session.request('export.render', {
          ...{ list: options.list, format, asOf, style, snapshots, keep: true },
        });
        sayOrigin(session, answer.origin, options.asOf);
        sayWarnings(session, answer.warnings);
        const summary = thinSummary(answer.thin);
        if (summary !== null) session.say(summary);
        session.print(answer, ({ text }) => text);
        return;
      }
      const target = session.files.grant(outputFile(session, options.out));
      const answer = await session.request('export.save', {
        list: options.list,
        format,
        asOf,
        snapshots,
        style,
        target,
        force: options.force === true,
      });
      sayOrigin(session, answer.origin, options.asOf);
      sayWarnings(session, answer.warnings);
      session.print(answer, ({ written, entries, kept }) => {
        if (kept !== null) session.say(`What was there before is kept in ${kept}.`);
        return written
          ? `${entries} entries written to ${options.out ?? ''}`
          : `${options.out ?? ''} is up to date (${entries} entries)`;
      });
    });

  program
    .command('format')
    .description('format CSL-JSON from standard input')
    .requiredOption('--to <format>', EXPORT_FORMATS.join(', '))
    .option('--style <name>', STYLE_HELP)
    .option(
      '--in-text',
      'one citation of all of them as it stands in a text; for text and markdown',
    )
    .action(async (options: { to: string; style?: string; inText?: true }) => {
      const to = formatOf(options.to);
      const answer = await session.request('format.render', {
        to,
        style: options.style ?? null,
        part: options.inText === true ? 'citation' : 'bibliography',
        items: readItems(await readText('-')),
      });
      sayWarnings(session, answer.warnings);
      session.print(answer, ({ text }) => text);
    });
}

const STYLE_HELP = 'the style of text and markdown ("companion style list"); without it: apa';

interface ExportOptions {
  readonly list: string;
  readonly format: string;
  readonly style?: string;
  readonly out?: string;
  readonly force?: true;
  readonly asOf?: string;
  readonly withAtlasSnapshots?: true;
}

function formatOf(word: string): ExportFormat {
  if (isExportFormat(word)) return word;
  throw new AppError(
    'invalid-input',
    `There is no format “${word.slice(0, 40)}”; there are ${EXPORT_FORMATS.join(', ')}. Nothing was written.`,
  );
}

/** The end of a day (UTC), or a time as ISO 8601 writes it. @throws AppError `invalid-input` */
function readDay(word: string): UnixMs {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(word);
  const time = Date.parse(isDay ? `${word}T23:59:59.999Z` : word);
  // JavaScript takes 31 February for 3 March.
  const isThere = isDay ? isoDay(time).slice(0, 10) === word : /^\d{4}-\d{2}-\d{2}T/u.test(word);
  if (Number.isNaN(time) || !isThere) {
    throw new AppError(
      'invalid-input',
      `“${word.slice(0, 40)}” is no date. Nothing was written. Give a day as 2026-03-31.`,
    );
  }
  return time as UnixMs;
}

function isoDay(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

function sayOrigin(
  session: Session,
  origin: MethodOutput<'export.render'>['origin'],
  day: string | undefined,
): void {
  if (origin.kind === 'kept') {
    session.say(
      `This is the very text that was exported on ${new Date(origin.madeAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    );
  }
  if (origin.kind === 'rebuilt') {
    session.say(
      `Nothing had been exported from this list in this format by ${day ?? 'then'}. This is built from what was shown then, with the list, keys and corrections of today.`,
    );
  }
}

// One item, a list of items, or one item a line. The contract's schema checks each of them.
function readItems(text: string): MethodInput<'format.render'>['items'] {
  const parsed = parseJson(text);
  return (Array.isArray(parsed) ? parsed : [parsed]) as MethodInput<'format.render'>['items'];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      if (lines.length > 1) return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      // Neither one JSON text nor one a line: the error below says so.
    }
    throw new AppError(
      'invalid-input',
      `Standard input is not CSL-JSON (${cause instanceof Error ? cause.message : String(cause)}). Nothing was written. Give a list of items, as "Export → CSL JSON" writes it.`,
      { cause },
    );
  }
}

const LACKS = [
  ['doi', 'a DOI'],
  ['journal', 'a journal'],
  ['volume', 'a volume'],
  ['pages', 'pages'],
  ['year', 'a year'],
  ['authors', 'authors'],
  ['pem-not-stated', 'a PEM value of the atlas'],
] as const;

/** `3 entries lack a DOI, 1 lacks pages; 1 was retracted.`, or null where nothing is thin. */
function thinSummary(thin: MethodOutput<'export.render'>['thin']): string | null {
  const count = (what: Lack): number =>
    thin.filter(({ lacks, left }) => lacks.includes(what) && !left.includes(what)).length;
  const parts = LACKS.flatMap(([what, words]) => {
    const entries = count(what);
    return entries === 0 ? [] : [`${entries} ${entries === 1 ? 'lacks' : 'lack'} ${words}`];
  });
  const retracted = count('retracted');
  if (retracted > 0) parts.push(`${retracted} ${retracted === 1 ? 'was' : 'were'} retracted`);
  const disagreeing = count('pem-disagrees');
  if (disagreeing > 0) parts.push(`the sources of PEM disagree on ${disagreeing}`);
  return parts.length === 0 ? null : `Of the entries, ${parts.join(', ')}.`;
}

/** The first remarks, on standard error. */
export function sayWarnings(
  session: Session,
  warnings: readonly { readonly key: string; readonly message: string }[],
): void {
  const shown = warnings.slice(0, 20);
  for (const warning of shown) session.say(`${warning.key}: ${warning.message}`);
  if (warnings.length > shown.length) {
    session.say(`… and ${warnings.length - shown.length} more remarks (--json lists them all).`);
  }
}
