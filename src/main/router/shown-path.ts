// A path as a person reads it.
// Invariant: it is for reading, and never read back.
import { homedir } from 'node:os';
import { sep } from 'node:path';

/** The path, with `~` for the home folder. */
export function shownPath(path: string): string {
  const home = homedir();
  return path === home || path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}
