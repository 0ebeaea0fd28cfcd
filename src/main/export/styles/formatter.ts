// Formats references in any style, in whichever thread it is: keeps the engines of the styles used last.
// Invariant: an engine is made once for a style and a language; few are kept, for each is large.
import type { CslItem } from '../../../shared/domain/csl.ts';
import { cleanItem } from './clean-item.ts';
import { CSL_NAMESPACE, readStyle } from './read-style.ts';
import {
  createStyleEngine,
  type RenderedEntries,
  type StyleEngine,
  type StylePart,
} from './style-engine.ts';
import { parseXml } from './xml.ts';

/** All that a rendering depends on; can be cloned into another thread. */
export interface FormatRequest {
  /** The style's file, and its language. */
  readonly style: string;
  readonly locale: string;
  /** Files of words by language. */
  readonly locales: Readonly<Record<string, string>>;
  readonly items: readonly CslItem[];
  readonly part: StylePart;
}

export interface Formatter {
  /** @throws Error what the processor throws at a style or an item */
  render(request: FormatRequest): Promise<RenderedEntries>;
}

const KEPT_ENGINES = 4;

/** A formatter without engines; each is made when it is first needed. */
export function createFormatter(): Formatter {
  const engines = new Map<string, Promise<StyleEngine>>();

  async function engineFor(request: FormatRequest): Promise<StyleEngine> {
    const key = `${request.locale} ${request.style}`;
    const engine = engines.get(key) ?? makeEngine(request);
    // Asked for last, it stands last.
    engines.delete(key);
    engines.set(key, engine);
    const [oldest] = engines.keys();
    if (engines.size > KEPT_ENGINES && oldest !== undefined) engines.delete(oldest);
    try {
      return await engine;
    } catch (error) {
      engines.delete(key);
      throw error;
    }
  }

  return {
    async render(request) {
      const engine = await engineFor(request);
      return engine.render(request.items.map(cleanItem), request.part);
    },
  };
}

async function makeEngine({ style, locale, locales }: FormatRequest): Promise<StyleEngine> {
  const parsed = Object.entries(locales).map(
    ([name, text]) => [name, parseXml(text, CSL_NAMESPACE)] as const,
  );
  return await createStyleEngine({
    style: readStyle(style).root,
    locale,
    locales: new Map(parsed),
  });
}
