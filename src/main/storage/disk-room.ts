// Is it the disk? SQLite does not always say so.
// Invariant: only a disk that has no room left is called full.
import { statfsSync } from 'node:fs';

// SQLite reports a full disk as SQLITE_FULL where it writes the database, but as an I/O error or as "cannot open"
// where it makes its shared memory (32 KiB): then the disk itself is asked. That this memory could not grow it says by a
// code of its own, and by then what was half copied may be gone and the room be back: it is taken at its word.
const ROOM_FOR_SHARED_MEMORY_BYTES = 65_536;

/** True for an error code (Node's or SQLite's) that comes from a full disk; `folder` lies on that disk. */
export function isDiskFull(code: string, folder: string): boolean {
  if (/^(?:ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_SHMSIZE|disk-full)/u.test(code)) return true;
  if (!/^SQLITE_(?:IOERR|CANTOPEN)/u.test(code)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < ROOM_FOR_SHARED_MEMORY_BYTES;
}
