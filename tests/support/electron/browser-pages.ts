// The test's side of pages in a browser: Chromium's tabs are the program's windows.
// Invariant: the page is served by the program's own handler alone. Chromium cannot go to `app://`, so that
// `app://HOST/…` is written `https://HOST.app.invalid/…` here, and nowhere else.
import type { BrowserContext, CDPSession, Page, Route } from '@playwright/test';
import type { Shell } from './launch.ts';
import type { PageRequest, PageResponse } from './renderer.ts';
import type { PageScripts } from './page-scripts.ts';

const WORLD = 'electron-preload';
const OUR_HOST = /^https:\/\/([^/]+)\.app\.invalid(?=\/|$)/u;

/** The address as Chromium can go to it. */
export function toBrowser(address: string): string {
  return address.replace(/^app:\/\/([^/]+)/u, 'https://$1.app.invalid');
}

/** The address as the program knows it. */
export function fromBrowser(address: string): string {
  return address.replace(OUR_HOST, 'app://$1');
}

export interface BrowserPages {
  /** The newest page of a window; waits for the first one to be loaded. */
  page(): Promise<Page>;
  /** What pages asked for outside the program, and were not given. */
  readonly refused: readonly string[];
}

interface Shown {
  readonly page: Page;
  readonly session: CDPSession;
  /** Addresses that main itself loads now. */
  readonly expected: Set<string>;
  /** The preload's world in the page that is loaded. */
  world: number | null;
  /** Told when the page wants to stay while it is being closed: whether it is closed all the same. */
  stays: ((isForced: boolean) => void) | null;
}

/** Shows the program's pages in this context. */
export function showPages(shell: Shell, context: BrowserContext): BrowserPages {
  const shown = new Map<number, Shown>();
  const refused: string[] = [];
  let isDark = false;

  async function open(id: number, scripts: PageScripts): Promise<Shown> {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
    const session = await context.newCDPSession(page);
    const own: Shown = { page, session, expected: new Set(), world: null, stays: null };
    session.on('Runtime.executionContextCreated', ({ context: { id: world, name } }) => {
      if (name === WORLD) own.world = world;
    });
    session.on('Runtime.bindingCalled', ({ payload }) => {
      void shell.ask('page.message', { page: id, text: payload }).catch(() => undefined);
    });
    session.on('Page.windowOpen', ({ url }) => {
      void shell.ask('page.opens', { page: id, url: fromBrowser(url) });
    });
    // What the shell denies never comes to be; what it allows is not in the stand-in.
    page.on('popup', (popup) => void popup.close());
    page.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') return;
      void shell.ask('page.isUnloadForced', { page: id }).then(async (answer) => {
        const isForced = answer === true;
        await (isForced ? dialog.accept() : dialog.dismiss());
        own.stays?.(isForced);
      });
    });
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', {
      name: scripts.toMain,
      executionContextName: WORLD,
    });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.isolated,
      worldName: WORLD,
    });
    shown.set(id, own);
    return own;
  }

  async function answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromBrowser(request.url());
    const found = pageOf(route);
    if (found === null) {
      await route.abort();
      return;
    }
    const [id, own] = found;
    if (request.isNavigationRequest()) {
      const isMainFrame = request.frame() === own.page.mainFrame();
      const isOurs = isMainFrame && own.expected.delete(url);
      const question = { page: id, url, isMainFrame };
      if (!isOurs && (await shell.ask('page.navigates', question)) === true) {
        refused.push(url);
        await route.abort('aborted');
        return;
      }
    }
    const question: PageRequest = {
      url,
      method: request.method(),
      headers: request.headers(),
      resourceType: request.resourceType(),
    };
    const response = (await shell.ask('page.request', {
      page: id,
      request: question,
    })) as PageResponse | null;
    if (response === null) {
      refused.push(url);
      await route.abort('blockedbyclient');
      return;
    }
    const { status, headers } = response;
    await route.fulfill({ status, headers, body: Buffer.from(response.body) });
  }

  function pageOf(route: Route): readonly [number, Shown] | null {
    try {
      const page = route.request().frame().page();
      return [...shown].find(([, own]) => own.page === page) ?? null;
    } catch {
      // A window that is only just being opened: it has no frame yet, and will have none.
      return null;
    }
  }

  const routed = context.route('**/*', (route) =>
    // A program that ends under a request answers no more.
    answer(route).catch(() => route.abort().catch(() => undefined)),
  );
  const known = (id: number): Shown => {
    const own = shown.get(id);
    if (own === undefined) throw new Error(`window ${id} shows no page`);
    return own;
  };
  shell.handle(
    'load',
    async ({ page: id, url, scripts }: { page: number; url: string; scripts: PageScripts }) => {
      await routed;
      const own = shown.get(id) ?? (await open(id, scripts));
      own.expected.add(url);
      const response = await own.page.goto(toBrowser(url), { waitUntil: 'load' });
      if (response?.status() !== 200) throw new Error(`ERR_FAILED (-2) loading '${url}'`);
    },
  );
  shell.handle('deliver', async ({ page: id, text }: { page: number; text: string }) => {
    const own = shown.get(id);
    if (own?.world === null || own === undefined) return;
    const expression = `standInFromMain(${JSON.stringify(text)})`;
    await own.session
      .send('Runtime.evaluate', { expression, contextId: own.world })
      .catch(() => undefined);
  });
  shell.handle('close', async ({ page: id, isForced }: { page: number; isForced: boolean }) => {
    const own = known(id);
    const closed = new Promise<boolean>((resolve) => {
      own.page.once('close', () => {
        resolve(true);
      });
      own.stays = (isAllTheSame) => {
        if (!isAllTheSame) resolve(false);
      };
    });
    await own.page.close({ runBeforeUnload: !isForced });
    const isGone = await closed;
    if (isGone) shown.delete(id);
    return isGone;
  });
  shell.handle('crash', async ({ page: id }: { page: number }) => {
    const { page, session } = known(id);
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    // Playwright cannot use the page again; the window's next one is a new one.
    shown.delete(id);
    await page.close();
  });
  shell.handle(
    'evaluate',
    ({ page: id, source, args }: { page: number; source: string; args: readonly unknown[] }) =>
      known(id).page.evaluate(`(${source})(...${JSON.stringify(args)})`),
  );
  shell.handle('pdf', async ({ page: id }: { page: number }) => {
    const { data } = await known(id).session.send('Page.printToPDF', { generateTaggedPDF: true });
    return data;
  });
  shell.handle('dark', async (value: { page: number; isDark: boolean }) => {
    isDark = value.isDark;
    const colorScheme = isDark ? 'dark' : 'light';
    await shown.get(value.page)?.page.emulateMedia({ colorScheme });
  });
  return {
    refused,
    async page() {
      await shell.whenHeard((fact) => fact === 'window-is-open');
      const [own] = [...shown.values()].reverse();
      if (own === undefined) throw new Error('the window shows no page');
      return own.page;
    },
  };
}
