// `table`: the evidence table of a list.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import {
  DEFAULT_EVIDENCE_COLUMNS,
  EVIDENCE_COLUMNS,
  EVIDENCE_FORMATS,
  type EvidenceColumn,
  type EvidenceFormat,
} from '../../../../shared/domain/evidence-table.ts';
import { outputFile } from '../input.ts';
import type { Session } from '../session.ts';
import { sayWarnings } from './export-commands.ts';

interface TableOptions {
  readonly list: string;
  readonly format: string;
  readonly columns?: string;
  readonly out?: string;
  readonly force?: true;
}

/** Adds the command that writes evidence tables. */
export function addTableCommand(program: Command, session: Session): void {
  program
    .command('table')
    .description('write the evidence table of a list (without --out: to standard output)')
    .requiredOption('--list <name>')
    .option('--format <format>', EVIDENCE_FORMATS.join(', '), 'markdown')
    .option(
      '--columns <names>',
      `in their order, with commas between them; of ${EVIDENCE_COLUMNS.join(', ')}`,
      DEFAULT_EVIDENCE_COLUMNS.join(','),
    )
    .option('--out <file>')
    .option('--force', 'replace a file that is not ours; FILE.bak keeps what was there')
    .action((options: TableOptions) => runTable(session, options));
}

async function runTable(session: Session, options: TableOptions): Promise<void> {
  const table = {
    list: options.list,
    format: oneOf<EvidenceFormat>(EVIDENCE_FORMATS, options.format, 'format'),
    columns: (options.columns ?? '')
      .split(',')
      .map((word) => oneOf<EvidenceColumn>(EVIDENCE_COLUMNS, word.trim(), 'column')),
  };
  if (options.out === undefined) {
    const answer = await session.request('evidence.render', table);
    sayWarnings(session, answer.warnings);
    session.print(answer, ({ text }) => text);
    return;
  }
  const out = options.out;
  const answer = await session.request('evidence.save', {
    ...table,
    target: session.files.grant(outputFile(session, out)),
    force: options.force === true,
  });
  sayWarnings(session, answer.warnings);
  session.print(answer, ({ written, rows, kept }) => {
    if (kept !== null) session.say(`What was there before is kept in ${kept}.`);
    const studies = rows === 1 ? '1 study' : `${rows} studies`;
    return written ? `${studies} written to ${out}` : `${out} is up to date (${studies})`;
  });
}

function oneOf<Word extends string>(words: readonly Word[], word: string, what: string): Word {
  const found = words.find((each) => each === word);
  if (found !== undefined) return found;
  throw new AppError(
    'invalid-input',
    `There is no ${what} “${word.slice(0, 40)}”; there are ${words.join(', ')}. Nothing was written.`,
  );
}
