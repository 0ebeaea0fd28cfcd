// Keeps what a file holds beside it before it is replaced: as FILE.bak, or the next number that is free.
// Invariant: no earlier copy is ever overwritten; one that holds the same already is enough.
import { createHash } from 'node:crypto';
import * as nodeFs from 'node:fs';

/** What is needed of a disk; tests give one that is full. */
export type KeepingFiles = Pick<
  typeof nodeFs,
  'closeSync' | 'constants' | 'copyFileSync' | 'fsyncSync' | 'lstatSync' | 'openSync' | 'readSync'
>;

/**
 * Copies a file to the first of FILE.bak, FILE.bak2, … that is free or holds it already, flushed; answers with where.
 * @throws what the disk says: a copy that was begun is taken away again by the system's own call
 */
export function keepBeside(target: string, fs: KeepingFiles = nodeFs): string {
  for (let number = 1; ; number += 1) {
    const backup = `${target}.bak${number === 1 ? '' : number}`;
    try {
      fs.copyFileSync(target, backup, fs.constants.COPYFILE_EXCL);
      sync(backup, fs);
      return backup;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      // A link is no copy: it may lead to the very file that is about to be replaced.
      if (fs.lstatSync(backup).isFile() && digestOf(backup, fs) === digestOf(target, fs)) {
        return backup;
      }
    }
  }
}

function sync(path: string, fs: KeepingFiles): void {
  const handle = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

const PIECE_BYTES = 1024 * 1024;

/** SHA-256, read in pieces: somebody else's file may be of any size. */
function digestOf(path: string, fs: KeepingFiles): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const handle = fs.openSync(path, 'r');
  try {
    for (;;) {
      const bytes = fs.readSync(handle, piece, 0, piece.length, null);
      if (bytes === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytes));
    }
  } finally {
    fs.closeSync(handle);
  }
}
