// A page in the browser that the test drives: questions over the channel, both ways.
// Invariant: addresses are the app's own here; how the browser writes them is the test's side's business.
import type { PageScripts } from './page-scripts.ts';
import type { PageHost, PageRequest, Renderer } from './renderer.ts';
import { wire } from './to-test.ts';

const hosts = new Map<number, PageHost>();

interface FromPage {
  readonly page: number;
}

function hostOf({ page }: FromPage): PageHost {
  const host = hosts.get(page);
  if (host === undefined) throw new Error(`no page ${page}`);
  return host;
}

/** Answers what pages ask; once, at the start. */
export function answerPages(): void {
  wire.handle('page.message', (from: FromPage & { readonly text: string }) => {
    hosts.get(from.page)?.message(from.text);
  });
  wire.handle('page.request', (from: FromPage & { readonly request: PageRequest }) =>
    hostOf(from).request(from.request),
  );
  wire.handle(
    'page.navigates',
    (from: FromPage & { readonly url: string; readonly isMainFrame: boolean }) =>
      hostOf(from).navigates(from),
  );
  wire.handle('page.opens', (from: FromPage & { readonly url: string }) =>
    hostOf(from).opens(from.url),
  );
  wire.handle('page.isUnloadForced', (from: FromPage) => hostOf(from).isUnloadForced());
}

/** Starts one. */
export function startBrowserRenderer(scripts: PageScripts, host: PageHost): Renderer {
  const page = hosts.size + 1;
  hosts.set(page, host);
  return {
    async load(url) {
      await wire.ask('load', { page, url, scripts });
    },
    deliver(text) {
      void wire.ask('deliver', { page, text });
    },
    close: async ({ isForced }) => (await wire.ask('close', { page, isForced })) as boolean,
    async crash() {
      await wire.ask('crash', { page });
    },
    evaluate: async (source, args) => await wire.ask('evaluate', { page, source, args }),
    pdf: async () => Buffer.from((await wire.ask('pdf', { page })) as string, 'base64'),
    setDark(isDark) {
      void wire.ask('dark', { page, isDark });
    },
  };
}
