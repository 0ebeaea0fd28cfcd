// The built Electron host in Node, against a strict stand-in: it starts, opens one safe window, answers
// its own page alone, and closes the files when it quits. The proof with Electron itself is elsewhere.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { METHOD_NAMES } from '../../../src/shared/contract/names.ts';
import { bundledStudies, soundBundle } from '../../support/bundles.ts';
import { ensureBuilt } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SUPPORT = path.join(ROOT, 'tests/support');

let data: string;
beforeAll(() => {
  ensureBuilt('main', 'preload', 'renderer');
});
beforeEach(() => {
  data = path.join(makeTempDir('electron'), 'data');
});

interface Shell {
  readonly child: ChildProcess;
  /** Asks the stand-in. */
  ask(name: string, value?: unknown): Promise<unknown>;
  /** How the process ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
  readonly heard: readonly unknown[];
}

function launch(words: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Shell {
  const child = spawn(
    process.execPath,
    [
      '--import',
      path.join(SUPPORT, 'electron-host/register.mjs'),
      path.join(ROOT, 'out/main/index.js'),
      `--data=${data}`,
      ...words,
    ],
    {
      env: { PATH: process.env['PATH'], HOME: data, COMPANION_CHECK_OUTPUT: '1', ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const heard: unknown[] = [];
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (e: Error) => void }
  >();
  child.on('message', (message: { id?: number; answer?: unknown; error?: string } | string) => {
    const answered = typeof message === 'object' ? waiting.get(message.id ?? -1) : undefined;
    if (typeof message !== 'object' || answered === undefined) heard.push(message);
    else if (message.error === undefined) answered.resolve(message.answer);
    else answered.reject(new Error(message.error));
  });
  let id = 0;
  return {
    child,
    heard,
    ask: (name, value) =>
      new Promise((resolve, reject) => {
        waiting.set((id += 1), { resolve, reject });
        child.send({ id, name, value });
      }),
    ended: new Promise((resolve) =>
      child.once('close', (code) => {
        resolve({ code, stderr });
      }),
    ),
  };
}

async function launched(words: readonly string[] = []): Promise<Shell> {
  const shell = launch(words);
  await Promise.race([
    expect.poll(() => shell.heard, { timeout: 15_000 }).toContain('window-is-open'),
    shell.ended.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ]);
  return shell;
}

describe('the window', () => {
  it('is sandboxed and isolated, without a spell checker that would ask a server', async () => {
    const shell = await launched();
    expect(await shell.ask('options')).toMatchObject({
      preload: path.join(ROOT, 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      session: true,
    });
    expect(await shell.ask('state')).toMatchObject({
      schemes: [{ scheme: 'app', privileges: { standard: true, secure: true } }],
      channels: METHOD_NAMES.map((name) => `atlas:${name}`),
      paths: { userData: path.join(data, 'electron') },
      partitions: [['atlas', { cache: false }]],
    });
    expect(shell.heard).toContainEqual({ shown: true });
  });

  it('gets its files from app://, by exact name, under the strict policy', async () => {
    const shell = await launched();
    const page = (await shell.ask('fetch', ['app://atlas/index.html', 'GET'])) as {
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    };
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toBe(readFileSync(path.join(ROOT, 'out/renderer/index.html'), 'utf8'));
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe');
    for (const [, name = ''] of page.text.matchAll(/(?:src|href)="\.(\/[^"]+)"/gu)) {
      const file = await shell.ask('fetch', [`app://atlas${name}`, 'GET']);
      expect(file, name).toMatchObject({ status: 200 });
    }
    for (const [url, method] of [
      ['app://atlas/..%2f..%2fpackage.json', 'GET'],
      ['app://atlas/../../package.json', 'GET'],
      ['app://atlas/%2e%2e/main/index.js', 'GET'],
      ['app://elsewhere/index.html', 'GET'],
      ['app://atlas/index.html?x', 'GET'],
      ['app://atlas/index.html', 'POST'],
    ]) {
      expect(await shell.ask('fetch', [url, method]), url).toMatchObject({ status: 404, text: '' });
    }
  });

  it('goes nowhere: no navigation, no window, no request, no permission', async () => {
    const shell = await launched();
    for (const name of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
      expect(await shell.ask('navigate', name), name).toBe(true);
    }
    for (const url of [
      'file:///etc/passwd',
      'http://x.example/',
      'javascript:1',
      'https://a:b@x.y/',
    ]) {
      expect(await shell.ask('openWindow', url), url).toEqual(['deny', []]);
    }
    const link = 'https://doi.org/10.1/x';
    expect(await shell.ask('openWindow', link)).toEqual(['deny', [link]]);
    expect(await shell.ask('permission', 'geolocation')).toEqual([false, false, false]);
    expect(await shell.ask('request', 'https://example.org/')).toBe(true);
    expect(await shell.ask('request', 'http://127.0.0.1/')).toBe(true);
    expect(await shell.ask('request', 'app://atlas/index.html')).toBe(false);
  });
});

describe('a call', () => {
  it('from the page is answered, through the preload', async () => {
    const shell = await launched();
    expect(await shell.ask('host')).toBe('electron');
    expect(await shell.ask('bridge')).toEqual([
      'host',
      'call',
      'onEvent',
      'deliver',
      'upload',
      'onConnection',
    ]);
    expect(await shell.ask('call', ['status.get', {}])).toMatchObject({
      ok: true,
      value: { studies: { total: 80 }, dataFolder: data },
    });
    await expect(shell.ask('call', ['nothing.here', {}])).rejects.toThrow('no method');
    const note = { subject: { slug: 'naviaux-2016-metabolomics' }, body: 'x' };
    expect(await shell.ask('call', ['note.create', note])).toMatchObject({ ok: true });
    await expect
      .poll(() => shell.heard)
      .toContainEqual({
        event: 'atlas:event',
        value: expect.objectContaining({ type: 'data.changed' }) as unknown,
      });
  });

  it.each(['none', 'iframe', 'elsewhere'])(
    'from a foreign sender (%s) is refused',
    async (kind) => {
      const shell = await launched();
      await expect(shell.ask('foreign', ['atlas:status.get', kind])).rejects.toThrow(
        'window of the program alone',
      );
    },
  );

  it('for a file asks in a dialog and gives a handle, never a path', async () => {
    const shell = await launched();
    const offer = ['file.offer', { name: 'refs.bib' }];
    expect(await shell.ask('call', offer)).toMatchObject({ ok: true, value: { target: null } });
    const chosen = path.join(data, 'my refs.bib');
    await shell.ask('save', { canceled: false, filePath: chosen });
    const answer = await shell.ask('call', offer);
    expect(answer).toMatchObject({ ok: true, value: { shown: 'my refs.bib' } });
    expect(JSON.stringify(answer)).not.toContain(data);
    expect(await shell.ask('saveQuestions')).toMatchObject([
      { defaultPath: 'refs.bib' },
      { defaultPath: 'refs.bib' },
    ]);
  });

  it('for a bundle asks in a dialog, and the handle that it gives can be read', async () => {
    const shell = await launched();
    const pick = ['file.pick', { kind: 'bundle' }];
    expect(await shell.ask('call', pick)).toMatchObject({ ok: true, value: { file: null } });
    const folder = makeTempDir('chosen');
    const chosen = path.join(folder, 'a copy.mecfs-atlas');
    writeFileSync(chosen, soundBundle(bundledStudies(3)));
    await shell.ask('open', { canceled: false, filePaths: [chosen] });
    const answer = (await shell.ask('call', pick)) as { value: { file: string; shown: string } };
    expect(answer).toMatchObject({ ok: true, value: { shown: 'a copy.mecfs-atlas' } });
    expect(JSON.stringify(answer)).not.toContain(folder);
    const { file } = answer.value;
    expect(await shell.ask('call', ['bundle.verify', { file }])).toMatchObject({
      ok: true,
      value: { count: 3 },
    });
    expect(await shell.ask('openQuestions')).toMatchObject([
      { properties: ['openFile'] },
      { filters: [{ extensions: ['mecfs-atlas'] }, { extensions: ['*'] }] },
    ]);
    // The file is the reader's own: it stays when it was taken in.
    await shell.ask('call', ['bundle.import', { file }]);
    expect(existsSync(chosen)).toBe(true);
  });
});

describe('quitting', () => {
  it('by closing the window closes the databases', async () => {
    const shell = await launched();
    const note = { subject: { slug: 'naviaux-2016-metabolomics' }, body: 'x' };
    await shell.ask('call', ['note.create', note]);
    await shell.ask('closeWindow');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(data).filter((name) => /-wal$|-shm$/u.test(name))).toEqual([]);
  });

  it('by Ctrl-C does the same', async () => {
    const shell = await launched();
    await shell.ask('call', ['status.get', {}]);
    shell.child.kill('SIGINT');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(data).filter((name) => /-wal$|-shm$/u.test(name))).toEqual([]);
  });
});

describe('starting', () => {
  it('a second time leaves the turn to the first', async () => {
    const shell = launch([], { STAND_IN_LOCK: 'taken' });
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard).not.toContain('window-is-open');
  });

  it('with a folder to write to that is none ends in words', async () => {
    const shell = launch(['--allow=/nowhere/at/all']);
    const { code, stderr } = await shell.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^--allow takes a folder that is there/u);
  });
});
