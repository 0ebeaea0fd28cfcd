// The words of the command line: every command, its options and its help.
// Invariant: a command adds no feature; it turns words into one method call and its answer into text.
import type { CommanderError } from 'commander';
import { Command } from 'commander';
import { APP_VERSION } from '../../version.ts';
import { addBundleCommands } from './commands/bundle-commands.ts';
import { addDataCommands } from './commands/data-commands.ts';
import { addCiteCommand } from './commands/cite-command.ts';
import { addCodeCommand } from './commands/code-command.ts';
import { addCompleteCommand } from './commands/complete-command.ts';
import { addExportCommands } from './commands/export-commands.ts';
import { addKeyCommands } from './commands/key-commands.ts';
import { addListCommands } from './commands/list-commands.ts';
import { addNoteCommands } from './commands/note-commands.ts';
import { addPageCommands } from './commands/page-commands.ts';
import { addReportCommands } from './commands/report-commands.ts';
import { addSearchCommands } from './commands/search-commands.ts';
import { addStartCommand } from './commands/start-command.ts';
import { addStyleCommands } from './commands/style-commands.ts';
import { addSyncCommands } from './commands/sync-commands.ts';
import { addTitleCommands } from './commands/title-commands.ts';
import { addTableCommand } from './commands/table-command.ts';
import type { Session } from './session.ts';

/** The whole program. Parsing throws `CommanderError` for wrong usage, after saying what was wrong. */
export function buildProgram(session: Session, resourcesFolder: string): Command {
  const program = new Command('companion')
    .description(
      'An offline companion to the ME/CFS Atlas: search by PEM, annotate, make lists, cite.',
    )
    .version(APP_VERSION, '--version', 'print the version')
    .option('--data <folder>', 'the data folder (else COMPANION_DATA, else the usual place)')
    .helpCommand(false)
    .showHelpAfterError('("companion --help" lists the commands.)');
  addStartCommand(program, { session, resourcesFolder });
  for (const add of [
    addDataCommands,
    addSyncCommands,
    addBundleCommands,
    addSearchCommands,
    addPageCommands,
    addNoteCommands,
    addCodeCommand,
    addListCommands,
    addExportCommands,
    addReportCommands,
    addKeyCommands,
    addCiteCommand,
    addStyleCommands,
    addTitleCommands,
    addCompleteCommand,
    addTableCommand,
  ]) {
    add(program, session);
  }
  for (const command of everyCommand(program)) {
    command
      .exitOverride((error: CommanderError) => {
        throw error;
      })
      .configureOutput({
        outputError: (text, write) => {
          write(text);
        },
      });
    if (command.commands.length > 0) continue;
    command
      .option('--json', 'print the answer as JSON')
      .option('--verbose', 'after a failure, show where it happened')
      .hook('preAction', (_, action) => {
        const options = action.optsWithGlobals<{ data?: string; json?: true; verbose?: true }>();
        session.configure({
          data: options.data ?? null,
          json: options.json === true,
          verbose: options.verbose === true,
        });
      });
    // `--data` is understood before and after the command's name.
    command.option(
      '--data <folder>',
      'the data folder (else COMPANION_DATA, else the usual place)',
    );
  }
  return program;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
