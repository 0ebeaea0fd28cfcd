// `status`, `backup`, `restore`, `methods` and `call`.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import { METHOD_NAMES } from '../../../../shared/contract/names.ts';
import type { BackupInfoView } from '../../../../shared/contract/types.ts';
import { readText } from '../input.ts';
import type { Session } from '../session.ts';

/** Adds the commands about the data as a whole. */
export function addDataCommands(program: Command, session: Session): void {
  program
    .command('status')
    .description('say what is in the data folder')
    .action(async () => {
      const status = await session.request('status.get', {});
      if (status.problems.length > 0) session.setExitCode(1);
      session.print(status, () =>
        [`Data folder: ${status.dataFolder}`, ...status.sentences].join('\n'),
      );
    });
  program
    .command('backup')
    .description('back up the library and the history')
    .action(async () => {
      session.print(
        await session.request('backup.create', {}),
        (backup) => `Backed up: ${describeBackup(backup)}`,
      );
    });
  program
    .command('restore')
    .description('show what the backups hold; with a name, put that one in place')
    .argument('[name]')
    .action((name: string | undefined) => runRestore(session, name));
  program
    .command('methods')
    .description('list the methods that "call" knows')
    .action(() => {
      session.print({ methods: [...METHOD_NAMES] }, ({ methods }) => methods.join('\n'));
    });
  program
    .command('call')
    .description('call a method of the contract with JSON ("-" reads it from standard input)')
    .argument('<method>')
    .argument('[json]', 'the input', '{}')
    .option('--file <file>', 'a file that the handle "file" stands for')
    .action(async (method: string, json: string, options: { file?: string }) => {
      if (options.file !== undefined) session.files.grant(session.path(options.file));
      const answer = await session.requestByName(
        method,
        parseInput(json === '-' ? await readText('-') : json),
      );
      session.print(answer, (value) => JSON.stringify(value, null, 2));
    });
}

async function runRestore(session: Session, name: string | undefined): Promise<void> {
  if (name === undefined) {
    session.print(await session.request('backup.list', {}), ({ backups }) =>
      backups.length === 0
        ? 'There are no backups yet. "companion backup" makes one.'
        : [...backups.map(describeBackup), '', 'To put one in place: companion restore NAME'].join(
            '\n',
          ),
    );
    return;
  }
  const inside = await session.request('backup.inspect', { name });
  session.say(
    `${describeBackup(inside.backup)}${inside.lists.length === 0 ? '' : `; lists: ${inside.lists.join(', ')}`}`,
  );
  session.print(
    await session.request('backup.restore', { name }),
    (answer) =>
      `The library of ${answer.restored.name} is in place.${answer.replacedKeptIn === null ? '' : ` What it replaced is kept in ${answer.replacedKeptIn}.`} The history kept all it had${answer.versionsMerged === 0 ? '' : ` and gained ${answer.versionsMerged} versions`}.`,
  );
}

const COUNT_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  notes: ['note', 'notes'],
  revisions: ['text of notes', 'texts of notes'],
  lists: ['list', 'lists'],
  entries: ['study on lists', 'studies on lists'],
  tags: ['tag', 'tags'],
  codings: ['coding', 'codings'],
  corrections: ['completed field of references', 'completed fields of references'],
  studyVersions: ['version of a study', 'versions of studies'],
};

function describeBackup(backup: BackupInfoView): string {
  if (backup.damage !== null) return `${backup.name}  damaged: ${backup.damage}`;
  const when = new Date(backup.createdAt ?? 0).toISOString().slice(0, 16).replace('T', ' ');
  const counts = Object.entries(backup.counts)
    .map(([what, number]) => `${number} ${COUNT_WORDS[what]?.[number === 1 ? 0 : 1] ?? what}`)
    .join(', ');
  return `${backup.name}  ${when} UTC, ${backup.reason ?? ''}: ${counts}`;
}

function parseInput(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new AppError(
      'invalid-input',
      `The input is not JSON (${cause instanceof Error ? cause.message : String(cause)}). Nothing was done.`,
      { cause },
    );
  }
}
