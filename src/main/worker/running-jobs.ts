// The long jobs of this process that are at work just now.
// Invariant: whoever closes the files ends them first, and waits until they have ended.
import type { Platform } from '../platform.ts';
import type { RunTools } from './job-runner.ts';
import type { Job, JobName, JobResults } from './jobs.ts';
import { createWakes } from './wakes.ts';

export interface RunningJobs {
  readonly run: <N extends JobName>(
    job: Extract<Job, { readonly name: N }>,
    tools: RunTools<N>,
  ) => Promise<JobResults[N]>;
  /** The computer has slept or is online again: who waits for the network asks at once. */
  readonly wake: () => void;
  /** True while one is at work. */
  areAtWork(): boolean;
  /** Ends all, as a program does that quits; resolves when they have ended. */
  end(): Promise<void>;
}

/** None yet; the runner is loaded with the first. */
export function createRunningJobs(platform: Platform): RunningJobs {
  const { wake, onWake } = createWakes();
  const quitting = new Map<AbortController, Promise<unknown>>();
  return {
    wake,
    run: async (job, tools) => {
      const quit = new AbortController();
      const { createJobRunner } = await import('./job-runner.ts');
      const signal = AbortSignal.any([tools.signal, quit.signal]);
      const work = createJobRunner(platform)(job, { ...tools, signal, onWake });
      quitting.set(
        quit,
        work.catch(() => undefined),
      );
      try {
        return await work;
      } finally {
        quitting.delete(quit);
      }
    },
    areAtWork: () => quitting.size > 0,
    async end() {
      for (const quit of quitting.keys()) quit.abort('quit');
      await Promise.all(quitting.values());
    },
  };
}
