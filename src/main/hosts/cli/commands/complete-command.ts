// `complete`: what the atlas does not say of a paper, or has wrong, as typed, from a record, or from the register of DOIs.
// Invariant: without --yes nothing is written and the exit code is 1 where there was something to write; what is
// doubtful is written only where it is named.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../../shared/contract/types.ts';
import type { Slug } from '../../../../shared/domain/ids.ts';
import {
  FIELD_FACTS,
  isReferenceField,
  RECORD_FORMATS,
  REFERENCE_FIELDS,
  type CorrectionKind,
  type RecordFormat,
  type ReferenceField,
} from '../../../../shared/domain/reference-fields.ts';
import { readText, slugArgument } from '../input.ts';
import { fieldsText, proposalText, recordsText } from '../print-reference.ts';
import type { Session } from '../session.ts';
import { undoAdvice } from './list-commands.ts';

type Proposal = MethodOutput<'reference.check'>['proposal'];
type Row = Proposal[number];

interface CompleteOptions extends Readonly<Partial<Record<string, string | boolean>>> {
  readonly show?: true;
  readonly from?: string;
  readonly format?: string;
  readonly record?: string;
  readonly doi?: true;
  readonly allowLookup?: true;
  readonly forbidLookup?: true;
  readonly none?: string;
  readonly fields?: string;
  readonly clear?: string;
  readonly source?: string;
  readonly yes?: true;
  readonly force?: true;
}

/** Adds the command that completes references. */
export function addCompleteCommand(program: Command, session: Session): void {
  const command = program
    .command('complete')
    .description(
      'complete the reference of a study: without --yes, only show what would be set; without options, show every field',
    )
    .argument('<slug>')
    .option('--show', 'show every field, who it is from, and what the atlas says')
    .option('--from <file>', 'read a record (BibTeX, RIS, CSL-JSON, .nbib); - for standard input')
    .option('--format <format>', `what the record is written in: ${RECORD_FORMATS.join(', ')}`)
    .option('--record <number>', 'which of several records')
    .option('--doi', 'ask the register of the DOI (only where that is switched on)')
    .option('--allow-lookup', 'switch asking by DOI on, for good')
    .option('--forbid-lookup', 'switch it off')
    .option('--fields <names>', 'of what is proposed, take these fields alone (a,b)')
    .option('--none <names>', 'cite nothing in these fields, whatever the atlas says')
    .option('--clear <names>', 'give these fields back to the atlas, or "all"')
    .option('--source <words>', 'where the values are from')
    .option('--yes', 'write it')
    .option('--force', 'also where the record seems to be of another paper');
  for (const field of REFERENCE_FIELDS) {
    const { label, kind } = FIELD_FACTS[field];
    const how = kind === 'names' ? ' ("Family, Given; Family, Given")' : '';
    command.option(`--${optionOf(field)} <value>`, `set the ${label}${how}`);
  }
  command.option('--year <value>', 'set the date to a year');
  command.action((word: string, options: CompleteOptions) =>
    runComplete(session, slugArgument(word), options),
  );
}

/** `--doi` asks the register; so the DOI itself is set by another name. */
function optionOf(field: ReferenceField): string {
  return field === 'doi' ? 'set-doi' : field;
}

async function runComplete(session: Session, slug: Slug, options: CompleteOptions): Promise<void> {
  if (options.allowLookup === true || options.forbidLookup === true) {
    await session.request('settings.set', {
      settings: { doiLookup: options.allowLookup === true },
    });
    session.say(
      options.allowLookup === true
        ? 'Asking doi.org by DOI is switched on.'
        : 'Asking doi.org by DOI is switched off.',
    );
  }
  const typed = typedFields(options);
  const ways = [options.from !== undefined, options.doi === true, options.clear !== undefined];
  if (ways.filter(Boolean).length + (typed.length > 0 ? 1 : 0) > 1) {
    throw wrong('Values come from one place at a time: typed, --from, --doi, or --clear.');
  }
  if (options.clear !== undefined) {
    await clearFields(session, slug, options);
    return;
  }
  if (typed.length > 0) {
    const { proposal } = await session.request('reference.check', { slug, fields: typed });
    await settle(session, slug, {
      ...{ answer: { slug, proposal }, proposal, options },
      isTaken: (row) => !row.same && !row.doubtful && !row.refused,
      ...{ kind: 'typed', source: '' },
    });
    return;
  }
  if (options.from === undefined && options.doi !== true) {
    if (options.forbidLookup === true) return;
    session.print(await session.request('reference.show', { slug }), fieldsText);
    return;
  }
  await fromRecord(session, slug, options);
}

async function fromRecord(session: Session, slug: Slug, options: CompleteOptions): Promise<void> {
  const answer =
    options.from === undefined
      ? await session.request('reference.lookup', { slug })
      : await session.request('reference.read', {
          slug,
          text: await readText(options.from === '-' ? '-' : session.path(options.from)),
          record: numberOf(options.record),
          format: formatOf(options.format),
        });
  for (const { line, message } of answer.problems.slice(0, 20)) {
    session.say(line === null ? message : `Line ${line}: ${message}`);
  }
  if (answer.match === null) {
    session.print(answer, recordsText);
    session.say('None of these records is surely of this study. Say which with --record NUMBER.');
    session.setExitCode(1);
    return;
  }
  session.say(
    answer.match.verdict === 'same' ? answer.match.sentence : `Careful: ${answer.match.sentence}`,
  );
  if (answer.match.verdict === 'other' && options.yes === true && options.force !== true) {
    throw new AppError(
      'conflict',
      `${answer.match.sentence} Nothing was written. If it is the right one all the same, add --force.`,
    );
  }
  await settle(session, slug, {
    ...{ answer, proposal: answer.proposal, options },
    isTaken: (row) => row.suggested,
    ...{ kind: answer.kind, source: answer.source },
  });
}

interface Settling<T> {
  readonly answer: T;
  readonly proposal: Proposal;
  readonly options: CompleteOptions;
  /** Of what nobody named. */
  readonly isTaken: (row: Row) => boolean;
  readonly kind: CorrectionKind;
  readonly source: string;
}

/** Shows a proposal; with --yes, writes what of it is taken. */
async function settle<T>(
  session: Session,
  slug: Slug,
  { answer, proposal, options, isTaken, kind, source }: Settling<T>,
): Promise<void> {
  const named = options.fields === undefined ? null : fieldNames(options.fields);
  const missing = named?.find((field) => proposal.every((row) => row.field !== field));
  if (missing !== undefined) {
    throw wrong(`The ${FIELD_FACTS[missing].label} is not in what is proposed.`);
  }
  const taken = proposal.filter((row) =>
    named === null ? isTaken(row) : named.includes(row.field) && !row.same,
  );
  const takenFields = new Set(taken.map(({ field }) => field));
  const untaken = proposal.filter((row) => !row.same && !takenFields.has(row.field));
  if (options.yes !== true) {
    session.print(answer, () => proposalText(proposal, takenFields));
    if (taken.length + untaken.length === 0) {
      session.say('Nothing to change.');
      return;
    }
    session.say(
      taken.length === 0
        ? 'Nothing was written. To take a field, name it with --fields, and add --yes.'
        : 'Nothing was written. Add --yes to write what is marked with +; --fields takes others.',
    );
    session.setExitCode(1);
    return;
  }
  const typedAway = kind === 'typed' && named === null ? untaken : [];
  const refused = [...taken, ...typedAway].find((row) => row.refused) ?? typedAway[0];
  if (refused !== undefined) {
    throw new AppError(
      'invalid-input',
      `${refused.label}: ${refused.remarks.join(' ')} Nothing was written.${refused.refused ? '' : ` If it is right so, add --fields with ${refused.field} in it.`}`,
      { ref: refused.field },
    );
  }
  if (taken.length === 0) {
    session.print(answer, () => proposalText(proposal, takenFields));
    session.say(
      'There was nothing to take of its own accord, so nothing was written. Name fields with --fields.',
    );
    session.setExitCode(untaken.length === 0 ? 0 : 1);
    return;
  }
  const done = await session.request('reference.set', {
    slug,
    fields: taken.map(({ field, proposed }) => ({ field, value: proposed })),
    kind,
    source: options.source ?? source,
  });
  session.print(done, ({ changed, reference }) => {
    session.say(`Set in your library, beside what the atlas says.${undoAdvice(done.undo)}`);
    return fieldsText({
      ...reference,
      fields: reference.fields.filter(({ field }) => changed.includes(field)),
    });
  });
}

async function clearFields(session: Session, slug: Slug, options: CompleteOptions): Promise<void> {
  const word = options.clear ?? '';
  const fields = word === 'all' ? null : fieldNames(word);
  if (options.yes !== true) {
    const shown = await session.request('reference.show', { slug });
    const concerned = shown.fields.filter(
      ({ field, from }) => from === 'reader' && (fields === null || fields.includes(field)),
    );
    session.print({ ...shown, fields: concerned }, fieldsText);
    if (concerned.length === 0) session.say('None of these fields was set by you.');
    else {
      session.say('Nothing was written. Add --yes to give these fields back to the atlas.');
      session.setExitCode(1);
    }
    return;
  }
  const done = await session.request('reference.clear', { slug, fields });
  session.print(done, ({ changed, undo }) =>
    changed.length === 0
      ? 'None of these fields was set by you.'
      : `Given back to the atlas: ${changed.join(', ')}.${undoAdvice(undo)}`,
  );
}

interface TypedField {
  readonly field: ReferenceField;
  readonly value: string | null;
}

function typedFields(options: CompleteOptions): TypedField[] {
  const emptied = options.none === undefined ? [] : fieldNames(options.none);
  if (options['year'] !== undefined && options['date'] !== undefined) {
    throw wrong('Give --year or --date, not both.');
  }
  const set = REFERENCE_FIELDS.flatMap((field): TypedField[] => {
    const value =
      options[field === 'doi' ? 'setDoi' : field] ??
      (field === 'date' ? options['year'] : undefined);
    return typeof value === 'string' ? [{ field, value }] : [];
  });
  const empty = set.find(({ value }) => value?.trim() === '');
  if (empty !== undefined) {
    throw wrong(
      `The ${FIELD_FACTS[empty.field].label} is empty. To cite nothing there, use --none ${empty.field}.`,
    );
  }
  return [...set, ...emptied.map((field) => ({ field, value: null }))];
}

function fieldNames(words: string): ReferenceField[] {
  const names = words.split(/[\s,]+/u).filter((word) => word !== '');
  return names.map((word) => {
    if (isReferenceField(word)) return word;
    throw wrong(
      `There is no field “${word.slice(0, 40)}”; there are ${REFERENCE_FIELDS.join(', ')}.`,
    );
  });
}

function numberOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (/^[1-9]\d{0,5}$/u.test(word)) return Number(word);
  throw wrong(`“${word.slice(0, 40)}” is no number of a record (1, 2, …).`);
}

function formatOf(word: string | undefined): RecordFormat | null {
  const format = RECORD_FORMATS.find((known) => known === word);
  if (word === undefined || format !== undefined) return format ?? null;
  throw wrong(`There is no format “${word.slice(0, 40)}”; there are ${RECORD_FORMATS.join(', ')}.`);
}

function wrong(message: string): AppError {
  return new AppError('invalid-input', `${message} Nothing was written.`);
}
