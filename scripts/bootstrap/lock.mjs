// One preparation of a checkout at a time: a folder `.bootstrap/lock` that names its owner.
// Invariant: the folder appears complete or not at all (rename), and a lock whose owner is gone
// (process ended, or no heartbeat seen for STALE_MS) never blocks anyone for good.
import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FORWARDED_SIGNALS } from './run.mjs';
import { codeOf, messageOf, PlainError, say } from './say.mjs';

const HEARTBEAT_MS = 2_000;
/** Fifteen heartbeats: longer than any pause of a busy machine, short enough to be waited for. */
const STALE_MS = 30_000;
const POLL_MS = 150;
const TAKEOVER_STALE_MS = 10_000;

/** @typedef {{ token: string, host: string, pids: number[] }} Owner */
/** @typedef {{ addChild: (pid: number) => void, removeChild: (pid: number) => void }} Lock */

/**
 * Runs a job while this process holds the checkout's lock; waits for another owner first.
 * @template T
 * @param {string} root The checkout.
 * @param {(lock: Lock) => Promise<T>} job Tells the lock which children work on its behalf, so that
 *   the lock outlives this process if it is killed while they still write.
 * @returns {Promise<T>}
 */
export async function withLock(root, job) {
  const owner = { token: randomUUID(), host: hostname(), pids: [process.pid] };
  const folder = path.join(root, '.bootstrap', 'lock');
  await acquire(folder, owner);
  const release = () => releaseIfOwn(folder, owner.token);
  const heartbeat = setInterval(() => touch(folder), HEARTBEAT_MS);
  heartbeat.unref();
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    // With a child at work the signal has been passed on to it, and the job ends with the child.
    if (owner.pids.length > 1) return;
    release();
    removeListeners();
    process.kill(process.pid, signal);
  };
  const removeListeners = () => {
    for (const signal of FORWARDED_SIGNALS) process.removeListener(signal, onSignal);
    process.removeListener('exit', release);
  };
  for (const signal of FORWARDED_SIGNALS) process.on(signal, onSignal);
  process.once('exit', release);
  /** @type {Lock} */
  const lock = {
    addChild: (pid) => {
      owner.pids.push(pid);
      writeOwner(folder, owner);
    },
    removeChild: (pid) => {
      owner.pids = owner.pids.filter((known) => known !== pid);
      writeOwner(folder, owner);
    },
  };
  try {
    return await job(lock);
  } finally {
    clearInterval(heartbeat);
    removeListeners();
    release();
  }
}

/**
 * @param {string} folder
 * @param {Owner} owner
 */
async function acquire(folder, owner) {
  const staged = `${folder}.${owner.token}`;
  try {
    mkdirSync(staged, { recursive: true });
    writeOwner(staged, owner);
  } catch (error) {
    throw new PlainError(
      `This checkout has to be prepared first, and its folder cannot be written to ` +
        `(${messageOf(error)}). Run the command once as a user who may write to it.`,
    );
  }
  /** What was seen last, and since when it has not changed, by this process's own clock. */
  let seen = { text: '', since: Date.now() };
  let hasSpoken = false;
  try {
    while (!tryRename(staged, folder)) {
      const found = readOwner(folder);
      if (found === undefined) {
        await sleep(10);
        continue;
      }
      const text = `${found.owner.token} ${found.modifiedMs}`;
      if (text !== seen.text) seen = { text, since: Date.now() };
      if (isGone(found.owner) || Date.now() - seen.since > STALE_MS) {
        takeOver(folder, found.owner.token);
        continue;
      }
      if (!hasSpoken) {
        hasSpoken = true;
        say(`Waiting: process ${found.owner.pids[0]} is preparing this checkout.`);
      }
      await sleep(POLL_MS);
    }
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/**
 * True if the lock is now ours. Renaming a folder onto one that has files in it fails everywhere.
 * @param {string} staged
 * @param {string} folder
 */
function tryRename(staged, folder) {
  try {
    renameSync(staged, folder);
    return true;
  } catch (error) {
    const heldCodes = process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : [];
    if ([...heldCodes, 'EEXIST', 'ENOTEMPTY'].includes(codeOf(error))) return false;
    throw error;
  }
}

/**
 * @param {string} folder
 * @returns {{ owner: Owner, modifiedMs: number } | undefined} Undefined: released meanwhile.
 */
function readOwner(folder) {
  try {
    const modifiedMs = statSync(folder).mtimeMs;
    const owner = JSON.parse(readFileSync(path.join(folder, 'owner.json'), 'utf8'));
    return { owner, modifiedMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * True if every process of the owner has ended; only this machine's can be asked.
 * @param {Owner} owner
 */
function isGone(owner) {
  if (owner.host !== hostname()) return false;
  return owner.pids.every((pid) => {
    try {
      process.kill(pid, 0);
      return false;
    } catch (error) {
      return codeOf(error) === 'ESRCH';
    }
  });
}

/**
 * Removes the lock of a dead owner. Two that wait may find it dead at the same time, so this is
 * done under a mutex of its own, and only if the lock still is the one that was found dead.
 * @param {string} folder
 * @param {string} token
 */
function takeOver(folder, token) {
  const mutex = `${folder}.takeover`;
  try {
    mkdirSync(mutex);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const ageMs = Date.now() - (statSync(mutex, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (ageMs > TAKEOVER_STALE_MS) rmSync(mutex, { recursive: true, force: true });
    return;
  }
  try {
    releaseIfOwn(folder, token);
  } finally {
    rmdirSync(mutex);
  }
}

/**
 * @param {string} folder
 * @param {string} token
 */
function releaseIfOwn(folder, token) {
  if (readOwner(folder)?.owner.token !== token) return;
  // Out of the way in one step first: nobody may see the folder without its owner file.
  const grave = `${folder}.${randomUUID()}`;
  renameSync(folder, grave);
  rmSync(grave, { recursive: true, force: true });
}

/**
 * @param {string} folder
 * @param {Owner} owner
 */
function writeOwner(folder, owner) {
  const file = path.join(folder, 'owner.json');
  writeFileSync(`${file}.new`, JSON.stringify(owner));
  renameSync(`${file}.new`, file);
}

/** @param {string} folder */
function touch(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch (error) {
    // Taken over after a long sleep of the machine: the job still ends, its release is a no-op.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
