// `style list`, `style add` and `style remove`: the styles that references are formatted in.
// Invariant: a file is handed over as a handle; the program decides whether it is a style.
import type { Command } from 'commander';
import { readText } from '../input.ts';
import type { Session } from '../session.ts';

/** Adds the commands of citation styles. */
export function addStyleCommands(program: Command, session: Session): void {
  const style = program.command('style').description('styles that references are formatted in');

  style
    .command('list')
    .description('the styles that come with the program, and those that you added')
    .action(async () => {
      session.print(await session.request('style.list', {}), ({ styles, credit }) =>
        [
          ...styles.map(({ name, title, isShipped, parent }) => {
            const rules = parent === null ? '' : `, by the rules of ${parent}`;
            return `${name}  ${title}${isShipped ? '' : ' (added)'}${rules}`;
          }),
          '',
          credit,
        ].join('\n'),
      );
    });

  style
    .command('add')
    .description('add a style from its file (.csl); it is kept in the library')
    .argument('<file>', '"-" for standard input')
    .option('--name <name>', 'what to call it')
    .action(async (file: string, options: { name?: string }) => {
      const from =
        file === '-'
          ? { text: await readText('-') }
          : { file: session.files.grant(session.path(file)) };
      const answer = await session.request('style.add', { from, name: options.name ?? null });
      if (answer.remark !== null) session.say(answer.remark);
      session.print(answer, ({ style: { name, title }, replaced }) =>
        replaced
          ? `“${title}” is in place of the earlier one: --style ${name}`
          : `“${title}” is there now: --style ${name}`,
      );
    });

  style
    .command('remove')
    .description('remove a style that you added ("companion undo" puts it back)')
    .argument('<name>')
    .action(async (name: string) => {
      const answer = await session.request('style.remove', { name });
      session.print(answer, ({ title }) => `“${title}” was removed.`);
    });
}
