// What the tests of the shell share: the built shell over the stand-in, in a data folder of the test.
import { onTestFinished } from 'vitest';
import { launchShell, type Shell } from '../../support/electron/launch.ts';

export interface StartedWith {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another main module than the built one. */
  readonly main?: string;
}

/** Starts the shell; it is killed after the test in any case. */
export function launch(data: string, how: StartedWith = {}): Shell {
  const shell = launchShell({ data, ...how });
  onTestFinished(() => void shell.child.kill('SIGKILL'));
  return shell;
}

/** The same, with its window open. */
export async function launched(data: string, how: StartedWith = {}): Promise<Shell> {
  const shell = launch(data, how);
  await shell.whenHeard((fact) => fact === 'window-is-open');
  return shell;
}

/** Has the page listen to what the shell asks; it answers so (`never`: it hangs). */
export async function listen(shell: Shell, answer: 'yes' | 'no' | 'never' = 'yes'): Promise<void> {
  await shell.ask('evaluate', [
    `(answer) => {
      globalThis.asked = [];
      atlas.onRequest((request) => {
        asked.push(request);
        return answer === 'never' ? new Promise(() => {}) : Promise.resolve(answer === 'yes');
      });
    }`,
    [answer],
  ]);
}

/** What the page was asked so far. */
export function askedOf(shell: Shell): Promise<unknown> {
  return shell.ask('evaluate', ['() => asked', []]);
}

/** True for something that was told under such a name. */
export function isOf(fact: unknown, name: string): boolean {
  return typeof fact === 'object' && fact !== null && name in fact;
}
