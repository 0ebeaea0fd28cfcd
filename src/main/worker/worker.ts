// The start of every worker thread: what it was started for is loaded, and nothing else.
// Invariant: a thread does one thing: one long job, or formatting references until it is ended.
import { workerData } from 'node:worker_threads';
import { isFormatting } from './format-protocol.ts';

if (isFormatting(workerData)) await import('./format-thread.ts');
else await import('./job-thread.ts');
