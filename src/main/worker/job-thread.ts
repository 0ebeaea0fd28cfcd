// Runs one job in a worker thread, asks the main thread for the network, and ends.
// Invariant: one job a thread; what it throws is told in words, and every connection is closed before it ends.
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/contract/errors.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import { answerHeaders } from '../atlas/site/answer-headers.ts';
import type { Transport } from '../atlas/site/transport.ts';
import { explainStorageError } from '../storage/explain.ts';
import { runJob, waitFor } from './jobs.ts';
import type {
  FromWorker,
  PortableAnswer,
  PortableError,
  ToWorker,
  WorkerData,
} from './protocol.ts';
import { createWakes } from './wakes.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the start of a worker thread.');
const { paths, version, job, turn } = workerData as WorkerData;
const stop = new AbortController();
const wakes = createWakes();
const asked = new Map<number, PromiseWithResolvers<PortableAnswer>>();
let requests = 0;

function tell(message: FromWorker): void {
  port?.postMessage(message);
}

const transport: Transport = async (request, signal) => {
  signal.throwIfAborted();
  requests += 1;
  const id = requests;
  const answered = Promise.withResolvers<PortableAnswer>();
  asked.set(id, answered);
  const cancel = (): void => {
    tell({ type: 'cancel', id });
    answered.reject(signal.reason);
  };
  signal.addEventListener('abort', cancel, { once: true });
  tell({ type: 'request', id, request });
  try {
    const answer = await answered.promise;
    if (answer.kind !== 'answer') return answer;
    return { ...answer, headers: answerHeaders(answer.headers) };
  } finally {
    signal.removeEventListener('abort', cancel);
    asked.delete(id);
  }
};

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'abort':
      stop.abort(message.reason);
      return;
    case 'wake':
      wakes.wake();
      return;
    case 'answer':
      asked.get(message.id)?.resolve(message.answer);
      return;
    case 'no-answer':
      asked.get(message.id)?.reject(new Error(message.defect ?? 'the request was aborted'));
  }
});

function portable(error: unknown): PortableError {
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: null, message, retryable: false, ref: null, stack };
  }
  const { code, message, retryable, ref } = error;
  return { code, message, retryable, ref, stack };
}

try {
  const result = await runJob(job, {
    paths,
    version,
    now: () => Date.now() as UnixMs,
    delay: waitFor,
    onWake: wakes.onWake,
    transport,
    onProgress: (progress) => {
      tell({ type: 'progress', progress });
    },
    signal: stop.signal,
    turn,
  });
  tell({ type: 'done', result });
} catch (error) {
  tell({ type: 'failed', error: portable(await explainStorageError(error, paths)) });
} finally {
  port.close();
}
