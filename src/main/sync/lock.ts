// One sync at a time, across processes: a mark in the mirror with a heartbeat.
// Invariant: a dead or silent holder's mark is taken over, and one that a job of this process could not remove; a holder
// that lost its mark writes no more.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AppError } from '../../shared/contract/errors.ts';
import type { SyncLock, SyncLockStore } from '../storage/atlas/sync-lock.ts';
import { hasEnded, nextTurn, type JobTurn } from './job-turns.ts';

const HEARTBEAT_MS = 10_000;
// Six missed heartbeats. A sleeping computer silences its holder too, but then nobody else runs either.
const SILENT_AFTER_MS = 60_000;

/** Who is asking for the mark. `isAlive` is asked for process ids of this computer only. */
export interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly now: () => number;
  readonly isAlive: (pid: number) => boolean;
  /** Null where it is no job that asks. */
  readonly turn: JobTurn | null;
}

/** This process, as who asks for the mark. */
export function ownHolder(now: () => number, turn: JobTurn | null): Holder {
  return {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    now,
    isAlive: isProcessAlive,
    turn,
  };
}

export interface HeldLock {
  /** Says that this process is still at it. @throws AppError `sync-running` where another has taken over */
  confirm(): void;
  release(): void;
}

/** May a process take the mark? Pure: by the mark that is there, the time, and whether its holder lives. */
export function mayTakeLock(current: SyncLock | null, holder: Holder): boolean {
  if (current === null) return true;
  // Either direction: a clock that was set back must not lock everybody out.
  if (Math.abs(holder.now() - current.heartbeatAt) > SILENT_AFTER_MS) return true;
  if (current.host !== holder.host) return false;
  // A full disk keeps what has ended from removing its mark, and so does a thread that died.
  return current.pid === holder.pid
    ? hasEnded(current.job, holder.turn)
    : !holder.isAlive(current.pid);
}

/** True where a living process is at a sync: another one, or this one. */
export function isHeld(current: SyncLock | null, now: number): boolean {
  const holder = ownHolder(() => now, nextTurn());
  return current !== null && !mayTakeLock(current, holder);
}

/**
 * Refuses where another process is at a sync: what it works on is not to be changed under it.
 * @throws AppError `sync-running`
 */
export function requireFree(store: SyncLockStore, now: number): void {
  const current = store.read();
  if (current !== null && isHeld(current, now)) throw alreadyRunning(current, hostname());
}

/** Takes the mark and keeps it fresh until released. @throws AppError `sync-running` */
export function takeLock(store: SyncLockStore, holder: Holder): HeldLock {
  const mine = (): SyncLock => ({
    token: holder.token,
    pid: holder.pid,
    host: holder.host,
    job: holder.turn?.number,
    heartbeatAt: holder.now(),
  });
  const other = store.take(mine(), (current) => mayTakeLock(current, holder));
  if (other !== null) throw alreadyRunning(other, holder.host);
  let isLost = false;
  let failure: Error | null = null;

  function renew(): void {
    try {
      if (!store.renew(mine())) isLost = true;
    } catch (error) {
      // A file that is busy just now is tried again at the next beat; anything else ends the run where it is met next.
      if (!(error instanceof AppError && error.code === 'locked')) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
    }
  }
  const heartbeat = setInterval(renew, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    confirm() {
      if (!isLost) renew();
      if (failure !== null) throw failure;
      if (isLost) throw takenOver();
    },
    release() {
      clearInterval(heartbeat);
      try {
        store.release(holder.token);
      } catch (error) {
        // A mark that cannot be removed is taken over when its holder has ended: no reason to spoil what was done.
        if (!(error instanceof AppError)) throw error;
      }
    },
  };
}

/** True where a process of this computer runs; one that belongs to somebody else counts. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function alreadyRunning(other: SyncLock, host: string): AppError {
  const where =
    other.host === host ? `process ${other.pid}` : `process ${other.pid} on ${other.host}`;
  return new AppError(
    'sync-running',
    `Another sync is running on this data folder (${where}). Nothing was changed by this one. Wait until it is done; if it was ended by force, try again in a minute.`,
    { retryable: true },
  );
}

function takenOver(): AppError {
  return new AppError(
    'sync-running',
    'Another process took this sync over, because this one had been silent for more than a minute. What was fetched is kept. The other one goes on with the rest.',
    { retryable: true },
  );
}
