// `cite`: one study's entry, to be pasted.
// Invariant: what is the atlas's own is given letter for letter.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import { slugArgument } from '../input.ts';
import type { Session } from '../session.ts';

/** Adds `cite`. */
export function addCiteCommand(program: Command, session: Session): void {
  program
    .command('cite')
    .description('print a citation of a study')
    .argument('<slug>')
    .requiredOption('--atlas-entry', 'the BibTeX entry that the atlas gives, letter for letter')
    .action(async (word: string) => {
      const { slug, bibtex } = await session.request('study.show', { slug: slugArgument(word) });
      if (bibtex === null) throw noEntry(slug);
      session.print({ slug, bibtex }, (answer) => answer.bibtex);
    });
}

function noEntry(slug: string): AppError {
  return new AppError(
    'not-found',
    `The atlas’s page of ${slug}, as far as the copy knows, gives no BibTeX entry of its own. Put the study on a list and export that: the entry is then made from what is known of the paper.`,
    { ref: slug },
  );
}
