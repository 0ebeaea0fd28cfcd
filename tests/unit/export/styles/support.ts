// The shipped styles as the tests render with them: read from `resources/csl`, no core around them.
// Invariant: engines are the product's own, one a style.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CslItem } from '../../../../src/shared/domain/csl.ts';
import { cleanItem } from '../../../../src/main/export/styles/clean-item.ts';
import { toMarkdown } from '../../../../src/main/export/styles/markdown.ts';
import { CSL_NAMESPACE, readStyle } from '../../../../src/main/export/styles/read-style.ts';
import {
  readEntry,
  toHtml,
  toPlainText,
  wholeEntry,
} from '../../../../src/main/export/styles/rich-text.ts';
import { SHIPPED_STYLES } from '../../../../src/main/export/styles/shipped-styles.ts';
import {
  createStyleEngine,
  type StyleEngine,
  type StylePart,
} from '../../../../src/main/export/styles/style-engine.ts';
import { parseXml, type XmlElement } from '../../../../src/main/export/styles/xml.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../resources/csl');

/** A shipped file's text. */
export function styleText(file: string): string {
  return readFileSync(path.join(FOLDER, file), 'utf8');
}

/** The words that come with the program. */
export function locales(): Map<string, XmlElement> {
  return new Map(
    ['en-US', 'en-GB'].map((name) => [
      name,
      parseXml(styleText(`locales-${name}.xml`), CSL_NAMESPACE),
    ]),
  );
}

const engines = new Map<string, Promise<StyleEngine>>();

/** An engine for a shipped style's name, or for the text of a style. */
export async function engineOf(nameOrText: string): Promise<StyleEngine> {
  const known = engines.get(nameOrText);
  if (known !== undefined) return await known;
  const shipped = SHIPPED_STYLES.find(({ name }) => name === nameOrText);
  const text = shipped === undefined ? nameOrText : styleText(shipped.file);
  const { root, facts } = readStyle(text);
  const engine = createStyleEngine({
    style: root,
    locale: facts.locale ?? shipped?.locale ?? 'en-US',
    locales: locales(),
  });
  engines.set(nameOrText, engine);
  return await engine;
}

export interface Shown {
  readonly text: string[];
  readonly markdown: string[];
  readonly html: string[];
}

/** The items in a style, in all three forms. */
export async function show(
  style: string,
  items: readonly CslItem[],
  part: StylePart = 'bibliography',
): Promise<Shown> {
  const engine = await engineOf(style);
  const entries = engine.render(items.map(cleanItem), part).entries.map(readEntry);
  return {
    text: entries.map((entry) => toPlainText(wholeEntry(entry))),
    markdown: entries.map(toMarkdown),
    html: entries.map((entry) => toHtml(wholeEntry(entry))),
  };
}
