// Runs long jobs beside the main thread, which keeps the network and hears how they stand.
// Invariant: a job ends when it says so; a worker that dies without a word is a failure, never a success.
import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/contract/errors.ts';
import type { HttpAnswer, Transport } from '../atlas/site/transport.ts';
import type { Platform } from '../platform.ts';
import type { OnWake } from '../sync/connection.ts';
import { beginJob, type JobTurn } from '../sync/job-turns.ts';
import { stopReasonOf } from '../sync/stop.ts';
import {
  runJob,
  waitFor,
  type Job,
  type JobName,
  type JobProgress,
  type JobResults,
} from './jobs.ts';
import type {
  FromWorker,
  PortableAnswer,
  PortableError,
  ToWorker,
  WorkerData,
} from './protocol.ts';

export interface RunTools<N extends JobName> {
  readonly onProgress: (progress: JobProgress<N>) => void;
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
}

/** The tools of a job, and how it hears that the computer is awake. */
export type RunnerTools<N extends JobName> = RunTools<N> & { readonly onWake: OnWake };

/** Runs one job. @throws AppError as the job did */
export type JobRunner = <N extends JobName>(
  job: Extract<Job, { readonly name: N }>,
  tools: RunnerTools<N>,
) => Promise<JobResults[N]>;

/** Any job's answer and progress: each job yields its own, by the one table in `jobs.ts`. */
type AnyRunner = (job: Job, tools: RunnerTools<JobName>) => Promise<JobResults[JobName]>;

type NumberedRunner = (
  job: Job,
  tools: RunnerTools<JobName>,
  turn: JobTurn,
) => Promise<JobResults[JobName]>;

/** A runner in a worker thread, or, where the platform has no worker's file, in this thread. */
export function createJobRunner(platform: Platform): JobRunner {
  const { paths, version, workerFile, transport } = platform;
  const inThread: NumberedRunner = (job, tools, turn) =>
    runJob(job, {
      ...tools,
      turn,
      paths,
      version,
      now: () => platform.now(),
      delay: waitFor,
      transport,
    });
  const inWorker =
    (file: string): NumberedRunner =>
    (job, tools, turn) =>
      runInWorker({ file, data: { paths, version, job, turn } }, transport, tools);
  const run = workerFile === null ? inThread : inWorker(workerFile);
  const runNumbered: AnyRunner = async (job, tools) => {
    const { turn, end } = beginJob();
    try {
      return await run(job, tools, turn);
    } finally {
      end();
    }
  };
  return runNumbered as JobRunner;
}

/**
 * A page is forgotten when it is written. With room for new objects as by default, 16 MB three times over, most of a
 * long job's memory was objects that nobody had looked at yet; with this, it is 50 MB less and not slower. The rest has
 * more room than any job needs; the less it is, the less V8 lets the thread grow before it collects.
 */
const LIMITS = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1024 };

async function runInWorker(
  start: { readonly file: string; readonly data: WorkerData },
  transport: Transport,
  { onProgress, signal, onWake }: RunnerTools<JobName>,
): Promise<JobResults[JobName]> {
  const worker = new Worker(start.file, { workerData: start.data, resourceLimits: LIMITS });
  const tell: Tell = (message, handedOn = []) => {
    worker.postMessage(message, handedOn);
  };
  const network = createNetwork(transport, tell);
  const abort = (): void => {
    tell({ type: 'abort', reason: stopReasonOf(signal) });
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const leave = onWake(() => {
    tell({ type: 'wake' });
  });
  try {
    return await new Promise<JobResults[JobName]>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        switch (message.type) {
          case 'progress':
            onProgress(message.progress);
            return;
          case 'request':
            void network.carry(message);
            return;
          case 'cancel':
            network.cancel(message.id);
            return;
          case 'done':
            resolve(message.result);
            return;
          case 'failed':
            reject(toError(message.error));
        }
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        // After "done" or "failed" this changes nothing.
        reject(new Error(`The worker ended without a word (${code}).`));
      });
    });
  } finally {
    signal.removeEventListener('abort', abort);
    leave();
    network.end();
    // It has said its last word and closed its files; what is left is an empty thread.
    await worker.terminate();
  }
}

interface Network {
  carry(message: Extract<FromWorker, { type: 'request' }>): Promise<void>;
  cancel(id: number): void;
  end(): void;
}

/** Sends a message, with buffers that are the worker's from then on. */
type Tell = (message: ToWorker, handedOn?: readonly ArrayBuffer[]) => void;

function createNetwork(transport: Transport, tell: Tell): Network {
  const underWay = new Map<number, AbortController>();
  return {
    async carry({ id, request }) {
      const abort = new AbortController();
      underWay.set(id, abort);
      try {
        const answer = await transport(request, abort.signal);
        const handedOn = answer.kind === 'answer' ? [answer.bytes.buffer] : [];
        tell({ type: 'answer', id, answer: portable(answer) }, handedOn);
      } catch (error) {
        const defect = abort.signal.aborted ? null : String(error);
        tell({ type: 'no-answer', id, defect });
      } finally {
        underWay.delete(id);
      }
    },
    cancel: (id) => underWay.get(id)?.abort(),
    end() {
      for (const abort of underWay.values()) abort.abort();
    },
  };
}

function portable(answer: HttpAnswer): PortableAnswer {
  return answer.kind === 'answer' ? { ...answer, headers: [...answer.headers] } : answer;
}

function toError({ code, message, retryable, ref, stack }: PortableError): Error {
  const cause = new Error(message);
  if (stack !== null) cause.stack = stack;
  return code === null ? cause : new AppError(code, message, { retryable, ref, cause });
}
