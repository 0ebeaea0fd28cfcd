// `titles show|set|clear` and `terms ls|add|remove`: which capitals of titles stay.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../../shared/contract/types.ts';
import { slugArgument } from '../input.ts';
import type { Session } from '../session.ts';
import { undoAdvice } from './list-commands.ts';

/** Adds the commands of titles. */
export function addTitleCommands(program: Command, session: Session): void {
  const titles = program
    .command('titles')
    .helpCommand(false)
    .description('what styles print of a title, and a title as you want it');
  titles
    .command('show')
    .description('show what is written of a title, and what plain.bst and APA print')
    .argument('<slug>')
    .action(async (word: string) => {
      const preview = await session.request('title.preview', { slug: slugArgument(word) });
      session.print(preview, previewText);
    });
  titles
    .command('set')
    .description(
      'a title as you want it; braces mark what keeps its capitals: "The {ME/CFS} study"',
    )
    .argument('<slug>')
    .argument('[title]')
    .option('--as-is', 'the title as it stands, with every capital kept')
    .action(async (word: string, title: string | undefined, options: { asIs?: true }) => {
      if ((title === undefined) === (options.asIs !== true)) {
        throw new AppError(
          'invalid-input',
          'Give a title, or --as-is for the one that stands there. Nothing was changed.',
        );
      }
      const slug = slugArgument(word);
      const answer = await session.request('title.set', { slug, title: title ?? null });
      session.print(answer, ({ preview, undo }) => {
        if (preview.differs) session.say('It has other words than the citation.');
        if (undo !== null) session.say(undoAdvice(undo).trim());
        return previewText(preview);
      });
    });
  titles
    .command('clear')
    .description('let the rule decide again')
    .argument('<slug>')
    .action(async (word: string) => {
      const answer = await session.request('title.clear', { slug: slugArgument(word) });
      session.print(answer, ({ preview, changed, undo }) => {
        if (!changed) session.say('There was no own title.');
        if (undo !== null) session.say(undoAdvice(undo).trim());
        return previewText(preview);
      });
    });

  const terms = program
    .command('terms')
    .helpCommand(false)
    .description('words that keep their capitals in every title');
  terms
    .command('ls')
    .description('show your own terms and shipped ones that you left out; --all shows all')
    .option('--all')
    .action(async (options: { all?: true }) => {
      session.print(await session.request('terms.list', {}), (answer) =>
        answer.terms
          .filter(({ from, protects }) => options.all === true || from === 'own' || !protects)
          .map(({ term, from, protects }) => `${term}\t${protects ? from : 'left out'}`)
          .join('\n'),
      );
    });
  for (const verb of ['add', 'remove'] as const) {
    terms
      .command(verb)
      .description(
        verb === 'add'
          ? 'keep the capitals of words or phrases'
          : 'no longer keep them; a shipped term is left out',
      )
      .argument('<term...>')
      .action(async (words: string[]) => {
        session.print(await session.request(`terms.${verb}`, { terms: words }), (answer) => {
          session.say(
            answer.changed.length === 0 ? 'Nothing was changed.' : undoAdvice(answer.undo).trim(),
          );
          return answer.changed.join('\n');
        });
      });
  }
}

const FROM = {
  rule: 'by the rule',
  own: 'as you want it',
  'as-is': 'as it stands',
} as const;

function previewText(preview: MethodOutput<'title.preview'>): string {
  return [
    `Title:      ${preview.notation} (${FROM[preview.from]})`,
    `BibTeX:     ${preview.bibtex}`,
    `plain.bst:  ${preview.plain}`,
    `APA:        ${preview.apa}`,
  ].join('\n');
}
