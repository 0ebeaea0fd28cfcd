// Opens a file in the person's browser, where there is one to be seen.
// Invariant: the command line that is started holds the file's path and nothing else.
import { spawn } from 'node:child_process';

/** What decides whether a browser can be opened here. */
export interface Surroundings {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
}

/** True where a browser can be expected to open a window that the person sees. */
export function canOpenBrowser({ platform, environment, isRoot }: Surroundings): boolean {
  if ((environment['CI'] ?? '') !== '') return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  const hasDisplay = ['DISPLAY', 'WAYLAND_DISPLAY'].some(
    (name) => (environment[name] ?? '') !== '',
  );
  return hasDisplay && !isRoot;
}

/** The program that opens a file the way a double click does, and its arguments. */
export function openerFor(platform: string, path: string): readonly [string, readonly string[]] {
  if (platform === 'darwin') return ['open', [path]];
  if (platform === 'win32') return ['explorer.exe', [path]];
  return ['xdg-open', [path]];
}

/** Starts it and lets it go. Where it fails, the address stands in the terminal, so nothing more is said. */
export function openInBrowser(platform: string, path: string): void {
  const [program, args] = openerFor(platform, path);
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.once('error', () => undefined);
  child.unref();
}
