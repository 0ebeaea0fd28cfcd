// One run of the command line: its core, its output, its exit code.
// Invariant: a failure is one sentence on stderr; where it happened is told only when asked (`--verbose`).
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { failure, type Envelope, type ErrorValue } from '../../../shared/contract/envelope.ts';
import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';
import type { MethodName } from '../../../shared/contract/names.ts';
import type { CoreEvent, MethodInput, MethodOutput } from '../../../shared/contract/types.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { Core } from '../../core.ts';
import {
  createFileGrants,
  NO_CHOOSER,
  nodeTransport,
  workerFileBeside,
  type FileGrants,
} from '../../platform.ts';
import { chooseDataFolder, dataPaths, type DataPaths } from '../../storage/paths.ts';
import { APP_VERSION } from '../../version.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly data: string | null;
  readonly json: boolean;
  readonly verbose: boolean;
}

export interface Session {
  readonly options: CommonOptions;
  readonly files: FileGrants;
  configure(options: CommonOptions): void;
  /** Calls a method. @throws AppError as the core answered it */
  request<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>;
  /** Calls a method by a name from outside. */
  requestByName(method: string, input: unknown): Promise<unknown>;
  onEvent(listener: (event: CoreEvent) => void): Promise<void>;
  /** Prints the value as JSON where `--json` was given, else as `text` makes it. */
  print<T>(value: T, text: (value: T) => string): void;
  /** A line on stderr: progress, advice, what could be undone. */
  say(line: string): void;
  /** A file name as the person meant it, seen from where they stand. */
  path(name: string): string;
  fail(error: unknown): void;
  /** Ends the run with this code although nothing was thrown. */
  setExitCode(code: 0 | 1 | 2): void;
  /** Where the data is, as the options say. */
  dataPaths(): DataPaths;
  /** Work that ends well when the run is interrupted, and so counts as running until then. */
  hold<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Told what was thrown before it became a value: for `--verbose`. */
  noteError(error: unknown): void;
  /** Ends what runs; false where nothing runs. */
  interrupt(): boolean;
  close(): Promise<void>;
}

const WRONG_USAGE: readonly ErrorCode[] = [
  'invalid-input',
  'unknown-method',
  'query-syntax',
  'source-invalid',
  'page-has-no-slug',
];

/** A session over one data folder; the core is loaded when a command first needs it. */
export function createSession(install: { readonly resourcesFolder: string }): Session {
  let options: CommonOptions = { data: null, json: false, verbose: false };
  let core: Core | null = null;
  let thrown: unknown = null;
  const abort = new AbortController();
  let running = 0;
  // A handle of the command line is the word "file": one file a run, chosen by the person who typed it.
  const files = createFileGrants(() => 'file');

  function chosenPaths(): DataPaths {
    const folder = chooseDataFolder({
      explicit: options.data,
      environment: process.env,
      platform: process.platform,
      homeFolder: homedir(),
    });
    return dataPaths(folder);
  }

  async function loadCore(): Promise<Core> {
    if (core !== null) return core;
    const { createCore } = await import('../../core.ts');
    core = createCore(
      {
        paths: chosenPaths(),
        resourcesFolder: install.resourcesFolder,
        version: APP_VERSION,
        files,
        chooser: NO_CHOOSER,
        windows: 'many',
        fetch: globalThis.fetch,
        transport: nodeTransport,
        workerFile: workerFileBeside(install.resourcesFolder),
        now: () => Date.now() as UnixMs,
      },
      {
        checkOutput: process.env['COMPANION_CHECK_OUTPUT'] === '1',
        onError: (error) => {
          thrown = error;
        },
      },
    );
    return core;
  }

  async function during<T>(work: (core: Core) => Promise<T>): Promise<T> {
    running += 1;
    try {
      return await work(await loadCore());
    } finally {
      running -= 1;
    }
  }

  function settle<T>(answer: Envelope<T>): T {
    if (answer.ok) return answer.value;
    const { code, message, retryable, ref } = answer.error;
    throw new AppError(code, message, { retryable, ref, cause: thrown });
  }

  function report(error: ErrorValue, cause: unknown): void {
    process.stderr.write(`${error.message}\n`);
    if (options.verbose) process.stderr.write(`${describeCause(cause)}\n`);
    process.exitCode = WRONG_USAGE.includes(error.code) ? 2 : 1;
  }

  return {
    get options() {
      return options;
    },
    files,
    configure(value) {
      options = value;
    },
    async request(method, input) {
      return settle(await during((core) => core.request(method, input, abort.signal)));
    },
    async requestByName(method, input) {
      return settle(await during((core) => core.call(method, input, { signal: abort.signal })));
    },
    async onEvent(listener) {
      (await loadCore()).onEvent(listener);
    },
    print(value, text) {
      const output = options.json ? JSON.stringify(value, null, 2) : text(value);
      if (output !== '') process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
    },
    say(line) {
      process.stderr.write(`${line}\n`);
    },
    path: (name) => resolve(name),
    dataPaths: chosenPaths,
    async hold(work) {
      running += 1;
      try {
        return await work(abort.signal);
      } finally {
        running -= 1;
      }
    },
    noteError(error) {
      thrown = error;
    },
    fail(error) {
      const envelope = failure(error);
      if (!envelope.ok) report(envelope.error, error);
    },
    setExitCode(code) {
      process.exitCode = code;
    },
    interrupt() {
      abort.abort();
      return running > 0;
    },
    async close() {
      const findings = core?.findings() ?? { mended: [], problems: [] };
      for (const line of [...findings.mended, ...findings.problems]) {
        process.stderr.write(`${line}\n`);
      }
      const closed = await core?.close();
      // The command itself is done; a backup that could not be made is told and counted as a failure.
      if (closed !== undefined && !closed.ok) {
        process.stderr.write(`The daily backup could not be made. ${closed.error.message}\n`);
        process.exitCode ??= 1;
      }
    },
  };
}

function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined || error.cause === null
    ? own
    : `${own}\ncaused by ${describeCause(error.cause)}`;
}
