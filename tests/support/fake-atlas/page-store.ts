// Rendered pages, kept so that serving one again costs no rendering.
// Invariant: never more than its bound. It fills up and then stays as it is: copies walk all studies in one order, and
// a store that drops what was used longest ago would always have dropped the next one.

export interface PageStore {
  /** The page under this key, made where it is not kept. */
  get(key: string, make: () => Buffer): Buffer;
}

/** An empty store that keeps at most so many bytes. */
export function createPageStore(maxBytes: number): PageStore {
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  return {
    get(key, make) {
      const found = kept.get(key);
      if (found !== undefined) return found;
      const page = make();
      if (bytes + page.byteLength <= maxBytes) {
        kept.set(key, page);
        bytes += page.byteLength;
      }
      return page;
    },
  };
}
