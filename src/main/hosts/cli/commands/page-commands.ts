// `show`, `changes`, `inspect-page` and `import-page`.
import type { Command } from 'commander';
import { slugArgument, readText } from '../input.ts';
import { changesText } from '../print-changes.ts';
import { pageText, studyText } from '../print-study.ts';
import type { Session } from '../session.ts';

/** Adds the commands that show a study or read a page. */
export function addPageCommands(program: Command, session: Session): void {
  program
    .command('show')
    .description('show a study: what the atlas says, what is derived, what you added')
    .argument('<slug>')
    .action(async (word: string) => {
      session.print(await session.request('study.show', { slug: slugArgument(word) }), studyText);
    });

  program
    .command('changes')
    .description('the versions of a study in the history, and what changed since you saw it')
    .argument('<slug>')
    .option('--seen', 'afterwards, what is shown now counts as seen')
    .action(async (word: string, options: { seen?: true }) => {
      const slug = slugArgument(word);
      const answer = await session.request('study.changes', { slug });
      const [shown] = answer.versions;
      if (options.seen === true && shown !== undefined) {
        await session.request('study.seen', { slug, hash: shown.hash });
      }
      session.print(answer, changesText);
    });

  program
    .command('inspect-page')
    .description('read a study page and show what was read; nothing is stored')
    .argument('<file>', 'a saved page or copied text; "-" for standard input')
    .option('--url <address>', 'the address of the page')
    .action(async (file: string, options: { url?: string }) => {
      const text = await readText(fileName(session, file));
      session.print(
        await session.request('page.inspect', { text, url: options.url ?? null }),
        pageText,
      );
    });

  program
    .command('import-page')
    .description('read a study page, show what was read and keep it')
    .argument('<file>', 'a saved page or copied text; "-" for standard input')
    .option('--url <address>', 'the address of the page')
    .action(async (file: string, options: { url?: string }) => {
      const text = await readText(fileName(session, file));
      session.print(
        await session.request('page.import', { text, url: options.url ?? null }),
        (answer) => {
          const day = new Date(answer.origin.at).toISOString().slice(0, 10);
          const words = {
            added: 'Stored',
            changed: 'Stored in place of the earlier reading (which the history keeps)',
            unchanged: 'Known already, word for word',
          };
          session.say(`${words[answer.stored]}: ${answer.slug}, from a page given on ${day}.`);
          return pageText(answer);
        },
      );
    });
}

function fileName(session: Session, file: string): string {
  return file === '-' ? file : session.path(file);
}
