// The second process of the backup tests. Each role says "ready" or its result to its parent.
// Invariant: `KILL_AT=n` kills the process, by SIGKILL, just before its n-th step on files or SQLite.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';
import { createBackup } from '../../../src/main/storage/backup/create-backup.ts';
import { backupIfDue } from '../../../src/main/storage/backup/daily-backup.ts';
import { restoreBackup } from '../../../src/main/storage/backup/restore-backup.ts';
import { openLibrary, openReader } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { insertNote } from './data-folder.ts';

const [role = '', folder = '', name = '', moment = '0'] = process.argv.slice(2);
const paths = dataPaths(folder);
const now = Number(moment) as UnixMs;
const open: Database.Database[] = [];
const steps = { count: 0 };

const roles: Readonly<Record<string, () => unknown>> = {
  'hold-library': () => open.push(openLibrary(paths)),
  'hold-reader': () => open.push(openReader(paths)),
  // Has opened the file and not looked into it: so far SQLite holds no lock.
  'open-only': () => {
    const db = new Database(paths.library);
    open.push(db);
    process.once('message', () => {
      tell(() => {
        insertNote(db, 'into what was replaced');
      });
    });
  },
  'hold-backup-lock': () => {
    const db = new Database(name);
    db.exec('BEGIN EXCLUSIVE');
    open.push(db);
  },
  'leave-wal': () => {
    const db = openLibrary(paths);
    insertNote(db, name);
    open.push(db);
  },
  write: () => {
    const db = openLibrary(paths);
    let written = 0;
    const writeOne = (): void => {
      written += 1;
      insertNote(db, `${name} ${written}`);
      process.send?.({ written });
      setImmediate(writeOne);
    };
    writeOne();
  },
  backup: () => createBackup(paths, { reason: 'manual', now }),
  daily: () => backupIfDue(paths, now),
  restore: () => restoreBackup(paths, name, now),
};

countSteps(Number(process.env['KILL_AT'] ?? 0));
try {
  const result = await roles[role]?.();
  const isHolding = open.length > 0 || role === 'write';
  process.send?.(isHolding ? { ready: true } : { result, steps: steps.count });
  // A parent that goes away takes the channel with it, and that ends this process.
  if (isHolding) process.on('message', () => undefined);
} catch (error) {
  process.send?.({ code: codeOf(error), message: String(error) });
}

function tell(act: () => void): void {
  try {
    act();
    process.send?.({ result: 'done' });
  } catch (error) {
    process.send?.({ code: codeOf(error), message: String(error) });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'defect';
}

/** Counts every step that can change a file, and dies at one of them. */
function countSteps(killAt: number): void {
  const step = (): void => {
    steps.count += 1;
    if (steps.count === killAt) process.kill(process.pid, 'SIGKILL');
  };
  const files = ['mkdirSync', 'openSync', 'fsyncSync', 'renameSync', 'rmSync', 'linkSync'] as const;
  for (const call of files) wrap(fs, call, step);
  for (const call of ['createWriteStream', 'writeFileSync', 'copyFileSync'] as const) {
    wrap(fs, call, step);
  }
  syncBuiltinESMExports();
  for (const call of ['exec', 'pragma', 'backup', 'close'] as const) {
    wrap(Database.prototype, call, step);
  }
}

function wrap(owner: object, call: string, before: () => void): void {
  const original: unknown = Reflect.get(owner, call);
  if (typeof original !== 'function') throw new Error(`nothing to count: ${call}`);
  Reflect.set(owner, call, function counted(this: unknown, ...values: unknown[]): unknown {
    before();
    const result: unknown = Reflect.apply(original, this, values);
    return result;
  });
}
