// A work with one thing about it, and the field that comes of it.
import { writeBibtex, type BibtexText } from '../../../src/main/export/bibtex/write-bibtex.ts';
import type { CslItem, CslName } from '../../../src/shared/domain/csl.ts';
import { fieldOf, readBib, type ReadEntry } from './read-bib.ts';

const PLAIN: CslItem = {
  id: 'x',
  type: 'article-journal',
  title: 'Fatigue',
  author: [{ family: 'Doe', given: 'J.' }],
  'container-title': 'Journal',
  volume: '1',
  page: '1',
  issued: { 'date-parts': [[2020]] },
};

/** The file of one work: a plain article but for what is given. */
export function write(fields: Partial<CslItem>): BibtexText {
  return writeBibtex([{ key: 'x', item: { ...PLAIN, ...fields } }], { charset: 'ascii' });
}

/** The one entry of it. */
export function entryOf(fields: Partial<CslItem>): ReadEntry {
  const [entry] = readBib(write(fields).text);
  if (entry === undefined) throw new Error('No entry.');
  return entry;
}

/** One field of it. */
export function field(name: string, fields: Partial<CslItem>): string | undefined {
  return fieldOf(write(fields).text, name);
}

/** The `title` field of a title. */
export function title(text: string, language?: string): string | undefined {
  return field('title', { title: text, ...(language === undefined ? {} : { language }) });
}

/** The `author` field of some names. */
export function authors(...names: readonly CslName[]): string | undefined {
  return field('author', { author: names });
}

/** The codes of what was reported. */
export function codes(fields: Partial<CslItem>): readonly string[] {
  return write(fields).warnings.map(({ code }) => code);
}
