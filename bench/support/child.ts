// Work that needs a process of its own: what a fresh process costs, and what would fill this one's memory.
// Invariant: a child is the same bundle on the same Node; it prints one line of JSON.
import { spawnSync } from 'node:child_process';
import { BENCH_MAIN } from './checkout.ts';

/** What children can be asked for. */
export type ChildTask = 'build-data' | 'fill-library' | 'open-index' | 'sync-window';

/** The word before a child's task on the command line. */
export const CHILD_WORD = '--child';

/** Runs a task on an input in a child and answers with what it printed. */
export function runChild(
  task: ChildTask,
  input: unknown,
  nodeArguments: readonly string[] = [],
): unknown {
  const { status, signal, stdout, error } = spawnSync(
    process.execPath,
    [...nodeArguments, BENCH_MAIN, CHILD_WORD, task, JSON.stringify(input)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the child "${task}" ended with ${signal ?? String(status)}`);
  return JSON.parse(stdout) as unknown;
}
