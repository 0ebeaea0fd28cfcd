// The end of the program: the copy is stopped, the files are closed, within five seconds or with a word on what lasts.
// Invariant: ending at once is always safe: whatever is saved was saved when it was said to be.
import { dialog } from 'electron';
import type { Core } from '../../core.ts';

/** Quitting that takes longer is told. */
const PATIENCE_MS = 5000;

const WAITING_FOR = {
  copy: 'The copy of the atlas is being stopped: a batch of pages is still being written.',
  files: 'The files of your library are being closed.',
  backup: 'Today’s backup of your library is being made.',
} as const;

/** Closes the core and answers with the exit code; asks the reader where it takes long. */
export async function endCore(
  core: Pick<Core, 'close' | 'closingStep'>,
  say: (line: string) => void,
): Promise<0 | 1> {
  const closing = core.close();
  const ended = await Promise.race([closing, toldOrEnded()]);
  if (ended === 'now') return 0;
  if (ended.ok) return 0;
  say(ended.error.message);
  return 1;

  async function toldOrEnded(): Promise<'now' | Awaited<typeof closing>> {
    const late = await Promise.race([closing.then(() => false), later()]);
    const step = core.closingStep();
    if (!late || step === null) return await closing;
    say(WAITING_FOR[step]);
    const { response } = await dialog.showMessageBox({
      type: 'info',
      message: 'The program is still finishing.',
      detail: `${WAITING_FOR[step]} It ends by itself when that is done. Ending it now loses nothing that you wrote.`,
      buttons: ['Wait', 'End now'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1 ? 'now' : await closing;
  }
}

function later(): Promise<boolean> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, true).unref());
}
