// Remembers where the window stands, in a small file beside Chromium's own.
// Invariant: a file that cannot be read or written costs the place of a window, never the window.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { screen, type BrowserWindow } from 'electron';
import { makePrivateFolder } from '../../storage/paths.ts';
import { placeWindow, readWindowState, type Placement, type WindowState } from './window-state.ts';

const FILE = 'window.json';
const SETTLES_MS = 500;

/** Where the window was left, on the screens that are there now. */
export function lastPlacement(folder: string): Placement {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return placeWindow(
    readState(path.join(folder, FILE)),
    [main, ...others].map(({ workArea }) => workArea),
  );
}

/**
 * Remembers from now on where the window stands. What `placement` wants of it is said until it has been shown: a start
 * that is broken off does not make it small.
 */
export function rememberPlacement(
  window: BrowserWindow,
  folder: string,
  placement: Placement,
): void {
  let hasBeenShown = false;
  window.once('show', () => {
    hasBeenShown = true;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    writeState(folder, {
      bounds: window.getNormalBounds(),
      isMaximized: hasBeenShown ? window.isMaximized() : placement.isMaximized,
      isFullScreen: hasBeenShown ? window.isFullScreen() : placement.isFullScreen,
    });
  };
  const writeSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, SETTLES_MS);
  };
  window.on('resize', writeSoon);
  window.on('move', writeSoon);
  window.on('close', write);
}

function readState(file: string): WindowState | null {
  try {
    return readWindowState(readFileSync(file, 'utf8'));
  } catch {
    // The first start, or a file that somebody else broke.
    return null;
  }
}

function writeState(folder: string, state: WindowState): void {
  const file = path.join(folder, FILE);
  try {
    makePrivateFolder(folder);
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // A full disk: the window opens where it was before.
    return;
  }
}
