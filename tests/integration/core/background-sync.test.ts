// A sync in the background: begun, joined, looked at, stopped, and never left behind.
import { httpTransport } from '../../../src/main/atlas/site/transport.ts';
import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { openMirror } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { CoreEvent, SyncStateView } from '../../../src/shared/contract/types.ts';
import { startFakeAtlas, type FakeAtlas } from '../../support/fake-atlas/server.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { countRows } from '../sync/harness.ts';

let folder: string;
let core: Core;
let events: CoreEvent[];

beforeEach(() => {
  folder = makeTempDir('background');
  core = createTestCore({ folder, transport: httpTransport });
  events = [];
  core.onEvent((event) => events.push(event));
  onTestFinished(async () => {
    await core.close();
  });
});

async function makeAtlas(studies: number): Promise<FakeAtlas> {
  const atlas = await startFakeAtlas({ studies, seed: 11 });
  onTestFinished(() => atlas.close());
  return atlas;
}

async function ended(): Promise<SyncStateView> {
  return await vi.waitFor(
    async () => {
      const state = await ask(core, 'sync.state', {});
      expect(state.isRunning).toBe(false);
      return state;
    },
    { timeout: 20_000, interval: 20 },
  );
}

const told = (): string[] =>
  events.map((event) =>
    event.type === 'sync.progress'
      ? event.progress.state
      : event.type === 'data.changed'
        ? `changed ${event.parts.join('+')}`
        : event.type,
  );

describe('a sync in the background', () => {
  it('answers at once, is joined by a second one, and tells how it ended', async () => {
    const atlas = await makeAtlas(30);
    const source = atlas.url;
    expect(await ask(core, 'sync.state', {})).toMatchObject({
      isRunning: false,
      source: null,
      progress: { state: 'idle' },
      failure: null,
      receipt: null,
    });
    expect(await ask(core, 'sync.start', { source, delayMs: 0 })).toEqual({ joined: false });
    expect(await ask(core, 'sync.start', { source: null })).toEqual({ joined: true });
    expect(await ask(core, 'sync.state', {})).toMatchObject({ isRunning: true, source });
    expect(await core.request('sync.run', { source, delayMs: 0 })).toMatchObject({
      ok: false,
      error: { code: 'sync-running' },
    });
    const state = await ended();
    expect(state).toMatchObject({ source, failure: null, progress: { state: 'idle' } });
    expect(state.receipt?.added).toHaveLength(30);
    expect((await ask(core, 'search.run', {})).total).toBe(110);
    expect(told().slice(-2)).toEqual(['idle', 'changed mirror']);
    expect(told().filter((each) => each === 'changed mirror').length).toBeLessThanOrEqual(3);
  });

  it('asks the source of the settings where none is named', async () => {
    const atlas = await makeAtlas(5);
    await ask(core, 'settings.set', { settings: { source: atlas.url } });
    await ask(core, 'sync.start', { delayMs: 0 });
    expect(await ended()).toMatchObject({ source: atlas.url, failure: null });
  });

  it('keeps a failure to be looked at, and the next one begins anew', async () => {
    const atlas = await makeAtlas(5);
    const odd = await makeAtlas(5);
    odd.faults.set('everything', { kind: 'garbage', as: 'page' });
    await ask(core, 'sync.start', { source: odd.url, delayMs: 0 });
    expect(await ended()).toMatchObject({
      progress: { state: 'failed' },
      failure: { code: 'unreadable-site', retryable: false },
    });
    expect(told().slice(-2)).toEqual(['failed', 'changed mirror']);
    await ask(core, 'sync.start', { source: atlas.url, delayMs: 0 });
    expect(await ended()).toMatchObject({ failure: null, progress: { state: 'idle' } });
  });

  it('is refused at once for an address that is none', async () => {
    expect(await core.request('sync.start', { source: 'not an address' })).toMatchObject({
      ok: false,
      error: { code: 'source-invalid' },
    });
    expect((await ask(core, 'sync.state', {})).isRunning).toBe(false);
  });

  it('stops when told so, which is no failure, and goes on later', async () => {
    const atlas = await makeAtlas(40);
    const input = { source: atlas.url, delayMs: 0 };
    expect(await ask(core, 'sync.stop', {})).toEqual({ stopped: false });
    await ask(core, 'sync.start', input);
    await vi.waitFor(
      () => {
        expect(told()).toContain('fetching');
      },
      { interval: 1, timeout: 5_000 },
    );
    expect(await ask(core, 'sync.stop', {})).toEqual({ stopped: true });
    const state = await ask(core, 'sync.state', {});
    expect(state).toMatchObject({ isRunning: false, failure: null, receipt: null });
    expect(state.progress.state).toBe('idle');
    await ask(core, 'sync.start', input);
    expect((await ended()).receipt).toMatchObject({ listed: 40 });
  });

  it('refuses to pause the reading of kept pages, which goes on to its end', async () => {
    const atlas = await makeAtlas(120);
    await ask(core, 'sync.run', { source: atlas.url, delayMs: 0 });
    events = [];
    const reread = ask(core, 'sync.reread', {});
    await vi.waitFor(
      () => {
        expect(told()).toContain('fetching');
      },
      { interval: 1, timeout: 5_000 },
    );
    expect(await core.request('sync.pause', {})).toMatchObject({
      ok: false,
      error: {
        code: 'invalid-input',
        message: expect.stringContaining('stopped, not paused') as string,
      },
    });
    expect(await ask(core, 'sync.state', {})).toMatchObject({ isRunning: true });
    expect(await reread).toMatchObject({ kind: 'reread', listed: 120, unchanged: 120 });
    expect(told()).not.toContain('paused');
    expect((await ask(core, 'sync.state', {})).progress.state).toBe('idle');
  });

  it('begins at once though the one before could not take its mark away, and is not refused what else needs it', async () => {
    const atlas = await makeAtlas(5);
    const input = { source: atlas.url, delayMs: 0 };
    await ask(core, 'sync.run', input);
    const mirror = openMirror(dataPaths(folder));
    // As on a full disk: the mark stays.
    mirror.exec(`CREATE TRIGGER mark_stays BEFORE DELETE ON sync_state WHEN old.name = 'sync-lock'
      BEGIN SELECT raise(IGNORE); END`);
    await ask(core, 'sync.run', input);
    expect(countRows(mirror, "sync_state WHERE name = 'sync-lock'")).toBe(1);
    mirror.close();
    expect(await ask(core, 'sync.stop', {})).toEqual({ stopped: false });
    expect(await ask(core, 'sync.run', input)).toMatchObject({ unchanged: 5 });
  });

  it('is ended by closing, before the files are', async () => {
    const atlas = await makeAtlas(40);
    await ask(core, 'sync.start', { source: atlas.url, delayMs: 0 });
    expect(await core.close()).toMatchObject({ ok: true });
    const asked = atlas.requests.length;
    expect(existsSync(`${dataPaths(folder).atlas}-wal`)).toBe(false);
    expect(told().at(-2)).toBe('idle');
    expect(atlas.requests.length).toBe(asked);
  });

  it('is ended by a restore', async () => {
    const atlas = await makeAtlas(40);
    const { name } = await ask(core, 'backup.create', {});
    await ask(core, 'sync.start', { source: atlas.url, delayMs: 0 });
    expect((await ask(core, 'backup.restore', { name })).restored.name).toBe(name);
    expect(await ask(core, 'sync.state', {})).toMatchObject({ isRunning: false, failure: null });
  });
});
