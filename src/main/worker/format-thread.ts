// The thread that formats references: it keeps the styles' engines while it lives.
// Invariant: it touches no file and no network; what goes wrong is told, and the thread goes on.
import { parentPort } from 'node:worker_threads';
import { createFormatter } from '../export/styles/formatter.ts';
import type { FormatAnswer, FormatQuestion } from './format-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the start of a worker thread.');
const formatter = createFormatter();

async function answer({ id, request }: FormatQuestion): Promise<FormatAnswer> {
  try {
    return { id, ok: true, entries: await formatter.render(request) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', (question: FormatQuestion) => {
  void answer(question).then((answered) => {
    port.postMessage(answered);
  });
});
