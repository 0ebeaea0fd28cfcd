// The program's life: one instance a data folder, what the system hands over, and one way to end.
// Invariant: the end is begun once, and the program goes when the files are closed, whoever asked for it.
import { hostname } from 'node:os';
import { app } from 'electron';
import { AppError } from '../../../shared/contract/errors.ts';
import { APP_ID } from '../../../shared/domain/app-id.ts';
import { guardProgram } from './guards.ts';
import { bundleOf, findHandedOver, LINK_SCHEME, type HandedOver } from './handed-over.ts';
import { computerWithLock } from './user-data.ts';
import { agreesToNoSandbox, isSandboxTakenAway } from './without-sandbox.ts';

export interface AppLife {
  /** Makes the window, once the app is ready. */
  readonly start: () => Promise<void>;
  /** The system hands something over, or (null) only wants the window in front. */
  readonly take: (handed: HandedOver | null) => void;
  /** Closes everything; answers with the exit code. */
  readonly end: () => Promise<number>;
  /** What `start` threw. */
  readonly fail: (error: unknown) => void;
  /** The data folder: words of a link are not resolved against a folder of somebody else. */
  readonly folder: string;
}

/** Lives it; a second start leaves its words to the first and ends. */
export function liveOnce(life: AppLife): void {
  // Before anything can be shown: no page of any kind without a sandbox, and none without its guards.
  const isWithoutSandbox = isSandboxTakenAway();
  app.enableSandbox();
  guardProgram();
  if (!app.requestSingleInstanceLock()) {
    const other = computerWithLock(hostname());
    if (other === null) {
      app.quit();
      return;
    }
    // Linux shows no box before the app is ready.
    void app.whenReady().then(() => {
      life.fail(openElsewhere(other, app.getPath('userData')));
    });
    return;
  }
  // A program that is run from its sources must not become what links open.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  // Else Windows shows a window of its own beside the entry that the installer has put in the taskbar.
  if (app.isPackaged && process.platform === 'win32') app.setAppUserModelId(APP_ID);
  let isEnding = false;
  let isAgainWanted = false;
  /** Who starts the program while it ends is given a new one, not silence: this one still holds the lock. */
  const startAgain = (words: readonly string[]): void => {
    if (isAgainWanted) return;
    isAgainWanted = true;
    const appImage = process.env['APPIMAGE'];
    app.relaunch({
      args: [...words],
      // The files of an AppImage go with its first process.
      ...(appImage === undefined ? {} : { execPath: appImage }),
    });
  };
  app.on('second-instance', (_event, words, folder) => {
    if (isEnding) startAgain(words.slice(1));
    else life.take(findHandedOver(words.slice(1), folder));
  });
  // macOS hands links and files over in this way.
  app.on('open-url', (event, link) => {
    event.preventDefault();
    if (isEnding) startAgain([...process.argv.slice(1), link]);
    else life.take(findHandedOver([link], life.folder));
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    const bundle = bundleOf(file, life.folder);
    if (bundle === null) return;
    if (isEnding) startAgain([...process.argv.slice(1), bundle]);
    else life.take({ kind: 'bundle', path: bundle });
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    void life.end().then((code) => {
      app.exit(code);
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      app.quit();
    });
  }
  void app
    .whenReady()
    .then(async () => {
      if (isWithoutSandbox && !(await agreesToNoSandbox())) app.quit();
      else await life.start();
    })
    .catch(life.fail);
}

function openElsewhere(computer: string, folder: string): AppError {
  return new AppError(
    'locked',
    `The data folder is in use on the computer "${computer}", or was when that computer stopped. Nothing was changed. Close the program there. If it does not run there, or if this computer had that name, delete the file SingletonLock in ${folder} and start again.`,
    { ref: folder },
  );
}
