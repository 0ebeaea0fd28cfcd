// Runs the program in Electron's window, as a child of `npm start`.
// Invariant: a window that never opened is told apart from one that was closed, so that a browser can take its place.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What the child says when its window is there; `src/main/index.ts` sends it. */
export const WINDOW_IS_OPEN = 'window-is-open';

/** What decides whether a window of its own can be opened here. */
export interface Display {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
}

/** Chromium's sandbox refuses to run as root, and a window needs a screen. */
export function canOpenWindow({ platform, environment, isRoot }: Display): boolean {
  if (platform !== 'linux') return true;
  const hasDisplay = ['DISPLAY', 'WAYLAND_DISPLAY'].some(
    (name) => (environment[name] ?? '') !== '',
  );
  return hasDisplay && !isRoot;
}

export interface WindowOptions {
  readonly binary: string;
  readonly root: string;
  readonly dataFolder: string;
  readonly folders: readonly string[];
  readonly signal: AbortSignal;
}

/** Runs until the window is closed. `opened` is false where it never was; the exit code is Electron's. */
export function runElectron(
  options: WindowOptions,
): Promise<{ readonly opened: boolean; readonly code: number }> {
  const { binary, root, signal } = options;
  const args = [
    join(root, 'out', 'main', 'index.js'),
    `--data=${options.dataFolder}`,
    ...options.folders.map((folder) => `--allow=${folder}`),
  ];
  if (!existsSync(binary)) return Promise.resolve({ opened: false, code: 1 });
  return new Promise((resolve) => {
    let opened = false;
    // stdout is the terminal's; what Chromium says about the machine goes to stderr.
    const child = spawn(binary, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const stop = (): void => {
      child.kill('SIGTERM');
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const end = (code: number): void => {
      signal.removeEventListener('abort', stop);
      // A second start gives its turn to the window that is there, and ends well without one.
      resolve({ opened: opened || code === 0 || signal.aborted, code });
    };
    child.on('message', (message) => {
      if (message === WINDOW_IS_OPEN) opened = true;
    });
    child.once('error', () => {
      end(1);
    });
    child.once('close', (code) => {
      end(code ?? 1);
    });
  });
}
