// `shell`: what leaves the program.
// Invariant: nothing is opened; it is noted for the test.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Shell } from 'electron';
import { strict } from './strict.ts';

export const opened: {
  readonly outside: string[];
  readonly paths: string[];
  readonly shown: string[];
} = { outside: [], paths: [], shown: [] };

let hasBrowser = true;

/** Takes the system's browser away. */
export function removeBrowser(): void {
  hasBrowser = false;
}

export const shell = strict('shell', {
  openExternal(url: string): Promise<void> {
    // Electron, shell, "shell.openExternal": an address that is none is refused.
    if (!URL.canParse(url)) return Promise.reject(new Error('Invalid URL'));
    // As above: it rejects where no program of the system takes the address.
    if (!hasBrowser) return Promise.reject(new Error('no application takes this address'));
    opened.outside.push(url);
    return Promise.resolve();
  },
  // "shell.openPath": resolves to what went wrong, or to an empty string.
  openPath(file: string): Promise<string> {
    if (!path.isAbsolute(file) || !existsSync(file)) return Promise.resolve('Failed to open path');
    opened.paths.push(file);
    return Promise.resolve('');
  },
  showItemInFolder(file: string): void {
    opened.shown.push(file);
  },
} satisfies Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>);
