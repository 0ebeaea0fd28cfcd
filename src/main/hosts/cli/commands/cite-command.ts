// `cite`: citations of studies, to be pasted.
// Invariant: what is the atlas's own is given letter for letter; everything else is made from the paper.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import { COPY_FORMS, type CopyForm } from '../../../../shared/domain/citation-styles.ts';
import { slugArgument, slugArguments } from '../input.ts';
import type { Session } from '../session.ts';
import { sayWarnings } from './export-commands.ts';

interface CiteOptions {
  readonly as: string;
  readonly style?: string;
  readonly inText?: true;
  readonly atlasEntry?: true;
}

/** Adds `cite`. */
export function addCiteCommand(program: Command, session: Session): void {
  program
    .command('cite')
    .description('print citations of studies, to be pasted')
    .argument('<slugs...>', '"-" reads them from standard input')
    .option('--as <form>', COPY_FORMS.join(', '), 'cite')
    .option('--style <name>', 'the style of text, markdown and rich; without it: apa')
    .option('--in-text', 'one citation as it stands in a text, not a list of references')
    .option('--atlas-entry', 'the BibTeX entry that the atlas gives, letter for letter')
    .action(async (words: string[], options: CiteOptions) => {
      if (options.atlasEntry === true) {
        await printAtlasEntry(session, words);
        return;
      }
      const answer = await session.request('citation.copy', {
        slugs: await slugArguments(words),
        as: formOf(options.as),
        style: options.style ?? null,
        part: options.inText === true ? 'citation' : 'bibliography',
      });
      sayWarnings(session, answer.warnings);
      session.print(answer, ({ html, text }) => html ?? text);
    });
}

async function printAtlasEntry(session: Session, words: readonly string[]): Promise<void> {
  const [word, another] = words;
  if (word === undefined || another !== undefined) {
    throw new AppError(
      'invalid-input',
      'The atlas’s own entry is given for one study at a time. Name one.',
    );
  }
  const { slug, bibtex } = await session.request('study.show', { slug: slugArgument(word) });
  if (bibtex === null) throw noEntry(slug);
  session.print({ slug, bibtex }, (answer) => answer.bibtex);
}

function noEntry(slug: string): AppError {
  return new AppError(
    'not-found',
    `The atlas’s page of ${slug}, as far as the copy knows, gives no BibTeX entry of its own. "companion cite ${slug} --as bibtex" gives one that is made from what is known of the paper.`,
    { ref: slug },
  );
}

function formOf(word: string): CopyForm {
  const form = COPY_FORMS.find((one) => one === word);
  if (form !== undefined) return form;
  throw new AppError(
    'invalid-input',
    `Nothing is copied as “${word.slice(0, 40)}”; there are ${COPY_FORMS.join(', ')}.`,
  );
}
