// The bootstrap as a process: what it installs and builds, that stdout is the command's alone, and
// that exit codes, signals and stdin pass through.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { packagedNodePath } from '../../../scripts/bootstrap/node24.mjs';
import {
  linkPackages,
  makeCheckout,
  type Outcome,
  startBootstrap,
} from '../../support/bootstrap-checkout.ts';
import { onlyIf } from '../../support/needs.ts';

const posix = onlyIf(process.platform !== 'win32', 'on POSIX');
const ownNode = path.resolve(packagedNodePath(process.platform, process.arch));
const packaged = onlyIf(existsSync(ownNode), 'where the lock file brings a Node');
let root: string;

beforeEach(() => {
  root = makeCheckout();
});

function companion(...args: readonly string[]): Promise<Outcome> {
  return startBootstrap(root, ['companion', ...args]).outcome;
}

function npmRuns(): readonly string[] {
  return readFileSync(path.join(root, 'npm-runs.txt'), 'utf8').trim().split('\n');
}

describe('a fresh machine', () => {
  it('installs and builds once, for two that start at once, and keeps stdout clean', async () => {
    const outcomes = await Promise.all([companion('one'), companion('two')]);
    for (const [index, outcome] of outcomes.entries()) {
      expect(outcome.code, outcome.stderr).toBe(0);
      expect(JSON.parse(outcome.stdout)).toMatchObject({ args: [index === 0 ? 'one' : 'two'] });
    }
    expect(outcomes.map((outcome) => outcome.stderr).join('')).toContain('noise of npm on stdout');
    expect(npmRuns()).toHaveLength(1);
    expect(npmRuns()[0]).toMatch(/ ci .*--ignore-scripts .*--engine-strict=false/);

    const again = await companion('three');
    expect(again.stderr).toBe('');
    expect(npmRuns()).toHaveLength(1);
  });

  it.skipIf(packaged.isMissing)(
    `installs once more on its own Node if npm left out a native package ${packaged.note}`,
    async () => {
      writeFileSync(path.join(root, 'npm-skips-native'), '');
      const outcome = await companion('x');
      expect(outcome.code, outcome.stderr).toBe(0);
      expect(npmRuns()).toHaveLength(2);
      expect(npmRuns()[1]).toContain(path.join(root, '.bootstrap', 'node'));
      expect(readdirSync(path.join(root, '.bootstrap'))).toEqual([]);
    },
  );

  it('says in a sentence that npm failed, and tries again the next time', async () => {
    writeFileSync(path.join(root, 'npm-fails'), '');
    const failed = await companion('x');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).toContain('npm ci ended with code 3');
    expect(failed.stderr).not.toMatch(/^ +at /m);
    rmSync(path.join(root, 'npm-fails'));
    expect((await companion('x')).code).toBe(0);
    expect(npmRuns()).toHaveLength(2);
  });

  it('installs again when the lock file has changed', async () => {
    await companion('x');
    const lock = path.join(root, 'package-lock.json');
    writeFileSync(
      lock,
      readFileSync(lock, 'utf8').replace('"lockfileVersion": 3', '"lockfileVersion":  3'),
    );
    rmSync(path.join(root, 'node_modules'), { recursive: true });
    await companion('x');
    expect(npmRuns()).toHaveLength(2);
  });

  it('leaves packages alone that npm itself says are those of the lock file', async () => {
    linkPackages(root);
    const outcome = await companion('x');
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(() => npmRuns()).toThrow('ENOENT');
  });
});

describe('a prepared checkout', () => {
  beforeEach(async () => {
    linkPackages(root);
    await companion('x');
  });

  it('needs no write access', async () => {
    // Root may write anywhere, so access is taken away by a file where the lock's folder would be.
    rmSync(path.join(root, '.bootstrap'), { recursive: true });
    writeFileSync(path.join(root, '.bootstrap'), '');
    const outcome = await companion('x');
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });

  it('builds again when a source has changed, and says why if it cannot', async () => {
    const entry = path.join(root, 'src/main/hosts/cli/main.ts');
    writeFileSync(entry, 'console.log("changed");\n');
    expect(await companion('x')).toMatchObject({ code: 0, stdout: 'changed\n', stderr: '' });
    writeFileSync(entry, 'const = broken;\n');
    const broken = await companion('x');
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toContain('hosts/cli/main.ts:1');
    expect(broken.stderr).toContain('could not be built');
  });

  it('keeps what is imported later in chunks of its own', async () => {
    const source = path.join(root, 'src/main/hosts/cli');
    writeFileSync(path.join(source, 'later.ts'), 'export const text = "from later";\n');
    const entry = 'const { text } = await import("./later.ts");\nconsole.log(text);\n';
    writeFileSync(path.join(source, 'main.ts'), entry);
    expect(await companion('x')).toMatchObject({ code: 0, stdout: 'from later\n' });
    expect(readFileSync(path.join(root, 'out/main/cli.js'), 'utf8')).not.toContain('from later');
    expect(readdirSync(path.join(root, 'out/main/chunks'))).toContainEqual(
      expect.stringMatching(/^later-.+\.js$/),
    );
  });

  it('passes on exit codes, arguments as they are, and stdin', async () => {
    expect((await companion('exit', '3')).code).toBe(3);
    const odd = ['-a "b"', '--data', '$HOME', '', '*'];
    const outcome = await companion(...odd);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ args: odd });
    const { child, outcome: echoed } = startBootstrap(root, ['companion', 'echo']);
    child.stdin?.end('what came in\n');
    expect((await echoed).stdout).toMatch(/\}\nwhat came in\n$/);
  });

  it.skipIf(posix.isMissing)(`passes on signals ${posix.note}`, async () => {
    const { child, outcome } = startBootstrap(root, ['companion', 'wait']);
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await outcome).toMatchObject({ code: 7 });
    const second = startBootstrap(root, ['companion', 'wait']);
    second.child.stdout?.once('data', () => second.child.kill('SIGHUP'));
    expect(await second.outcome).toMatchObject({ code: null, signal: 'SIGHUP' });
  });

  it('stands in the caller’s folder, if npm says which', async () => {
    const folder = path.join(root, 'docs');
    mkdirSync(folder);
    const env = { INIT_CWD: folder, npm_lifecycle_event: 'companion' };
    const own = await startBootstrap(root, ['companion', 'x'], env).outcome;
    expect(JSON.parse(own.stdout)).toMatchObject({ cwd: folder });
    const outer = { INIT_CWD: folder, npm_lifecycle_event: 'test' };
    const other = await startBootstrap(root, ['companion', 'x'], outer).outcome;
    expect(JSON.parse(other.stdout)).toMatchObject({ cwd: root });
  });

  it('refuses an unknown command with the known ones', async () => {
    const { outcome } = startBootstrap(root, ['compagnon']);
    expect(await outcome).toMatchObject({ code: 2, stdout: '' });
    expect((await outcome).stderr).toContain('start, companion, test, test:electron, check');
  });
});
