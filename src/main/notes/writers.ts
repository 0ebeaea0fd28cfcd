// The names under which windows keep their drafts: each tells which process of which computer gave it.
// Invariant: a writer counts as gone only where no window can be typing under its name any more.
import { createHash, randomBytes } from 'node:crypto';

const NAME = /^(?<host>[0-9a-f]{8})-(?<pid>\d{1,10})-(?<run>[0-9a-f]{16})(?:-[0-9a-f]{16})?$/u;

/** The process that gives names. `run`: of this run alone, for process ids come back. */
export interface WriterProcess {
  readonly host: string;
  readonly pid: number;
  readonly run: string;
}

/** A process's mark for the names that it gives. */
export function markProcess(pid: number, hostName: string): WriterProcess {
  const host = createHash('sha256').update(hostName).digest('hex').slice(0, 8);
  return { host, pid, run: randomBytes(8).toString('hex') };
}

/** A name for a window. Where there is one window only, its name stays when its page is loaded anew. */
export function nameWriter(own: WriterProcess, windows: 'one' | 'many'): string {
  const name = `${own.host}-${own.pid}-${own.run}`;
  return windows === 'one' ? name : `${name}-${randomBytes(8).toString('hex')}`;
}

/** True where the window of this name is gone for good: its process is. A name of another computer, or none of ours, never is. */
export function isWriterGone(
  name: string,
  own: WriterProcess,
  isAlive: (pid: number) => boolean,
): boolean {
  const { host, pid, run } = NAME.exec(name)?.groups ?? {};
  if (host !== own.host || run === own.run) return false;
  return Number(pid) === own.pid || !isAlive(Number(pid));
}
