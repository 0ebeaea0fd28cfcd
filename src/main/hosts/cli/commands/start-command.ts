// `start`: opens the program's window, in Electron or in a browser (this is `npm start`).
// Invariant: with `--check` it tells the state and ends, so that a script never waits for a window.
import { Option, type Command } from 'commander';
import type { Session } from '../session.ts';

const ATLAS = 'https://www.mecfsatlas.com';

/** Adds the command; `resourcesFolder` tells where the program lies. */
export function addStartCommand(
  program: Command,
  install: { readonly session: Session; readonly resourcesFolder: string },
): void {
  program
    .command('start')
    .description('open the program (Ctrl-C closes it)')
    .option('--browser', 'in a browser of this computer, not in a window of its own')
    .option('--no-open', 'print the address and open nothing')
    .addOption(
      new Option(
        '--allow <folder>',
        'a folder that files may be written to, and bundles taken from; may be repeated',
      )
        .argParser((folder: string, others: readonly string[]) => [...others, folder])
        .default([], 'none'),
    )
    .option('--check', 'prepare the data folder, say what is in it, and end')
    .action((options: StartWords) => runStart(install, options));
}

interface StartWords {
  readonly browser?: true;
  readonly open: boolean;
  readonly allow: readonly string[];
  readonly check?: true;
}

async function runStart(
  { session, resourcesFolder }: { readonly session: Session; readonly resourcesFolder: string },
  words: StartWords,
): Promise<void> {
  if (words.check === true) {
    await checkState(session);
    return;
  }
  const { start } = await import('../../../start/start.ts');
  const code = await session.hold((signal) =>
    start({
      paths: session.dataPaths(),
      resourcesFolder,
      isBrowserWanted: words.browser === true,
      mayOpen: words.open,
      allow: words.allow.map((folder) => (folder === '' ? '' : session.path(folder))),
      isJson: session.options.json,
      signal,
      write: (text) => process.stdout.write(text),
      say: (line) => {
        session.say(line);
      },
      onError: (error) => {
        session.noteError(error);
      },
    }),
  );
  session.setExitCode(code);
}

async function checkState(session: Session): Promise<void> {
  const status = await session.request('status.get', {});
  if (status.problems.length > 0) session.setExitCode(1);
  session.print(status, () =>
    [
      'ME/CFS Atlas Companion',
      `Your data is in ${status.dataFolder}`,
      ...status.sentences.map((sentence) => `  ${sentence}`),
      '',
      '"npm start" opens it. Three commands of the command line to try:',
      '  npm run -s companion -- search "pem:required"',
      '  npm run -s companion -- show naviaux-2016-metabolomics',
      `  npm run -s companion -- sync --source ${ATLAS}`,
    ].join('\n'),
  );
}
