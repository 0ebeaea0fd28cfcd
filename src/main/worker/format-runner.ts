// Formats references beside the main thread, which must answer windows meanwhile.
// Invariant: the thread starts with the first question and ends by itself when nobody has asked for a
// while; it never keeps a process alive that has nothing else to do.
import { Worker } from 'node:worker_threads';
import { createFormatter, type Formatter } from '../export/styles/formatter.ts';
import { FORMATTING, type FormatAnswer, type FormatQuestion } from './format-protocol.ts';

export interface FormatRunner extends Formatter {
  /** Ends the thread; the next question starts another. Those under way fail. */
  end(): Promise<void>;
}

// An engine takes half a second to make, and some 50 MB: worth keeping while somebody is at it.
const IDLE_MS = 120_000;
const LIMITS = { maxOldGenerationSizeMb: 1024 };

/** Formats in a worker thread, or, where there is no worker's file, in this thread. */
export function createFormatRunner(workerFile: string | null): FormatRunner {
  if (workerFile === null) {
    return { ...createFormatter(), end: () => Promise.resolve() };
  }
  const waiting = new Map<number, PromiseWithResolvers<FormatAnswer>>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | null = null;
  let questions = 0;

  function failAll(reason: Error): void {
    worker = null;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  }

  function start(file: string): Worker {
    const started = new Worker(file, { workerData: FORMATTING, resourceLimits: LIMITS });
    started.on('message', (answer: FormatAnswer) => waiting.get(answer.id)?.resolve(answer));
    started.once('error', failAll);
    started.once('exit', (code) => {
      if (worker === started) failAll(new Error(`The formatting thread ended (${code}).`));
    });
    return started;
  }

  async function end(): Promise<void> {
    if (idle !== null) clearTimeout(idle);
    const ending = worker;
    failAll(new Error('The program is closing; nothing was formatted.'));
    await ending?.terminate();
  }

  return {
    async render(request) {
      if (idle !== null) clearTimeout(idle);
      worker ??= start(workerFile);
      const thread = worker;
      thread.ref();
      questions += 1;
      const question: FormatQuestion = { id: questions, request };
      const answered = Promise.withResolvers<FormatAnswer>();
      waiting.set(question.id, answered);
      thread.postMessage(question);
      try {
        const answer = await answered.promise;
        if (!answer.ok) throw new Error(answer.message);
        return answer.entries;
      } finally {
        waiting.delete(question.id);
        if (waiting.size === 0) {
          thread.unref();
          idle = setTimeout(() => void end(), IDLE_MS).unref();
        }
      }
    },
    end,
  };
}
