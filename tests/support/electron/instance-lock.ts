// One instance a folder of user data: a real lock between processes, and the way a second start reports.
// Invariant: a lock whose process has gone is free.
//
// Electron, app, "app.requestSingleInstanceLock" and "Event: 'second-instance'".
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
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
  mkdirSync(place, { recursive: true });
  const lock = path.join(place, 'lock');
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (isAlive(Number(readFileSync(lock, 'utf8')))) {
        report(place, own);
        return false;
      }
      rmSync(lock, { force: true });
    }
  }
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
  return true;
}

function report(place: string, own: SecondStart): void {
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
