// A start without Chromium's sandbox: an AppImage adds `--no-sandbox` by itself, without a word, where it finds that the
// system forbids user namespaces.
// Invariant: no window opens so unless the reader has been told and has agreed, at this start.
import { app, dialog } from 'electron';

/** True where it was taken away. To be asked before `app.enableSandbox`, which takes the switch off again. */
export function isSandboxTakenAway(): boolean {
  return app.commandLine.hasSwitch('no-sandbox');
}

/** Asks whether to go on without it. Not before the app is ready. */
export async function agreesToNoSandbox(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: 'The window would open without its sandbox.',
    detail:
      'This system does not let the program set up the sandbox that keeps the window away from your files. Your library is safe and was not opened. The .deb package keeps the sandbox; so does an AppImage where the system allows user namespaces. If you open the window anyway, all of it works, with one protection less.',
    buttons: ['Close', 'Open anyway'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
