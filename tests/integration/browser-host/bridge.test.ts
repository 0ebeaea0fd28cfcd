// The window's side of the browser host (src/renderer/api/browser-host.ts) against the real server: how a
// session begins, what a reload keeps, how the window learns that the program has gone and is back.
import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AtlasBridge } from '../../../src/shared/contract/bridge.ts';
import { startServer, type TestServer } from './harness.ts';

const SLUG = 'naviaux-2016-metabolomics';
// By a name that the compiler does not follow: the file belongs to a zone with the page's globals.
const MODULE = '../../../src/renderer/api/browser-host.ts' as string;

/** What views are told after a gap. */
const MISSED = [
  { type: 'data.changed', parts: ['mirror', 'library'] },
  { type: 'sync.progress', progress: expect.objectContaining({ state: 'idle' }) as unknown },
];

interface BridgeModule {
  readonly createBrowserBridge: () => Promise<AtlasBridge>;
  readonly NoSessionError: new () => Error;
}

let server: TestServer;
let page: Page;

/** What a tab has: an address, a storage, and whether it is in sight. */
interface Page {
  readonly location: { hash: string; pathname: string; search: string };
  readonly storage: Map<string, string>;
  readonly requests: { url: string; init: RequestInit }[];
  readonly saved: { name: string; blob: Blob }[];
  hide(isHidden: boolean): void;
  /** No connection gets through, as after the end of the program. */
  isCutOff: boolean;
  /** Breaks the connections that are open. */
  breakStreams(): void;
  /** Ends every bridge of the page, so that none reaches into the next test. */
  end(): Promise<void>;
}

function makePage(): Page {
  const visibility = new EventTarget();
  const state = { hidden: false };
  const blobs = new Map<string, Blob>();
  let breaking = new AbortController();
  let isEnded = false;
  let refusals = 0;
  const made: Page = {
    location: { hash: '', pathname: '/', search: '' },
    storage: new Map(),
    requests: [],
    saved: [],
    isCutOff: false,
    breakStreams() {
      breaking.abort();
      breaking = new AbortController();
    },
    async end() {
      isEnded = true;
      made.isCutOff = false;
      made.breakStreams();
      const hasStream = made.requests.some(({ url }) => url === '/events');
      if (hasStream) await vi.waitUntil(() => refusals > 0, { timeout: 10_000 });
      // The bridge still has to take the refusal in.
      await new Promise<void>((resolve) => setImmediate(resolve));
      vi.unstubAllGlobals();
    },
    hide(isHidden) {
      state.hidden = isHidden;
      visibility.dispatchEvent(new Event('visibilitychange'));
    },
  };
  const realFetch = globalThis.fetch;
  vi.stubGlobal('location', made.location);
  vi.stubGlobal('history', {
    replaceState: (_state: null, _title: string, url: string) => {
      made.location.hash = new URL(url, 'http://x').hash;
    },
  });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => made.storage.get(key) ?? null,
    setItem: (key: string, value: string) => made.storage.set(key, value),
    removeItem: (key: string) => made.storage.delete(key),
  });
  vi.stubGlobal('document', {
    get hidden() {
      return state.hidden;
    },
    addEventListener: visibility.addEventListener.bind(visibility),
    removeEventListener: visibility.removeEventListener.bind(visibility),
    createElement: () => {
      const link = {
        href: '',
        download: '',
        click: () => {
          made.saved.push({ name: link.download, blob: blobs.get(link.href) ?? new Blob() });
        },
      };
      return link;
    },
  });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = `blob:${blobs.size}`;
    if (blob instanceof Blob) blobs.set(url, blob);
    return url;
  });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    made.requests.push({ url, init });
    if (made.isCutOff) throw new TypeError('Failed to fetch');
    const signal = AbortSignal.any([breaking.signal, ...(init.signal ? [init.signal] : [])]);
    const response = isEnded
      ? new Response(null, { status: 401 })
      : await realFetch(new URL(url, `http://${server.host}`), { ...init, signal });
    if (response.status === 401) refusals += 1;
    return response;
  });
  return made;
}

async function openTab(): Promise<AtlasBridge> {
  const { createBrowserBridge } = (await import(MODULE)) as BridgeModule;
  return createBrowserBridge();
}

beforeEach(async () => {
  server = await startServer();
  page = makePage();
  return () => page.end();
});

describe('a tab', () => {
  it('spends the token of its address, which leaves the address bar, and asks with the secret', async () => {
    const token = server.token();
    page.location.hash = `#${token}`;
    const bridge = await openTab();
    expect(page.location.hash).toBe('');
    expect(bridge.host).toBe('browser');
    expect(await bridge.call('study.show', { slug: SLUG })).toMatchObject({ ok: true });
    expect(await bridge.call('status.get', undefined)).toMatchObject({ ok: true });
    const [secret] = page.storage.values();
    expect(secret).toMatch(/^[\w-]{43}$/u);
    for (const { url, init } of page.requests) {
      expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'error' });
      expect(url).not.toContain(secret);
      expect(url).not.toContain(token);
    }
  });

  it('keeps its session through a reload, also one with a token that is spent', async () => {
    page.location.hash = `#${server.token()}`;
    await openTab();
    expect(await (await openTab()).call('status.get', {})).toMatchObject({ ok: true });
    page.location.hash = '#spent';
    expect(await (await openTab()).call('status.get', {})).toMatchObject({ ok: true });
  });

  it('without a token, with a wrong one, or with the secret of another start has no session', async () => {
    const { NoSessionError } = (await import(MODULE)) as BridgeModule;
    await expect(openTab()).rejects.toThrow(NoSessionError);
    page.location.hash = '#wrong';
    await expect(openTab()).rejects.toThrow(NoSessionError);
    expect(page.location.hash).toBe('');
    page.storage.set('atlas-secret', 'a'.repeat(43));
    await expect(openTab()).rejects.toThrow(NoSessionError);
    expect(page.storage.size).toBe(0);
  });

  it('hands a download to the reader under its name', async () => {
    page.location.hash = `#${server.token()}`;
    const bridge = await openTab();
    const { target } = await server.downloads.chooseTarget('Zitate “PEM”.bib');
    writeFileSync(server.files.pathOf(target) ?? '', '@article{}');
    await bridge.deliver(target);
    expect(page.saved.map(({ name }) => name)).toEqual(['Zitate “PEM”.bib']);
    expect(await page.saved[0]?.blob.text()).toBe('@article{}');
    await expect(bridge.deliver(target)).rejects.toThrow('not there any more');
  });
});

describe('events', () => {
  it('come through one stream, begun with the first listener, to all of them', async () => {
    page.location.hash = `#${server.token()}`;
    const bridge = await openTab();
    const streams = (): number => page.requests.filter(({ url }) => url === '/events').length;
    expect(streams()).toBe(0);
    const [a, b]: [unknown[], unknown[]] = [[], []];
    bridge.onEvent((event) => a.push(event));
    const stop = bridge.onEvent((event) => b.push(event));
    await vi.waitUntil(() => streams() === 1);
    // Heartbeats are no events; the first line of the stream is one.
    const note = { subject: { slug: SLUG }, body: 'ä' };
    await vi.waitUntil(async () => {
      await bridge.call('note.create', note);
      return a.length > 0;
    });
    expect(a[0]).toMatchObject({ type: 'data.changed' });
    expect(b).toEqual(a);
    stop();
    const heard = b.length;
    await bridge.call('note.create', note);
    await vi.waitUntil(() => a.length > heard);
    expect(b).toHaveLength(heard);
    expect(streams()).toBe(1);
  });
});

describe('the connection', () => {
  async function openWatchedTab(): Promise<{
    readonly bridge: AtlasBridge;
    readonly told: readonly boolean[];
    readonly events: readonly unknown[];
  }> {
    page.location.hash = `#${server.token()}`;
    const bridge = await openTab();
    const [told, events]: [boolean[], unknown[]] = [[], []];
    bridge.onConnection((isConnected) => told.push(isConnected));
    bridge.onEvent((event) => events.push(event));
    await vi.waitUntil(() => page.requests.some(({ url }) => url === '/events'));
    return { bridge, told, events };
  }

  it('is told lost with a call that fails', async () => {
    const { bridge, told } = await openWatchedTab();
    page.isCutOff = true;
    await expect(bridge.call('status.get', {})).rejects.toThrow('Failed to fetch');
    expect(told).toEqual([false]);
  });

  it('is told lost when the stream breaks, and told when it is back, with what was missed', async () => {
    const { bridge, told, events } = await openWatchedTab();
    await bridge.call('status.get', {});
    page.breakStreams();
    await vi.waitUntil(() => told.length === 2, { timeout: 5000 });
    expect(told).toEqual([false, true]);
    await vi.waitUntil(() => events.length === 2);
    expect(events).toEqual(MISSED);
  });

  it('is told lost when the program ends', async () => {
    const { bridge, told } = await openWatchedTab();
    await server.server.close();
    await expect(bridge.call('status.get', {})).rejects.toThrow();
    expect(told).toEqual([false]);
  });

  it('is lost for good when the program was started anew', async () => {
    const { NoSessionError } = (await import(MODULE)) as BridgeModule;
    page.location.hash = `#${server.token()}`;
    const bridge = await openTab();
    const told: boolean[] = [];
    bridge.onConnection((isConnected) => told.push(isConnected));
    server = await startServer();
    await expect(bridge.call('status.get', {})).rejects.toThrow(NoSessionError);
    await expect(bridge.call('status.get', {})).rejects.toThrow(NoSessionError);
    expect(told).toEqual([false]);
    expect(page.storage.size).toBe(0);
  });

  it('is given back by a tab out of sight, which asks what it missed when it is seen again', async () => {
    const { told, events } = await openWatchedTab();
    const streams = (): RequestInit[] =>
      page.requests.filter(({ url }) => url === '/events').map(({ init }) => init);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    page.hide(true);
    vi.advanceTimersByTime(11_000);
    vi.useRealTimers();
    expect(streams()[0]?.signal?.aborted).toBe(true);
    page.hide(false);
    await vi.waitUntil(() => events.length === 2);
    expect(streams()).toHaveLength(2);
    expect(events).toEqual(MISSED);
    expect(told).toEqual([]);
  });
});
