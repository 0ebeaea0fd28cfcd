// The test's end: starts the program over the stand-in, asks it, hears what it says, and how it ended.
// Invariant: the program runs in a process of its own, in the folder that the test gives it.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createWire, type Wire } from './wire.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const START = path.join(import.meta.dirname, 'start.ts');
const MAIN = path.join(ROOT, 'out/main/index.js');
/** Kept between the many processes, whose types are then taken off once: a third less work each. */
const COMPILED = path.join(ROOT, 'node_modules/.cache/compiled');

export interface LaunchOptions {
  readonly data: string;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another main module than the built one. */
  readonly main?: string;
}

export interface Shell extends Pick<Wire, 'ask' | 'handle'> {
  readonly child: ChildProcess;
  /** What the program has said, and what happened to it. */
  readonly heard: readonly unknown[];
  /** Calls when something is heard; at once for what was heard already. */
  onHeard(listener: (fact: unknown) => void): void;
  /** Resolves with the first thing heard that fits; rejects where the program ends without. */
  whenHeard(fits: (fact: unknown) => boolean): Promise<unknown>;
  /** Calls a method of the contract through the page. */
  call(method: string, input: unknown): Promise<unknown>;
  /** How the process ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** Starts it; whoever calls ends it. */
export function launchShell(options: LaunchOptions): Shell {
  const { data, words = [], env = {}, main = MAIN } = options;
  const child = spawn(
    process.execPath,
    [
      // Taking types off is new in Node 24 and says so.
      '--disable-warning=ExperimentalWarning',
      START,
      main,
      `--data=${data}`,
      ...words,
    ],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: data,
        COMPANION_CHECK_OUTPUT: '1',
        NODE_COMPILE_CACHE: COMPILED,
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    },
  );
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const heard: unknown[] = [];
  const listeners: ((fact: unknown) => void)[] = [];
  const wire = createWire((message) => {
    if (child.connected) child.send(message, () => undefined);
  });
  child.on('message', (message: unknown) => {
    if (wire.take(message)) return;
    heard.push(message);
    for (const listener of listeners) listener(message);
  });
  const ended = new Promise<{ readonly code: number | null; readonly stderr: string }>(
    (resolve) => {
      child.once('close', (code) => {
        resolve({ code, stderr });
      });
    },
  );
  const onHeard = (listener: (fact: unknown) => void): void => {
    for (const fact of heard) listener(fact);
    listeners.push(listener);
  };
  const ask: Wire['ask'] = (name, value) =>
    Promise.race([
      wire.ask(name, value),
      ended.then((how) =>
        Promise.reject(new Error(`ended with ${how.code ?? '?'}: ${how.stderr}`)),
      ),
    ]);
  return {
    child,
    heard,
    onHeard,
    ask,
    handle: (name, answer) => {
      wire.handle(name, answer);
    },
    whenHeard: (fits) =>
      Promise.race([
        new Promise((resolve) => {
          onHeard((fact) => {
            if (fits(fact)) resolve(fact);
          });
        }),
        ended.then((how) => Promise.reject(new Error(`ended: ${how.stderr}`))),
      ]),
    call: (method, input) =>
      ask('evaluate', ['(method, input) => atlas.call(method, input)', [method, input]]),
    ended,
  };
}
