// One instance a folder of user data: a real lock between processes, and the way a second start reports.
// Invariant: a lock whose process has gone is free.
//
// Electron, app, "app.requestSingleInstanceLock" and "Event: 'second-instance'".
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

export interface SecondStart {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** Takes the lock of a folder; false where another process has it, which is then told. */
export function takeInstanceLock(
  folder: string,
  own: SecondStart,
  hear: (second: SecondStart) => void,
): boolean {
  const place = path.join(folder, 'stand-in-instance');
  const lock = path.join(folder, 'SingletonLock');
  for (;;) {
    const failure = take(lock);
    if (failure === null) break;
    // As Electron: a folder that cannot hold the lock is told like one that another instance has.
    if (failure !== 'EEXIST') return false;
    const [, host, pid] = /^(.*)-(\d+)$/u.exec(readlinkSync(lock)) ?? [];
    if (host !== hostname()) return false;
    if (isAlive(Number(pid))) {
      report(place, own);
      return false;
    }
    rmSync(lock, { force: true });
  }
  mkdirSync(place, { recursive: true });
  process.once('exit', () => {
    rmSync(lock, { force: true });
  });
  const read = (): void => {
    for (const name of readdirSync(place).filter((each) => each.endsWith('.json'))) {
      const file = path.join(place, name);
      const second = JSON.parse(readFileSync(file, 'utf8')) as SecondStart;
      rmSync(file);
      hear(second);
    }
  };
  watch(place, read);
  read();
  return true;
}

// Chromium's own lock on Linux and macOS: a link that names the computer and the process.
function take(lock: string): string | null {
  try {
    symlinkSync(`${hostname()}-${process.pid}`, lock);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
  }
}

function report(place: string, own: SecondStart): void {
  mkdirSync(place, { recursive: true });
  const file = path.join(place, `${process.pid}`);
  writeFileSync(file, JSON.stringify(own));
  renameSync(file, `${file}.json`);
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
