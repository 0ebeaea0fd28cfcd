// A page without a document: the preload's world and the page's, each a context of its own.
// Invariant: the worlds share an event target and nothing else; the page's own scripts are not run.
import vm from 'node:vm';
import { FROM_MAIN, TO_MAIN, type PageScripts } from './page-scripts.ts';
import type { PageHost, Renderer } from './renderer.ts';

/** Starts one. */
export function startBareRenderer(scripts: PageScripts, host: PageHost): Renderer {
  let worlds: { readonly page: vm.Context; readonly isolated: vm.Context } | null = null;
  return {
    async load(url) {
      const answer = await host.request({
        url,
        method: 'GET',
        headers: {},
        resourceType: 'mainFrame',
      });
      if (answer?.status !== 200) throw new Error(`ERR_FAILED (-2) loading '${url}'`);
      const document = new EventTarget();
      const page = makeWorld({ document });
      const isolated = makeWorld({
        document,
        [TO_MAIN]: (text: string) => {
          host.message(text);
        },
      });
      worlds = { page, isolated };
      vm.runInContext(scripts.main, page);
      vm.runInContext(scripts.isolated, isolated);
    },
    deliver(text) {
      (worlds?.isolated[FROM_MAIN] as ((text: string) => void) | undefined)?.(text);
    },
    close() {
      worlds = null;
      return Promise.resolve(true);
    },
    crash() {
      worlds = null;
      return Promise.resolve();
    },
    async evaluate(source, args) {
      if (worlds === null) throw new Error('no page has been loaded');
      const text = JSON.stringify(args);
      return (await vm.runInContext(`(${source})(...${text})`, worlds.page)) as unknown;
    },
    pdf: () => Promise.reject(new Error('a page without a document cannot be printed')),
    setDark: () => undefined,
  };
}

// Of Node only what a browser has as well.
function makeWorld(own: Readonly<Record<string, unknown>>): vm.Context {
  const world: vm.Context = vm.createContext({
    ...own,
    CustomEvent,
    structuredClone,
    URL,
    URLSearchParams,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
  });
  vm.runInContext('globalThis.self = globalThis.top = globalThis', world);
  return world;
}
