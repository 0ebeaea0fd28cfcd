// `shell`: what leaves the program.
// Invariant: nothing is opened; it is noted for the test.
import path from 'node:path';
import type { Shell } from 'electron';
import { strict } from './strict.ts';

export const opened: {
  readonly outside: string[];
  readonly paths: string[];
  readonly shown: string[];
} = { outside: [], paths: [], shown: [] };

export const shell = strict('shell', {
  openExternal(url: string): Promise<void> {
    // Electron, shell, "shell.openExternal": an address that is none is refused.
    if (!URL.canParse(url)) return Promise.reject(new Error('Invalid URL'));
    opened.outside.push(url);
    return Promise.resolve();
  },
  // "shell.openPath": resolves to what went wrong, or to an empty string.
  openPath(file: string): Promise<string> {
    if (!path.isAbsolute(file)) return Promise.resolve('Failed to open path');
    opened.paths.push(file);
    return Promise.resolve('');
  },
  showItemInFolder(file: string): void {
    opened.shown.push(file);
  },
} satisfies Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>);
