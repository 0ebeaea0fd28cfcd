// Starts the second process of a backup test and waits for what it says.
// Invariant: no process outlives the test that started it.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach } from 'vitest';
import { bundleEntry } from '../../support/bundle-entry.ts';

/** What a child says: that it is ready, how much it has written, its result, or its failure. */
export interface Message {
  readonly ready?: true;
  readonly written?: number;
  readonly result?: unknown;
  readonly steps?: number;
  readonly code?: string;
  readonly message?: string;
}

export interface ChildTask {
  readonly role: string;
  readonly folder: string;
  readonly name?: string;
  readonly now?: number;
  /** Dies by SIGKILL just before this step, counted from 1. */
  readonly killAt?: number;
}

let bundle: Promise<string> | undefined;
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a role of child.ts. */
export async function startChild(task: ChildTask): Promise<ChildProcess> {
  bundle ??= bundleEntry('tests/integration/backup/child.ts');
  const { role, folder, name = '', now = 0, killAt = 0 } = task;
  const child = fork(await bundle, [role, folder, name, String(now)], {
    env: { ...process.env, KILL_AT: String(killAt) },
    execArgv: [],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts a role and waits until it has what it holds. */
export async function startHolder(task: ChildTask): Promise<ChildProcess> {
  const child = await startChild(task);
  const said = await nextMessage(child);
  if (said.ready !== true) throw new Error(`the child is not ready: ${JSON.stringify(said)}`);
  return child;
}

/** The next thing a child says. */
export async function nextMessage(child: ChildProcess): Promise<Message> {
  const [message] = (await once(child, 'message')) as [Message];
  return message;
}

/** Runs a role to its end. `null` where it was killed. */
export async function runChild(task: ChildTask): Promise<Message | null> {
  const child = await startChild(task);
  let said: Message | null = null;
  child.on('message', (message: Message) => {
    said = message;
    child.disconnect();
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === null && code !== 0) throw new Error(`the child ended with ${String(code)}`);
  return said;
}

/** Kills a child and waits until the system has taken its locks away. */
export async function killChild(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
