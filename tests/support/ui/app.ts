// The built program as a reader starts it, for tests in a browser: its process, its data folder, its
// address, and the command line beside it.
// Invariant: nothing of the program is replaced; what a test sees is what the build makes.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CLI = path.join(ROOT, 'out/main/cli.js');
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#\S+/u;
const START_WITHIN_MS = 20_000;

export interface App {
  readonly data: string;
  /** An address that opens one window. The first was printed at the start; each call gives a fresh one. */
  address(): Promise<string>;
  /** Runs a command beside it and gives its JSON. */
  cli(...args: readonly string[]): unknown;
  /** The same without waiting for it in place, so that a server of the test can answer it. */
  run(...args: readonly string[]): Promise<unknown>;
  /** Ends the program as Ctrl-C does; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Has it answer nothing until `resume`, as a computer that is short of memory does. */
  pause(): void;
  resume(): void;
  /** Starts it again over the same data. */
  restart(): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

export interface AppOptions {
  /** Folders that may be written to. */
  readonly allow?: readonly string[];
  /** Commands that are run before the start, each an argument list. */
  readonly before?: readonly (readonly string[])[];
  /** Shows the first-run page, which is done with otherwise. */
  readonly isFirstRun?: boolean;
}

/** Builds what has changed since the last build. */
export function ensureBuilt(): void {
  const built = spawnSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
}

/** Starts the program over a folder of its own. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const data = mkdtempSync(path.join(tmpdir(), 'companion-ui-'));
  const cli = (...args: readonly string[]): unknown => {
    const done = spawnSync(process.execPath, [CLI, '--data', data, ...args, '--json'], {
      encoding: 'utf8',
      env: environment(data),
    });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
    return done.stdout === '' ? null : JSON.parse(done.stdout);
  };
  const run = async (...args: readonly string[]): Promise<unknown> => {
    const child = spawn(process.execPath, [CLI, '--data', data, ...args, '--json'], {
      env: environment(data),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return stdout === '' ? null : JSON.parse(stdout);
  };
  for (const args of options.before ?? []) cli(...args);
  if (options.isFirstRun !== true) {
    cli('call', 'settings.set', JSON.stringify({ settings: { welcomed: true } }));
  }
  const words = (options.allow ?? []).flatMap((folder) => ['--allow', folder]);
  let running = await launch(data, words);
  let isFirstAddressGiven = false;
  const stop = async (signal: NodeJS.Signals): Promise<number | null> => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return await ended;
  };
  return {
    data,
    cli,
    run,
    async address() {
      if (!isFirstAddressGiven) {
        isFirstAddressGiven = true;
        return running.address;
      }
      const second = await launch(data, words);
      return second.address;
    },
    stop: () => stop('SIGINT'),
    async kill() {
      await stop('SIGKILL');
    },
    pause() {
      running.child.kill('SIGSTOP');
    },
    resume() {
      running.child.kill('SIGCONT');
    },
    async restart() {
      running = await launch(data, words);
      isFirstAddressGiven = false;
    },
    async remove() {
      await stop('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function launch(
  data: string,
  words: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = spawn(
    process.execPath,
    [CLI, '--data', data, 'start', '--browser', '--no-open', ...words],
    { env: environment(data), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the program gave no address: ${said}`));
    }, START_WITHIN_MS);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const found = ADDRESS.exec(said)?.[0];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`the program ended: ${said}`));
    });
  });
  return { child, address };
}

function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: home, COMPANION_CHECK_OUTPUT: '1' };
}
