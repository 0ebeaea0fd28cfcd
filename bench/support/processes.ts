// Whole processes, timed from outside, and what they took by their own account.
// Invariant: time and memory are never taken in the same run: the clock runs on processes that carry
// nothing of ours; for memory a hook asks each Node process of the run, before it ends.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './checkout.ts';

/** A command: a program and its words. */
export interface Command {
  readonly name: string;
  readonly program: string;
  readonly words: readonly string[];
}

/** What one process of a run said before it ended. */
export interface ProcessAccount {
  readonly program: string;
  readonly peakBytes: number;
  /** User and system, all threads. */
  readonly cpuMs: number;
}

// Linux hands a parent's peak on to its children, through `fork` and `exec`: `maxRSS` of a bare Node
// started from this bench would be the bench's own. The peak of the memory map is the process's alone.
const HOOK = `'use strict';
const { appendFileSync, readFileSync } = require('node:fs');
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  let peakKilobytes = maxRSS;
  try {
    peakKilobytes = Number(/^VmHWM:\\s+(\\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    // No /proc: the other systems count each process by itself.
  }
  const account = {
    program: process.argv[1] ?? '',
    peakBytes: peakKilobytes * 1024,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
  };
  appendFileSync(process.env.BENCH_ACCOUNTS, JSON.stringify(account) + '\\n');
});
`;

/** What a command printed, and how long it took. */
export interface CommandAnswer {
  readonly wallMs: number;
  readonly stdout: string;
}

/** Milliseconds from the start of a command to its end. @throws Error where it fails */
export function timeCommand(command: Command): number {
  return answerOf(command).wallMs;
}

/** Runs a command and answers with what it printed and how long it took. @throws Error where it fails */
export function answerOf(command: Command): CommandAnswer {
  const startedMs = performance.now();
  const stdout = runCommand(command, {});
  return { wallMs: performance.now() - startedMs, stdout };
}

/** The accounts of all Node processes of a run, in the order they ended. `folder` is for the hook's files. */
export function accountsOf(command: Command, folder: string): ProcessAccount[] {
  const hook = path.join(folder, 'account.cjs');
  const accounts = path.join(folder, 'accounts.jsonl');
  writeFileSync(hook, HOOK);
  writeFileSync(accounts, '');
  runCommand(command, { NODE_OPTIONS: `--require="${hook}"`, BENCH_ACCOUNTS: accounts });
  const lines = readFileSync(accounts, 'utf8').trim().split('\n');
  rmSync(accounts);
  return lines.map((line) => JSON.parse(line) as ProcessAccount);
}

function runCommand({ name, program, words }: Command, extra: NodeJS.ProcessEnv): string {
  const { status, error, stdout, stderr } = spawnSync(program, words, {
    cwd: ROOT,
    env: { ...cleanEnvironment(), ...extra },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 100_000_000,
  });
  if (error !== undefined) throw new Error(`${name} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${name} ended with ${String(status)}: ${stderr}`);
  return stdout;
}

/** As a person's shell has it: without what npm, that started this bench, told its scripts. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_|^(?:INIT_CWD|NODE|NODE_OPTIONS|COMPANION_.*)$/iu.test(name),
    ),
  );
}
