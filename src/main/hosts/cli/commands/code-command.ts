// `code`: a person's own coding of a study, beside what the atlas says.
// Invariant: an answer is said in words (yes, no, unclear); nothing is taken for one that was not said.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import { CODING_ANSWERS, type CodingAnswer } from '../../../../shared/domain/library.ts';
import { slugArgument } from '../input.ts';
import type { Session } from '../session.ts';
import { undoAdvice } from './list-commands.ts';

interface CodeOptions {
  readonly required?: string;
  readonly definition?: string[];
  readonly how?: string;
  readonly quote?: string;
  readonly page?: string;
  readonly fullText?: true;
  readonly clear?: true;
}

/** Adds the command of a person's own coding. */
export function addCodeCommand(program: Command, session: Session): void {
  program
    .command('code')
    .description('your own coding of a study: was PEM required for inclusion?')
    .argument('<slug>')
    .option('--required <answer>', 'yes, no or unclear')
    .option('--definition <name...>', 'case definitions the study used')
    .option('--how <text>', 'how this was established')
    .option('--quote <text>')
    .option('--page <page>')
    .option('--full-text', 'checked against the full text')
    .option('--clear', 'remove the coding')
    .action((word: string, options: CodeOptions) => runCode(session, word, options));
}

async function runCode(session: Session, word: string, options: CodeOptions): Promise<void> {
  const slug = slugArgument(word);
  if (options.clear === true) {
    session.print(await session.request('coding.clear', { slug }), (answer) =>
      answer.changed.length === 0
        ? 'There was no coding.'
        : `The coding was removed.${undoAdvice(answer.undo)}`,
    );
    return;
  }
  if (options.required === undefined) {
    if (
      options.definition !== undefined ||
      options.how !== undefined ||
      options.quote !== undefined ||
      options.page !== undefined ||
      options.fullText !== undefined
    ) {
      throw new AppError(
        'invalid-input',
        'Say what you found with --required yes, no or unclear. Nothing was stored.',
      );
    }
    const { coding } = (await session.request('study.show', { slug })).pemSources.mine;
    session.print({ coding }, (value) =>
      value.coding === null
        ? 'You have not coded this study.'
        : JSON.stringify(value.coding, null, 2),
    );
    return;
  }
  const answer = await session.request('coding.set', {
    slug,
    required: codingAnswer(options.required),
    definitions: options.definition ?? [],
    how: options.how ?? null,
    quote: options.quote ?? null,
    page: options.page ?? null,
    checkedFullText: options.fullText === true,
  });
  session.print(answer, ({ coding, undo }) => {
    session.say(`Stored as your own coding, beside what the atlas says.${undoAdvice(undo)}`);
    return `PEM required for inclusion: ${coding.required}`;
  });
}

function codingAnswer(word: string): CodingAnswer {
  const answer = CODING_ANSWERS.find((each) => each === word.toLowerCase());
  if (answer === undefined) {
    throw new AppError(
      'invalid-input',
      `--required takes yes, no or unclear, not “${word}”. Nothing was stored.`,
    );
  }
  return answer;
}
