// `list …` and `undo`.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../../shared/contract/types.ts';
import { slugArgument, slugArguments } from '../input.ts';
import type { Session } from '../session.ts';

type ListChange = MethodOutput<'list.add'>;

/** Adds the commands of reading lists. */
export function addListCommands(program: Command, session: Session): void {
  const list = program
    .command('list')
    .helpCommand(false)
    .description('make and change reading lists');
  const changed = (verb: string) => (answer: ListChange) => {
    if (answer.undo === null) session.say('Nothing was changed.');
    session.say(`“${answer.list.name}” has ${count(answer.list.size)}.${undoAdvice(answer.undo)}`);
    return answer.changed.map((slug) => `${verb} ${slug}`).join('\n');
  };

  list
    .command('ls')
    .description('show all lists')
    .action(async () => {
      session.print(await session.request('list.all', {}), ({ lists }) =>
        lists.length === 0
          ? 'There are no lists yet. "companion list create NAME" makes one.'
          : lists.map((each) => `${each.name}\t${count(each.size)}`).join('\n'),
      );
    });
  list
    .command('create')
    .description('make a list')
    .argument('<name>')
    .action(async (name: string) => {
      session.print(await session.request('list.create', { name }), (answer) => {
        session.say(`The list “${answer.list.name}” was made.${undoAdvice(answer.undo)}`);
        return '';
      });
    });
  list
    .command('show')
    .description('show the studies of a list in order')
    .argument('<name>')
    .action(async (name: string) => {
      session.print(await session.request('list.show', { list: name }), ({ slugs, notes }) =>
        [...slugs, ...notes.map((note) => `\nNote ${note.id}:\n${note.body}`)].join('\n'),
      );
    });
  list
    .command('add')
    .description('add studies at the end; "-" reads names from standard input')
    .argument('<name>')
    .argument('<slug...>')
    .action(async (name: string, words: string[]) => {
      session.print(
        await session.request('list.add', { list: name, slugs: await slugArguments(words) }),
        changed('added'),
      );
    });
  list
    .command('remove')
    .description('take studies out')
    .argument('<name>')
    .argument('<slug...>')
    .action(async (name: string, words: string[]) => {
      session.print(
        await session.request('list.remove', { list: name, slugs: await slugArguments(words) }),
        changed('removed'),
      );
    });
  const move = list.command('move');
  move
    .description('move a study to a place (1 is the top)')
    .argument('<name>')
    .argument('<slug>')
    .argument('[place]', 'a number from 1')
    .option('--to <place>', 'a number from 1')
    .option('--before <slug>')
    .option('--after <slug>')
    .action(async (name: string, word: string, position: string | undefined) => {
      const options = move.opts<{ to?: string; before?: string; after?: string }>();
      const place = placeOf({ ...options, ...(position === undefined ? {} : { to: position }) });
      session.print(
        await session.request('list.move', { list: name, slug: slugArgument(word), place }),
        changed('moved'),
      );
    });
  list
    .command('rename')
    .description('give a list another name')
    .argument('<name>')
    .argument('<new-name>')
    .action(async (name: string, newName: string) => {
      session.print(
        await session.request('list.rename', { list: name, name: newName }),
        changed(''),
      );
    });
  list
    .command('delete')
    .description('delete a list (undo brings it back)')
    .argument('<name>')
    .action(async (name: string) => {
      session.print(await session.request('list.delete', { list: name }), (answer) => {
        session.say(`The list “${answer.list.name}” was deleted.${undoAdvice(answer.undo)}`);
        return '';
      });
    });
  program
    .command('undo')
    .description('take back the last change to notes, tags, lists, read state or coding')
    .option('--peek', 'only say what would be taken back')
    .action(async (options: { peek?: true }) => {
      if (options.peek === true) {
        session.print(await session.request('undo.peek', {}), ({ next }) =>
          next === null ? 'There is nothing to undo.' : `Next to be undone: ${next.label}`,
        );
        return;
      }
      session.print(await session.request('undo.run', {}), ({ undone, next }) => {
        session.say(
          next === null ? 'There is nothing more to undo.' : `Next to be undone: ${next.label}`,
        );
        return `Undone: ${undone.label}`;
      });
    });
}

/** What to add to an answer so that a person knows the way back. */
export function undoAdvice(undo: string | null): string {
  return undo === null ? '' : ` "companion undo" takes back: ${undo}.`;
}

function count(size: number): string {
  return size === 1 ? '1 study' : `${size} studies`;
}

function placeOf(options: {
  readonly to?: string;
  readonly before?: string;
  readonly after?: string;
}) {
  const given = [options.to, options.before, options.after].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw new AppError(
      'invalid-input',
      'Say one place: a number from 1, --before SLUG or --after SLUG. Nothing was changed.',
    );
  }
  if (options.before !== undefined) return { before: slugArgument(options.before) };
  if (options.after !== undefined) return { after: slugArgument(options.after) };
  const position = Number(options.to);
  if (!Number.isSafeInteger(position) || position < 1) {
    throw new AppError(
      'invalid-input',
      `“${options.to ?? ''}” is not a place. Places are numbers from 1. Nothing was changed.`,
    );
  }
  return { position };
}
