// A disk of a few megabytes that is really full when a test says so: a tmpfs, where one can be mounted.
// Invariant: only what lies on it runs out of room; it is unmounted and removed by whoever made it.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { onlyIf } from './needs.ts';
import { makeLastingTempDir } from './temp-dir.ts';

export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free, in whole blocks. */
  fill(freeBytes: number): void;
  makeRoom(): void;
  /** Mounts it; call it in a `beforeAll`, and not where `SMALL_DISK` is missing. */
  mount(): void;
  remove(): void;
}

/** Whether a small disk can be had here. */
export const SMALL_DISK = onlyIf(canMount(), 'where a small disk can be mounted, as root on Linux');

/** One of so many megabytes, not mounted yet. */
export function makeSmallDisk(megabytes: number): SmallDisk {
  const { folder, remove } = makeLastingTempDir('disk');
  const filler = path.join(folder, 'filler');
  let isMounted = false;
  function makeRoom(): void {
    rmSync(filler, { force: true });
  }
  return {
    folder,
    makeRoom,
    fill(freeBytes) {
      makeRoom();
      const { bavail, bsize } = statfsSync(folder);
      const handle = openSync(filler, 'w');
      const block = Buffer.alloc(bsize);
      for (let left = bavail - Math.ceil(freeBytes / bsize); left > 0; left -= 1) {
        writeSync(handle, block);
      }
      closeSync(handle);
    },
    mount() {
      mountAt(folder, megabytes);
      isMounted = true;
    },
    remove() {
      if (isMounted) execFileSync('umount', [folder]);
      remove();
    },
  };
}

function mountAt(folder: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder]);
}

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const { folder, remove } = makeLastingTempDir('disk');
  try {
    mountAt(folder, 1);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    // A container without the right to mount.
    return false;
  } finally {
    remove();
  }
}
