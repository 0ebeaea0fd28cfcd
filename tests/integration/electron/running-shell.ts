// A shell with its window open, for each test of a suite or for all of them.
// Invariant: it and its folder are gone when the tests are over.
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { ensureBuilt } from '../../support/cli.ts';
import { makeLastingTempDir } from '../../support/temp-dir.ts';
import { launchShell, type Shell } from '../../support/electron/launch.ts';

/**
 * Call it in a `describe`; gives what gives the shell.
 * @param scope `suite` where no test changes anything that another one sees.
 */
export function runningShell(scope: 'suite' | 'test'): () => Shell {
  let running: { readonly shell: Shell; readonly stop: () => Promise<void> } | null = null;
  const start = async (): Promise<void> => {
    ensureBuilt('main', 'preload', 'renderer');
    const { folder, remove } = makeLastingTempDir('electron');
    const shell = launchShell({ data: path.join(folder, 'data') });
    const stop = async (): Promise<void> => {
      shell.child.kill('SIGKILL');
      await shell.ended;
      remove();
    };
    running = { shell, stop };
    await shell.whenHeard((fact) => fact === 'window-is-open');
  };
  const end = async (): Promise<void> => {
    await running?.stop();
    running = null;
  };
  if (scope === 'suite') {
    beforeAll(start);
    afterAll(end);
  } else {
    beforeEach(start);
    afterEach(end);
  }
  return () => {
    if (running === null) throw new Error('no shell is running');
    return running.shell;
  };
}
