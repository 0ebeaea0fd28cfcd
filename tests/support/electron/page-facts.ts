// What a page finds out about where it runs. Run in the page: each function stands by itself.
// Invariant: the same facts are asked with the stand-in and with the real binary.

/** Names of Node and Electron in the page, and what it has beyond a bare frame. */
export function nodeInPage(): Readonly<Record<string, unknown>> {
  const world = globalThis as unknown as Record<string, unknown>;
  const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'ipcRenderer'];
  // What a page has that has nothing: a frame inside, which no preload runs in.
  const frame = document.body.appendChild(document.createElement('iframe'));
  const bare = new Set(Object.getOwnPropertyNames(frame.contentWindow));
  frame.remove();
  const bridge = world['atlas'] as Readonly<Record<string, unknown>>;
  return {
    node: names.filter((name) => name in world),
    more: Object.getOwnPropertyNames(world).filter((name) => !bare.has(name) && name !== '0'),
    bridge: [typeof bridge['call'], typeof bridge['onEvent'], bridge['host']],
    isFrozen: Object.isFrozen(bridge),
    isReplaced: Reflect.set(world, 'atlas', 1),
  };
}

/** What `nodeInPage` must say. */
export const NO_NODE = {
  node: [],
  more: ['atlas'],
  bridge: ['function', 'function', 'electron'],
  isFrozen: true,
  isReplaced: false,
} as const;

/** Whether the page can run a script that is not its own, and reach anything outside. */
export async function reachOfPage(): Promise<Readonly<Record<string, unknown>>> {
  const world = globalThis as unknown as { hasRun?: true };
  const inline = document.createElement('script');
  inline.textContent = 'globalThis.hasRun = true';
  document.head.append(inline);
  const asked = await fetch('https://example.org/').then(
    () => 'answered',
    () => 'refused',
  );
  const image = new Image();
  const shown = await new Promise((resolve) => {
    image.onload = () => {
      resolve('shown');
    };
    image.onerror = () => {
      resolve('refused');
    };
    image.src = 'https://example.org/a.png';
  });
  return { inline: world.hasRun ?? false, asked, shown };
}

/** What `reachOfPage` must say. */
export const NO_REACH = { inline: false, asked: 'refused', shown: 'refused' } as const;
