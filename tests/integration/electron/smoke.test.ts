// The built Electron host in Node, against a strict stand-in: it starts, opens one safe window, answers
// its own page alone, and closes the files when it quits. The proof with Electron itself is elsewhere.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { METHOD_NAMES, PDF_CHANNEL } from '../../../src/shared/contract/names.ts';
import { bundledStudies, soundBundle } from '../../support/bundles.ts';
import { ensureBuilt } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { isOf, launch, launched } from './running.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

let data: string;
beforeAll(() => {
  ensureBuilt('main', 'preload', 'renderer');
});
beforeEach(() => {
  data = path.join(makeTempDir('electron'), 'data');
});

describe('the window', () => {
  it('is sandboxed and isolated, without a spell checker that would ask a server', async () => {
    const shell = await launched(data);
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
      channels: [...METHOD_NAMES.map((name) => `atlas:${name}`), PDF_CHANNEL],
      paths: { userData: path.join(data, 'electron') },
      partitions: [
        ['atlas', { cache: false }],
        ['copy', { cache: false }],
      ],
    });
    await expect.poll(() => shell.heard, { timeout: 10_000 }).toContainEqual({ shown: true });
  });

  it('gets its files from app://, by exact name, under the strict policy', async () => {
    const shell = await launched(data);
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
    const shell = await launched(data);
    for (const name of [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
    ]) {
      expect(await shell.ask('emit', { on: 'contents', name }), name).toBe(true);
    }
    for (const url of ['file:///etc/passwd', 'javascript:1']) {
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
    const shell = await launched(data);
    expect(await shell.ask('evaluate', ['() => atlas.host', []])).toBe('electron');
    expect(await shell.ask('evaluate', ['() => Object.keys(atlas)', []])).toEqual([
      'host',
      'call',
      'onEvent',
      'onRequest',
      'deliver',
      'upload',
      'makePdf',
      'onConnection',
    ]);
    expect(await shell.call('status.get', {})).toMatchObject({
      ok: true,
      value: { studies: { total: 80 }, dataFolder: data },
    });
    await expect(shell.call('nothing.here', {})).rejects.toThrow('no method');
    await shell.ask('evaluate', [
      '() => { globalThis.seen = []; atlas.onEvent((event) => seen.push(event.type)); }',
      [],
    ]);
    const note = { subject: { slug: 'naviaux-2016-metabolomics' }, body: 'x' };
    expect(await shell.call('note.create', note)).toMatchObject({ ok: true });
    await expect.poll(() => shell.ask('evaluate', ['() => seen', []])).toContain('data.changed');
    await expect
      .poll(() => shell.heard)
      .toContainEqual({
        event: 'atlas:event',
        args: [expect.objectContaining({ type: 'data.changed' })],
      });
  });

  it('for a file asks in a dialog and gives a handle, never a path', async () => {
    const shell = await launched(data);
    const offer = ['file.offer', { name: 'refs.bib' }] as const;
    expect(await shell.call(...offer)).toMatchObject({ ok: true, value: { target: null } });
    const chosen = path.join(data, 'my refs.bib');
    await shell.ask('answer', ['save', { canceled: false, filePath: chosen }]);
    const answer = await shell.call(...offer);
    expect(answer).toMatchObject({ ok: true, value: { shown: 'my refs.bib' } });
    expect(JSON.stringify(answer)).not.toContain(data);
    expect(await shell.ask('questions', 'save')).toMatchObject([
      { defaultPath: 'refs.bib' },
      {
        defaultPath: 'refs.bib',
        properties: expect.arrayContaining(['showOverwriteConfirmation']) as unknown,
      },
    ]);
  });

  it('for a bundle asks in a dialog, and the handle that it gives can be read', async () => {
    const shell = await launched(data);
    const pick = ['file.pick', { kind: 'bundle' }] as const;
    expect(await shell.call(...pick)).toMatchObject({ ok: true, value: { file: null } });
    const folder = makeTempDir('chosen');
    const chosen = path.join(folder, 'a copy.mecfs-atlas');
    writeFileSync(chosen, soundBundle(bundledStudies(3)));
    await shell.ask('answer', ['open', { canceled: false, filePaths: [chosen] }]);
    const answer = (await shell.call(...pick)) as { value: { file: string; shown: string } };
    expect(answer).toMatchObject({ ok: true, value: { shown: 'a copy.mecfs-atlas' } });
    expect(JSON.stringify(answer)).not.toContain(folder);
    const { file } = answer.value;
    expect(await shell.call('bundle.verify', { file })).toMatchObject({
      ok: true,
      value: { count: 3 },
    });
    expect(await shell.ask('questions', 'open')).toMatchObject([
      { properties: ['openFile'] },
      { filters: [{ extensions: ['mecfs-atlas'] }, { extensions: ['*'] }] },
    ]);
    // The file is the reader's own: it stays when it was taken in.
    await shell.call('bundle.import', { file });
    expect(existsSync(chosen)).toBe(true);
  });
});

describe('quitting', () => {
  it('by closing the window closes the databases', async () => {
    const shell = await launched(data);
    const note = { subject: { slug: 'naviaux-2016-metabolomics' }, body: 'x' };
    await shell.call('note.create', note);
    await shell.ask('closeWindow');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(data).filter((name) => /-wal$|-shm$/u.test(name))).toEqual([]);
  });

  it('by Ctrl-C does the same', async () => {
    const shell = await launched(data);
    await shell.call('status.get', {});
    shell.child.kill('SIGINT');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(data).filter((name) => /-wal$|-shm$/u.test(name))).toEqual([]);
  });
});

describe('starting', () => {
  it('a second time leaves the turn to the first, which comes to the front', async () => {
    const first = await launched(data);
    const second = launch(data);
    expect(await second.ended).toEqual({ code: 0, stderr: '' });
    expect(second.heard).not.toContain('window-is-open');
    expect(second.heard).toContainEqual({ order: ['before-quit', 'will-quit', 'quit'] });
    await first.whenHeard((fact) => isOf(fact, 'secondInstance'));
    const places = first.heard.map((fact) => isOf(fact, 'focused'));
    expect(places.lastIndexOf(true)).toBeGreaterThan(first.heard.indexOf('window-is-open'));
  });

  it('with a folder to write to that is none ends in words', async () => {
    const shell = launch(data, { words: ['--allow=/nowhere/at/all'] });
    const { code, stderr } = await shell.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^--allow takes a folder that is there/u);
  });
});
