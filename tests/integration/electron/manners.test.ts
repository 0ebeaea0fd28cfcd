// Desktop manners, over the stand-in: place on the screen, menu, progress, links, bundles, a second start.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import config from '../../../electron-builder.ts';
import { bundledStudies, soundBundle } from '../../support/bundles.ts';
import { ensureBuilt } from '../../support/cli.ts';
import type { Shell } from '../../support/electron/launch.ts';
import type { SyncProgress } from '../../../src/shared/domain/sync.ts';
import { startFakeAtlas } from '../../support/fake-atlas/server.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { askedOf, isOf, launch, launched, listen } from './running.ts';

const SLUG = 'naviaux-2016-metabolomics';
const LINK = `mecfs-atlas://study/${SLUG}`;

let data: string;
beforeAll(() => {
  ensureBuilt('main', 'preload', 'renderer');
});
beforeEach(() => {
  data = path.join(makeTempDir('manners'), 'data');
});

interface WindowNow {
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number };
  readonly isMaximized: boolean;
  readonly isFullScreen: boolean;
  readonly isFocused: boolean;
  readonly progress: number | null;
  readonly url: string;
}

async function windowOf(shell: Shell): Promise<WindowNow> {
  return (await shell.ask('window')) as WindowNow;
}

async function end(shell: Shell): Promise<void> {
  await shell.ask('closeWindow');
  expect(await shell.ended).toEqual({ code: 0, stderr: '' });
}

describe('the window', () => {
  it('opens where it was left, and as large', async () => {
    const first = await launched(data);
    await first.ask('place', { x: 40, y: 60, width: 900, height: 700 });
    await end(first);
    const second = await launched(data);
    expect(await windowOf(second)).toMatchObject({
      bounds: { x: 40, y: 60, width: 900, height: 700 },
      isMaximized: false,
    });
    await second.ask('maximize');
    await end(second);
    const third = await launched(data);
    await expect
      .poll(() => windowOf(third), { timeout: 10_000 })
      .toMatchObject({ isMaximized: true });
    await third.ask('fullScreen', true);
    await end(third);
    const fourth = await launched(data);
    await expect
      .poll(() => windowOf(fourth), { timeout: 10_000 })
      .toMatchObject({ isMaximized: true, isFullScreen: true });
    expect(fourth.heard).not.toContainEqual({ shownEmpty: true });
  });

  it.skipIf(process.platform !== 'linux')(
    'comes where a system says nothing of a picture before it is shown [only on Linux]',
    async () => {
      const shell = await launched(data, { env: { STAND_IN_WAYLAND: '1' } });
      await expect.poll(() => shell.heard, { timeout: 10_000 }).toContainEqual({ shown: true });
      expect(shell.heard).not.toContainEqual({ shownEmpty: true });
    },
  );

  it('opens in sight where what was remembered is garbage, or of a screen that is gone', async () => {
    const file = path.join(data, 'electron', 'window.json');
    await end(await launched(data));
    for (const text of ['{"bounds":', '{"bounds":{"x":9000,"y":9000,"width":900,"height":700}}']) {
      writeFileSync(file, text);
      const shell = await launched(data);
      expect(await shell.ask('options')).toMatchObject({ window: { width: 1280, height: 840 } });
      await end(shell);
    }
    const far = { x: 9000, y: 9000, width: 900, height: 700 };
    writeFileSync(file, JSON.stringify({ bounds: far, isMaximized: false, isFullScreen: false }));
    const shell = await launched(data);
    const options = (await shell.ask('options')) as { readonly window: object };
    expect(options.window).toMatchObject({ width: 900, height: 700 });
    expect(options.window).not.toHaveProperty('x');
  });
});

describe('the menu', () => {
  it('has the page run its commands', async () => {
    const shell = await launched(data);
    await listen(shell);
    await shell.ask('click', ['Go to', 'Help']);
    await shell.ask('click', ['Copy', 'Start a copy of the atlas']);
    await expect
      .poll(() => askedOf(shell), { timeout: 10_000 })
      .toEqual([
        { kind: 'command', command: 'go.help' },
        { kind: 'command', command: 'sync.start' },
      ]);
  });

  it('shows the data and the folder of the log', async () => {
    const shell = await launched(data);
    await shell.ask('click', ['File', 'Show My Data']);
    await shell.ask('click', ['File', 'Open Log Folder']);
    expect(await shell.ask('state')).toMatchObject({
      opened: { paths: [data, path.join(data, 'logs')] },
    });
    expect(existsSync(path.join(data, 'logs'))).toBe(true);
  });
});

describe('a folder that is gone', () => {
  it('is said to be, and the program goes on', async () => {
    const shell = await launched(data);
    renameSync(data, `${data}-away`);
    // A file in its place, so that no folder can be made there.
    writeFileSync(data, '');
    await shell.ask('click', ['File', 'Open Log Folder']);
    rmSync(data);
    await shell.ask('click', ['File', 'Show My Data']);
    await expect
      .poll(() => shell.ask('questions', 'message'), { timeout: 10_000 })
      .toMatchObject([
        { message: 'The folder could not be shown' },
        { detail: expect.stringContaining(data) as string },
      ]);
    expect(await shell.ask('state')).toMatchObject({ opened: { paths: [] } });
  });
});

describe('a copy', () => {
  it('is shown in the dock while it goes on, through sleep, and goes when it is done', async () => {
    const atlas = await startFakeAtlas({ studies: 40, seed: 7, latencyMs: 5 });
    onTestFinished(() => atlas.close());
    const shell = await launched(data);
    const bars: unknown[] = [];
    shell.onHeard((fact) => {
      if (typeof fact === 'object' && fact !== null && 'progress' in fact) bars.push(fact.progress);
    });
    expect(await shell.call('sync.start', { source: atlas.url, delayMs: 0 })).toMatchObject({
      ok: true,
    });
    await expect
      .poll(() => bars.some((bar) => Number(bar) > 0 && Number(bar) <= 1), { timeout: 20_000 })
      .toBe(true);
    await shell.ask('emit', { on: 'power', name: 'suspend' });
    await shell.ask('emit', { on: 'power', name: 'resume' });
    await expect.poll(async () => (await windowOf(shell)).progress, { timeout: 20_000 }).toBeNull();
    expect(await shell.call('status.get', {})).toMatchObject({ value: { studies: { site: 40 } } });
    expect(readFileSync(path.join(data, 'logs', 'companion.log'), 'utf8')).toMatch(/ resumed\n$/u);
    expect(atlas.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  it.each([
    ['after sleep', ['emit', { on: 'power', name: 'resume' }]],
    ['when the computer is online again', ['online', true]],
  ] as const)('that waits for the network goes on at once %s', async (_when, [name, what]) => {
    const atlas = await startFakeAtlas({ studies: 40, seed: 7, latencyMs: 100 });
    onTestFinished(() => atlas.close());
    const shell = await launched(data);
    const progressNow = async (): Promise<SyncProgress> => {
      const answer = (await shell.call('sync.state', {})) as {
        readonly value: { readonly progress: SyncProgress };
      };
      return answer.value.progress;
    };
    await shell.call('sync.start', { source: atlas.url, delayMs: 0 });
    await expect.poll(() => atlas.requests.length, { timeout: 10_000 }).toBeGreaterThan(5);
    await atlas.goOffline();
    await shell.ask('online', false);
    await expect
      .poll(async () => (await progressNow()).wait?.reason, { timeout: 20_000 })
      .toBe('offline');
    // Five seconds long, which nobody sits through here.
    const { wait } = await progressNow();
    expect(await shell.ask('online.asked')).toBe(true);
    atlas.configure({ latencyMs: 0 });
    const before = atlas.requests.length;
    await atlas.comeBack();
    await shell.ask(name, what);
    await expect.poll(() => atlas.requests.length, { timeout: 10_000 }).toBeGreaterThan(before);
    expect(Date.now()).toBeLessThan(Number(wait?.until));
    await expect.poll(async () => (await progressNow()).state, { timeout: 20_000 }).toBe('idle');
  });

  it('is stopped within five seconds when the program quits, and gone on with at the next start', async () => {
    const atlas = await startFakeAtlas({ studies: 60, seed: 7, latencyMs: 30 });
    onTestFinished(() => atlas.close());
    const shell = await launched(data);
    await shell.call('sync.start', { source: atlas.url, delayMs: 0 });
    await expect.poll(() => atlas.requests.length, { timeout: 10_000 }).toBeGreaterThan(10);
    const began = performance.now();
    await shell.ask('quit');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(performance.now() - began).toBeLessThan(5000);
    const again = await launched(data);
    expect(await again.call('status.get', {})).toMatchObject({
      value: { unfinishedSync: { total: 60 } },
    });
  });
});

describe('a link to a study', () => {
  it('given at the start opens it as soon as the page listens', async () => {
    const shell = await launched(data, { words: [LINK] });
    await listen(shell);
    await expect
      .poll(() => askedOf(shell), { timeout: 10_000 })
      .toEqual([{ kind: 'study', slug: SLUG }]);
  });

  it('given to a second start opens in the first, which comes to the front', async () => {
    const first = await launched(data);
    await listen(first);
    const second = launch(data, { words: [LINK] });
    expect(await second.ended).toEqual({ code: 0, stderr: '' });
    await expect
      .poll(() => askedOf(first), { timeout: 10_000 })
      .toEqual([{ kind: 'study', slug: SLUG }]);
    expect(await windowOf(first)).toMatchObject({ isFocused: true });
  });

  it('as macOS hands it over opens, too, and one that is more than a slug does nothing', async () => {
    const shell = await launched(data);
    await listen(shell);
    for (const link of [`${LINK}?run=list.delete`, 'mecfs-atlas://command/list.delete', LINK]) {
      const event = { on: 'app', name: 'open-url', args: [link] };
      expect(await shell.ask('emit', event), link).toBe(true);
    }
    await expect
      .poll(() => askedOf(shell), { timeout: 10_000 })
      .toEqual([{ kind: 'study', slug: SLUG }]);
  });

  it('is claimed by the installed program alone', async () => {
    const fromSources = await launched(data);
    expect(await fromSources.ask('state')).toMatchObject({ protocolClients: [] });
    await end(fromSources);
    const installed = await launched(data, { env: { STAND_IN_PACKAGED: '1' } });
    expect(await installed.ask('state')).toMatchObject({
      protocolClients: [['mecfs-atlas', null, []]],
    });
  });
});

describe('in the taskbar of Windows', () => {
  it('the installed program is the one that the installer has put there', async () => {
    const main = path.resolve(import.meta.dirname, 'late-life.ts');
    const onWindows = { STAND_IN_PLATFORM: 'win32' };
    const fromSources = await launched(data, { main, env: onWindows });
    expect(fromSources.heard.some((fact) => isOf(fact, 'userModelId'))).toBe(false);
    fromSources.child.kill('SIGKILL');
    await fromSources.ended;
    const env = { ...onWindows, STAND_IN_PACKAGED: '1' };
    const installed = await launched(data, { main, env });
    expect(installed.heard).toContainEqual({ userModelId: config.appId });
  });
});

describe('a bundle that is opened by double click', () => {
  it('takes the place of the file dialog once, and is looked into like any other', async () => {
    const folder = makeTempDir('double-click');
    const file = path.join(folder, 'copy.mecfs-atlas');
    writeFileSync(file, soundBundle(bundledStudies(3)));
    const shell = await launched(data);
    await listen(shell);
    const event = { on: 'app', name: 'open-file', args: [file] };
    expect(await shell.ask('emit', event)).toBe(true);
    await expect
      .poll(() => askedOf(shell), { timeout: 10_000 })
      .toEqual([{ kind: 'command', command: 'bundle.open' }]);
    const picked = (await shell.call('file.pick', { kind: 'bundle' })) as {
      readonly value: { readonly file: string; readonly shown: string };
    };
    expect(picked.value.shown).toBe('copy.mecfs-atlas');
    expect(JSON.stringify(picked)).not.toContain(folder);
    expect(await shell.ask('questions', 'open')).toEqual([]);
    expect(await shell.call('bundle.verify', { file: picked.value.file })).toMatchObject({
      value: { count: 3 },
    });
    await shell.call('file.pick', { kind: 'bundle' });
    expect(await shell.ask('questions', 'open')).toHaveLength(1);
  });

  it('where the page cannot open it is not taken for the next one that is chosen', async () => {
    const file = path.join(makeTempDir('double-click'), 'copy.mecfs-atlas');
    writeFileSync(file, soundBundle(bundledStudies(3)));
    const shell = await launched(data);
    await listen(shell, 'no');
    await shell.ask('emit', { on: 'app', name: 'open-file', args: [file] });
    await expect.poll(() => askedOf(shell), { timeout: 10_000 }).toHaveLength(1);
    await shell.call('status.get', {});
    expect(await shell.call('file.pick', { kind: 'bundle' })).toMatchObject({
      value: { file: null },
    });
    expect(await shell.ask('questions', 'open')).toHaveLength(1);
  });
});
