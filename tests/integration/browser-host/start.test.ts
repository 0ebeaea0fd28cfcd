// `npm start` as a process: what it prints, what a second one does, how it ends, and that it talks to nobody.
import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCli, ensureBuilt, mustRun } from '../../support/cli.ts';
import { onlyIf } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { call, post, send } from './harness.ts';

const SLUG = 'naviaux-2016-metabolomics';
const SPY = path.resolve(import.meta.dirname, '../../support/network-spy.mjs');
const linux = onlyIf(process.platform === 'linux', 'on Linux');

let root: string;
let data: string;
let cli: ReturnType<typeof createCli>;

beforeAll(() => {
  ensureBuilt('main', 'preload', 'renderer');
});
beforeEach(() => {
  root = makeTempDir('start');
  data = path.join(root, 'data');
  cli = createCli(data);
});

interface Running {
  readonly child: ChildProcess;
  readonly address: URL;
  readonly printed: () => string;
  /** Sends a signal and answers with how it ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string }>;
}

async function begin(
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = cli.start(['start', '--browser', ...words], { env });
  let [stdout, stderr] = ['', ''];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const address = await new Promise<URL>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const found = /http:\/\/\S+/u.exec(stdout);
      if (found !== null && stdout.includes('Ctrl-C')) resolve(new URL(found[0]));
    });
    child.once('close', () => {
      reject(new Error(`it ended: ${stderr}`));
    });
  });
  return {
    child,
    address,
    printed: () => stdout,
    end: (signal) =>
      new Promise((resolve) => {
        child.once('close', (code) => {
          resolve({ code, stderr });
        });
        child.kill(signal);
      }),
  };
}

async function enter({ address }: { readonly address: URL }): Promise<{
  readonly to: { readonly port: number };
  readonly secret: string;
}> {
  const to = { port: Number(address.port) };
  const answer = await post(to, { path: '/session', body: { token: address.hash.slice(1) } });
  return { to, secret: (JSON.parse(answer.text) as { secret: string }).secret };
}

async function writeNote(running: Running, body: string): Promise<void> {
  const { to, secret } = await enter(running);
  const input = { subject: { slug: SLUG }, body };
  expect(await call(to, secret, { method: 'note.create', input })).toMatchObject({ ok: true });
}

describe('npm start -- --browser', () => {
  it('prints what is there and an address that opens it', async () => {
    const running = await begin();
    // The counts come last: after what the window asks first is read.
    await expect.poll(running.printed, { timeout: 10_000 }).toContain('80 studies');
    expect(running.printed()).toContain(`Your data is in ${data}`);
    expect(running.address.hostname).toBe('127.0.0.1');
    expect(running.address.hash.slice(1)).toMatch(/^[\w-]{22}$/u);
    const { to, secret } = await enter(running);
    const page = await send(to, { path: '/' });
    expect(page.text).toContain('<div id="root">');
    // All that the page asks for is there, and nothing in it is inline.
    for (const [, name = ''] of page.text.matchAll(/(?:src|href)="\.(\/[^"]+)"/gu)) {
      expect((await send(to, { path: name })).status, name).toBe(200);
    }
    expect(await call(to, secret, { method: 'status.get', input: {} })).toMatchObject({ ok: true });
    expect(await running.end('SIGTERM')).toEqual({ code: 0, stderr: '' });
  });

  it('a second time prints a fresh address of the one that runs, and ends', async () => {
    const running = await begin();
    const second = await mustRun(cli.run(['start', '--browser']));
    expect(second.stdout).toContain('running already');
    const fresh = new URL(/http:\/\/\S+/u.exec(second.stdout)?.[0] ?? '');
    expect(fresh.host).toBe(running.address.host);
    expect(fresh.hash).not.toBe(running.address.hash);
    const { to, secret } = await enter({ address: fresh });
    expect(await call(to, secret, { method: 'status.get', input: {} })).toMatchObject({ ok: true });
    await running.end('SIGINT');
    expect((await begin()).printed()).not.toContain('running already');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'on %s closes the databases, leaves no file behind and ends well, though a tab is open',
    async (signal) => {
      const running = await begin();
      await writeNote(running, 'kept');
      const tab = new AbortController();
      const { secret } = await enter({
        address: new URL(
          /http:\/\/\S+/u.exec((await mustRun(cli.run(['start']))).stdout)?.[0] ?? '',
        ),
      });
      const stream = await fetch(new URL('/events', running.address), {
        headers: { authorization: `Bearer ${secret}` },
        signal: tab.signal,
      });
      expect(stream.status).toBe(200);
      expect(await running.end(signal)).toEqual({ code: 0, stderr: '' });
      tab.abort();
      const left = readdirSync(data);
      expect(left.filter((name) => /-wal$|-shm$|browser-host|\.lock$/u.test(name))).toEqual([]);
      const asked = JSON.stringify({ subject: { slug: SLUG } });
      const notes = (await mustRun(cli.run(['call', 'note.list', asked]))).stdout;
      expect(notes).toContain('kept');
    },
  );

  it('on a second Ctrl-C ends at once', async () => {
    const running = await begin();
    const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
      running.child.once('close', (code, signal) => {
        resolve(signal ?? code);
      }),
    );
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    // The first may already have been enough.
    expect(['SIGINT', 0, 130]).toContain(await ended);
  });

  it('survives being killed: the next start takes over', async () => {
    const first = await begin();
    await writeNote(first, 'kept');
    await first.end('SIGKILL');
    expect(existsSync(path.join(data, 'browser-host.json'))).toBe(true);
    const second = await begin();
    await expect.poll(second.printed, { timeout: 10_000 }).toContain('1 note');
    expect((await second.end('SIGINT')).code).toBe(0);
  });

  it('opens with a library that is damaged, and says so', async () => {
    await mustRun(cli.run(['start', '--check']));
    await mustRun(cli.run(['backup']));
    writeFileSync(path.join(data, 'library.sqlite'), 'no database'.repeat(1000));
    const running = await begin();
    await expect.poll(running.printed, { timeout: 10_000 }).toMatch(/library.*damaged/iu);
    const { to, secret } = await enter(running);
    expect(await call(to, secret, { method: 'backup.list', input: {} })).toMatchObject({
      ok: true,
    });
  });
});

describe('npm start -- --check', () => {
  it('tells the state and ends, and opens nothing', async () => {
    const told = (await mustRun(cli.run(['start', '--check']))).stdout;
    expect(told).toContain('80 studies');
    expect(told).not.toContain('http://127');
    expect(readdirSync(data)).not.toContain('browser-host.json');
  });
});

describe('--allow', () => {
  it('names folders that files may go to', async () => {
    const paper = path.join(root, 'paper');
    mkdirSync(paper);
    const running = await begin(['--allow', paper, '--allow', paper]);
    const { to, secret } = await enter(running);
    const places = await call(to, secret, { method: 'file.places', input: {} });
    expect(places).toMatchObject({ ok: true, value: { chooser: 'download', folders: [paper] } });
    const input = { name: 'refs.bib', folder: 0 };
    const offered = (await call(to, secret, { method: 'file.offer', input })) as {
      readonly value: { readonly target: string };
    };
    expect(offered).toMatchObject({ ok: true });
    expect(offered.value.target).not.toContain(paper);
    await call(to, secret, { method: 'list.create', input: { name: 'L' } });
    await call(to, secret, { method: 'list.add', input: { list: 'L', slugs: [SLUG] } });
    const save = { list: 'L', format: 'bibtex', target: offered.value.target };
    expect(await call(to, secret, { method: 'export.save', input: save })).toMatchObject({
      ok: true,
      value: { written: true },
    });
    expect(readFileSync(path.join(paper, 'refs.bib'), 'utf8')).toContain('@article');
    for (const name of ['../up.bib', 'a/b.bib', '/etc/passwd']) {
      const out = await call(to, secret, { method: 'file.offer', input: { name, folder: 0 } });
      expect(out).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    }
  });

  it.each([
    ['a file', 'file.txt', 'is no folder'],
    ['a folder that is not there', 'nothing', 'cannot be found'],
  ])('refuses %s in words', async (_what, name, words) => {
    writeFileSync(path.join(root, 'file.txt'), '');
    const run = await cli.run(['start', '--browser', '--allow', path.join(root, name)]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(words);
  });
});

describe('what leaves this computer', () => {
  it('is nothing, from start over a typed note to quit; not even a name is looked up', async () => {
    const log = path.join(root, 'network.log');
    const env = { NODE_OPTIONS: `--import ${SPY}`, NETWORK_LOG: log };
    const running = await begin([], env);
    const { to, secret } = await enter(running);
    const subject = { slug: SLUG };
    for (const [method, input] of [
      ['note.draft', { writer: 'w', subject, note: null, basedOn: null, body: 'a' }],
      ['note.create', { subject, body: 'a note' }],
      ['search.run', { query: 'pem:required' }],
      ['sync.state', {}],
      ['backup.create', {}],
    ] as const) {
      expect(await call(to, secret, { method, input }), method).toMatchObject({ ok: true });
    }
    expect((await running.end('SIGINT')).code).toBe(0);
    expect(readFileSync(log, 'utf8')).toBe('listen 127.0.0.1\n');
  });

  it('would be seen: what watches sees a fetch, a look-up and a connection', () => {
    const log = path.join(root, 'network.log');
    const code =
      "await fetch('http://companion.invalid/').catch(() => 0);" +
      "(await import('node:net')).connect(1, '127.0.0.1').on('error', () => 0);";
    execFileSync(process.execPath, ['--import', SPY, '--input-type=module', '-e', code], {
      env: { NETWORK_LOG: log },
    });
    const seen = readFileSync(log, 'utf8');
    expect(seen).toContain('look up companion.invalid');
    expect(seen.match(/^connect /gmu)).toHaveLength(2);
  });

  it.skipIf(linux.isMissing)(
    `is no token in a process list: the browser is opened with a file ${linux.note}`,
    async () => {
      // Stands for xdg-open: notes how it was called, and what the file it was given holds.
      const bin = path.join(root, 'bin');
      mkdirSync(bin);
      const log = path.join(root, 'opened');
      writeFileSync(
        path.join(bin, 'xdg-open'),
        `#!/bin/sh\ncat "$1" > ${log}.html\necho "$@" > ${log}.part\nmv ${log}.part ${log}\n`,
        { mode: 0o755 },
      );
      const env = {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        DISPLAY: ':0',
        COMPANION_TEST_NOT_ROOT: '1',
        NODE_OPTIONS: `--import ${SPY}`,
        NETWORK_LOG: path.join(root, 'network.log'),
      };
      const running = await begin([], env);
      await expect.poll(() => existsSync(log), { timeout: 10_000 }).toBe(true);
      const token = running.address.hash.slice(1);
      const [file = ''] = readFileSync(log, 'utf8').trim().split('\n');
      expect(path.dirname(file)).toBe(path.join(data, 'browser-host'));
      expect(readFileSync(`${log}.html`, 'utf8')).toContain(running.address.href);
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) {
        const argv = readIfThere(`/proc/${pid}/cmdline`);
        expect(argv, `process ${pid}`).not.toContain(token);
      }
      await enter(running);
      expect(existsSync(file)).toBe(false);
      await running.end('SIGINT');
    },
  );
});

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended meanwhile, or is somebody else's.
    return '';
  }
}
