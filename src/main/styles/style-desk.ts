// Where references are formatted in a style: finds the style, and has it done beside the main thread.
// Invariant: nothing of it is loaded before the first citation is wanted; the window is answered meanwhile.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Platform } from '../platform.ts';
import type { CslItem } from '../../shared/domain/csl.ts';
import type { RichEntry } from '../export/styles/rich-text.ts';
import type { StylePart } from '../export/styles/style-engine.ts';
import type { FormatRunner } from '../worker/format-runner.ts';
import type { RenderedCache } from './rendered-cache.ts';
import type { StyleShelf, UsableStyle } from './style-shelf.ts';

export interface FormattedReferences {
  /** In the style's order; of a citation the one text. */
  readonly entries: readonly RichEntry[];
  readonly isHanging: boolean;
}

export interface StyleDesk {
  shelf(): Promise<StyleShelf>;
  /** @throws AppError `invalid-input` where the processor does not take the style */
  format(
    style: UsableStyle,
    items: readonly CslItem[],
    part: StylePart,
  ): Promise<FormattedReferences>;
  /** Ends the thread, where there is one. */
  end(): Promise<void>;
}

/** Some 10 ms: between them a window is answered. */
const ENTRIES_A_TURN = 500;

interface Tools {
  readonly shelf: StyleShelf;
  readonly runner: FormatRunner;
  readonly cache: RenderedCache;
}

/** `staysOpen`: a program with windows, whose main thread has to answer them; one command needs no second thread. */
export function createStyleDesk(platform: Platform, staysOpen: boolean): StyleDesk {
  let loading: Promise<Tools> | null = null;
  const tools = (): Promise<Tools> => (loading ??= loadTools(platform, staysOpen));
  return {
    shelf: async () => (await tools()).shelf,
    async format(style, items, part) {
      const { shelf, runner, cache } = await tools();
      const { readEntry } = await import('../export/styles/rich-text.ts');
      const { text, locale } = style;
      const request = { style: text, locale, locales: shelf.locales(), items, part };
      const rendered = await cache.get(request, async (asked) => {
        try {
          return await runner.render(asked);
        } catch (error) {
          const { styleFailed } = await import('./style-failed.ts');
          throw styleFailed(style.title, error);
        }
      });
      const entries: RichEntry[] = [];
      for (let start = 0; start < rendered.entries.length; start += ENTRIES_A_TURN) {
        if (start > 0) await nextTurn();
        entries.push(...rendered.entries.slice(start, start + ENTRIES_A_TURN).map(readEntry));
      }
      return { entries, isHanging: rendered.isHanging };
    },
    async end() {
      if (loading !== null) await (await loading).runner.end();
    },
  };
}

async function loadTools(platform: Platform, staysOpen: boolean): Promise<Tools> {
  const [{ createStyleShelf }, { createFormatRunner }, { createRenderedCache }] = await Promise.all(
    [
      import('./style-shelf.ts'),
      import('../worker/format-runner.ts'),
      import('./rendered-cache.ts'),
    ],
  );
  return {
    shelf: createStyleShelf(platform.resourcesFolder),
    runner: createFormatRunner(staysOpen ? platform.workerFile : null),
    cache: createRenderedCache(),
  };
}
