// Runs a child process as if it were this one: its signals, its stdin, its exit code.
// Invariant: this process never ends before the child it is waiting for.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { say } from './say.mjs';

/** @typedef {{ readonly code: number | null, readonly signal: NodeJS.Signals | null }} Ending */

/** @type {readonly NodeJS.Signals[]} */
export const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * In a terminal, Ctrl-C reaches every process of the foreground group by itself; passing it on
 * would deliver it twice, and a program may take the second one as "leave at once".
 */
function isTerminalAttached() {
  return [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY === true);
}

/**
 * Starts a child, passes signals on to it and waits for its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStart?: (pid: number) => void }} options
 * @returns {Promise<Ending>} Rejects only if the child could not be started.
 */
export function run(command, args, options) {
  const { onStart, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, spawnOptions);
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !isTerminalAttached()) child.kill(signal);
    };
    const stop = () => {
      for (const signal of FORWARDED_SIGNALS) process.removeListener(signal, forward);
    };
    for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
    if (child.pid !== undefined) onStart?.(child.pid);
    child.once('error', (error) => {
      stop();
      reject(error);
    });
    child.once('close', (code, signal) => {
      stop();
      resolve({ code, signal });
    });
  });
}

/**
 * Ends this process the way a child ended: same exit code, or the same signal where the caller
 * (a shell, npm, a test) must be able to see that it was one.
 * @param {Ending} ending
 * @returns {void}
 */
export function endLike(ending) {
  if (ending.signal === null) {
    process.exitCode = ending.code ?? 1;
    return;
  }
  if (FORWARDED_SIGNALS.includes(ending.signal) && process.platform !== 'win32') {
    process.kill(process.pid, ending.signal);
    return;
  }
  say(`The program was ended from outside or broke down (${ending.signal}).`);
  process.exitCode = 128 + (constants.signals[ending.signal] ?? 0);
}
