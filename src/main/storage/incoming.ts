// Files on their way in: a bundle that is fetched or uploaded lies in the data folder until it has been read.
// Invariant: readable by their owner alone, and gone when they were used, at the end, or, after a crash, at the next start of a host.
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from './paths.ts';

const OWN_NAME = /^(\d+)-[0-9a-f]{16}$/u;

export interface Incoming {
  /** The path of a file that is not there yet. */
  newFile(): string;
  remove(path: string): void;
  /** Removes all that this process has put there, and what processes that are no more have left. */
  close(): void;
}

/** Files in a private folder inside the data folder, each process's by its number. */
export function createIncoming(dataFolder: string, isAlive: (pid: number) => boolean): Incoming {
  const folder = join(dataFolder, 'incoming');
  const own = new Set<string>();
  return {
    newFile() {
      makePrivateFolder(folder);
      const path = join(folder, `${process.pid}-${randomBytes(8).toString('hex')}`);
      own.add(path);
      return path;
    },
    remove(path) {
      if (own.delete(path)) rmSync(path, { force: true });
    },
    close() {
      for (const path of own) rmSync(path, { force: true });
      own.clear();
      for (const name of namesIn(folder)) {
        const pid = Number(OWN_NAME.exec(name)?.[1] ?? 0);
        if (pid > 0 && pid !== process.pid && !isAlive(pid)) {
          rmSync(join(folder, name), { force: true });
        }
      }
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
