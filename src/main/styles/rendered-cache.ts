// What was formatted last, so that the same references in the same style are not formatted again.
// Invariant: an answer is given again only for the same style, language and items, letter for letter;
// what is kept is bounded.
import { createHash } from 'node:crypto';
import type { FormatRequest } from '../export/styles/formatter.ts';
import type { RenderedEntries } from '../export/styles/style-engine.ts';

/** Characters of all that is kept: some 40 lists of 500 references. */
const MAX_KEPT = 8_000_000;

export interface RenderedCache {
  /** The answer of before, or the one that `render` gives. What fails is not kept. */
  get(
    request: FormatRequest,
    render: (request: FormatRequest) => Promise<RenderedEntries>,
  ): Promise<RenderedEntries>;
}

/** An empty one. */
export function createRenderedCache(maxKept = MAX_KEPT): RenderedCache {
  const kept = new Map<string, { readonly rendered: RenderedEntries; readonly size: number }>();
  let total = 0;

  function forgetOldest(): void {
    for (const [key, { size }] of kept) {
      if (total <= maxKept) return;
      kept.delete(key);
      total -= size;
    }
  }

  return {
    async get(request, render) {
      const key = keyOf(request);
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known.rendered;
      }
      const rendered = await render(request);
      const size = rendered.entries.reduce((sum, entry) => sum + entry.length, 0);
      const before = kept.get(key);
      if (before !== undefined) total -= before.size;
      kept.set(key, { rendered, size });
      total += size;
      forgetOldest();
      return rendered;
    },
  };
}

function keyOf({ style, locale, items, part }: FormatRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([locale, part, items]))
    .update(style)
    .digest('base64');
}
