// Runs the built command line as a person would: a process of its own, real files, real exit codes.
// Invariant: what is tested is what the build makes of the sources as they are now.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CLI = path.join(ROOT, 'out/main/cli.js');
/** Compiled code is kept between the many processes: each starts with a third less work. */
const COMPILED = path.join(ROOT, 'node_modules/.cache/compiled');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `stdout` as JSON; throws where it is none, as a script that reads it would. */
  json(): unknown;
}

export interface CliOptions {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The command line over one data folder. */
export interface Cli {
  /** Runs a command to its end. */
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>;
  /** Starts a command that the test will end; it is killed after the test in any case. */
  start(args: readonly string[], options?: StartOptions): ChildProcess;
}

export interface StartOptions {
  readonly input?: 'ignore' | 'pipe';
  readonly output?: 'pipe' | number;
  readonly env?: Readonly<Record<string, string>>;
}

const built = new Set<string>();

/** Builds `out/main` where the sources have changed; call it in a `beforeAll`. */
export function ensureCliBuilt(): void {
  ensureBuilt('main');
}

/** Builds zones where their sources have changed; call it in a `beforeAll`. */
export function ensureBuilt(...zones: readonly ('main' | 'preload' | 'renderer')[]): void {
  const wanted = zones.filter((zone) => !built.has(zone));
  if (wanted.length === 0) return;
  const run = spawnSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs'), ...wanted], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`the build failed: ${run.stderr}`);
  for (const zone of wanted) built.add(zone);
}

/** A command line over one data folder; `program` is another copy of the built one. */
export function createCli(dataFolder: string, program = CLI): Cli {
  const env = (extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    HOME: dataFolder,
    COMPANION_CHECK_OUTPUT: '1',
    NODE_COMPILE_CACHE: COMPILED,
    ...extra,
  });
  const words = (args: readonly string[]): string[] => [program, '--data', dataFolder, ...args];
  return {
    async run(args, options = {}) {
      const child = spawn(process.execPath, words(args), {
        env: env(options.env),
        cwd: options.cwd ?? tmpdir(),
      });
      // A command that hangs fails its test and must not outlive it.
      onTestFinished(() => {
        child.kill('SIGKILL');
      });
      return await finish(child, options.input ?? '');
    },
    start(args, options = {}) {
      const child = spawn(process.execPath, words(args), {
        env: env(options.env),
        stdio: [options.input ?? 'ignore', options.output ?? 'pipe', 'pipe'],
      });
      onTestFinished(() => {
        child.kill('SIGKILL');
      });
      return child;
    },
  };
}

async function finish(child: ReturnType<typeof spawn>, input: string | Buffer): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command that does not read its input closes it early; that is its right.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout, stderr, json: () => JSON.parse(stdout) as unknown };
}

/** A run that must succeed; its failure is shown with what was said. */
export async function mustRun(run: Promise<CliRun>): Promise<CliRun> {
  const result = await run;
  if (result.code !== 0) throw new Error(`exit ${String(result.code)}: ${result.stderr}`);
  return result;
}
