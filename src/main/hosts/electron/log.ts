// What went wrong, for a report: `logs/companion.log` in the data folder.
// Invariant: codes, kinds of errors and our own lines of code; no message of an error, which might quote what somebody
// wrote or searched for, and no file that grows for ever.
import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { makePrivateFolder } from '../../storage/paths.ts';

const FILE = 'companion.log';
const MOST_BYTES = 1_000_000;

export interface Log {
  /** The folder that the file is in; it is made when it is asked for. */
  folder(): string;
  /** Writes a word that names what happened, and what is known of an error. Never fails. */
  write(event: string, error?: unknown): void;
}

/** A log in a data folder; `now` in milliseconds. */
export function createLog(dataFolder: string, now: () => number): Log {
  const folder = path.join(dataFolder, 'logs');
  const file = path.join(folder, FILE);
  const make = (): string => {
    makePrivateFolder(folder);
    return folder;
  };
  return {
    folder: make,
    write(event, error) {
      try {
        make();
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size > MOST_BYTES) renameSync(file, path.join(folder, `old-${FILE}`));
        const line = [new Date(now()).toISOString(), event, ...kindOf(error)].join(' ');
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // A full disk, or a folder that cannot be written: the reader is told of that elsewhere.
        return;
      }
    },
  };
}

/** The error's class, its code, and where it came from. */
function kindOf(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [typeof error];
  const code = 'code' in error ? [`[${String(error.code)}]`] : [];
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return [error.name, ...code, ...frames.slice(0, 8).map((frame) => `\n  ${frame.trim()}`)];
}
