// Whole bibliographies through pdflatex and bibtex: real references, and the nastiest that can be thought of.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBibtex, type BibtexEntry } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { keysForItems } from '../../../src/main/export/citation-keys.ts';
import { exportList } from '../../../src/main/export/export-list.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import {
  EMPTY_AUTHOR,
  type BibliographyStyle,
  type CompiledDocument,
} from '../../support/latex-programs.ts';
import { compileDocument, runBiber, runBibtex } from '../../support/latex.ts';
import { needsShared, needsTool } from '../../support/needs.ts';
import { factsToItem, type BibFacts } from '../../unit/export/bib-facts.ts';
import { hostileText, NASTY_ITEMS } from '../../unit/export/nasty-items.ts';

const tex = needsTool('pdflatex', 'bibtex');
const biber = needsTool('biber');
const shared = needsShared();
const STYLES: readonly BibliographyStyle[] = ['plain', 'apalike', 'plainnat', 'unsrt'];

function entriesOf(items: readonly CslItem[]): readonly BibtexEntry[] {
  const keys = keysForItems(items);
  return items.map((item, index) => ({ key: keys[index] ?? '', item }));
}

interface Written {
  readonly bib: string;
  readonly keys: readonly string[];
  /** Those that every style can label and pdflatex has fonts for. */
  readonly printable: readonly string[];
}

function written(items: readonly CslItem[]): Written {
  const entries = entriesOf(items);
  const { text, warnings } = writeBibtex(entries, { charset: 'ascii' });
  const codes = ['unmapped-character', 'long-name'];
  const others = new Set(warnings.filter(({ code }) => codes.includes(code)).map(({ key }) => key));
  const keys = entries.map(({ key }) => key);
  return { bib: text, keys, printable: keys.filter((key) => !others.has(key)) };
}

/** Without those whose names no style could make a label of; the writer reports them. */
function withoutLongNames(items: readonly CslItem[]): readonly CslItem[] {
  const { warnings } = writeBibtex(entriesOf(items), { charset: 'ascii' });
  const long = warnings.filter(({ code }) => code === 'long-name').map(({ key }) => key);
  expect(long).toHaveLength(2);
  return items.filter(({ id }) => !long.includes(String(id)));
}

function expectClean(document: CompiledDocument): void {
  expect(document.errors).toEqual([]);
  expect(document.undefinedCitations).toEqual([]);
  expect(document.missingCharacters).toEqual([]);
  expect(document.bibtexWarnings.filter((warning) => !EMPTY_AUTHOR.test(warning))).toEqual([]);
  expect(document.hasPdf).toBe(true);
}

describe.skipIf(tex.isMissing)(`nasty references ${tex.note}`, () => {
  it.each(STYLES)('compile with %s', async (style) => {
    const { bib, printable } = written(NASTY_ITEMS);
    expect(printable.length).toBeGreaterThan(NASTY_ITEMS.length - 20);
    expectClean(await compileDocument({ bib, keys: printable, style }));
  });

  it('compile without T1 fonts, but for those that are reported to need them', async () => {
    const { bib, printable } = written(NASTY_ITEMS);
    const { warnings } = writeBibtex(entriesOf(NASTY_ITEMS), { charset: 'ascii' });
    const needing = new Set(
      warnings.filter(({ code }) => code === 'needs-t1').map(({ key }) => key),
    );
    expect(needing.size).toBeGreaterThan(0);
    const keys = printable.filter((key) => !needing.has(key));
    const style = 'plainnat';
    expectClean(await compileDocument({ bib, keys, style, hasT1: false }));
  });

  it.each(STYLES)(
    'go through bibtex with %s where pdflatex has no fonts for them',
    async (style) => {
      const { bib, keys } = written(withoutLongNames(NASTY_ITEMS));
      const { errors, warnings, bbl } = await runBibtex(bib, style);
      expect(errors).toEqual([]);
      expect(warnings.filter((warning) => !EMPTY_AUTHOR.test(warning))).toEqual([]);
      expect(bbl.match(/\\bibitem/gu)).toHaveLength(keys.length);
      expect(bbl).toContain('筋痛性脳脊髄炎の研究');
    },
  );

  it.each(STYLES)('compile with %s whatever the texts hold', async (style) => {
    const text = hostileText();
    const name = fc.record({ family: text, given: text }, { requiredKeys: ['family'] });
    const work = fc.record({
      title: text.map((title) => `t${title}`),
      author: fc.array(name, { maxLength: 3 }),
      'container-title': text.map((title) => `j${title}`),
      volume: text,
      issue: text,
      page: text,
      publisher: text,
    });
    const drawn = fc.sample(work, { seed: 20261122, numRuns: 300 });
    const items = drawn.map((fields, index): CslItem => ({
      ...fields,
      id: `w${index}`,
      type: 'article-journal',
      issued: { 'date-parts': [[1990 + (index % 30)]] },
    }));
    const { bib, printable } = written(items);
    expect(printable.length).toBeGreaterThan(150);
    expectClean(await compileDocument({ bib, keys: printable, style }));
  });

  it('compile as a list, whose name holds what ends entries', async () => {
    const entries = NASTY_ITEMS.slice(0, 5).map((item, index) => ({
      key: `mecfsatlas-s${index}`,
      slug: `s${index}`,
      item,
      asOf: Date.UTC(2026, 7, 20) as UnixMs,
      retracted: index === 0,
    }));
    const { text } = exportList({ listName: 'me@home.org\n@article{x,', entries });
    const keys = entries.map(({ key }) => key);
    expectClean(await compileDocument({ bib: text, keys, style: 'plain' }));
  });
});

describe.skipIf(tex.isMissing || biber.isMissing)(`nasty references ${biber.note}`, () => {
  it('are read by biber without a complaint but about years', async () => {
    const { bib } = written(NASTY_ITEMS);
    const said = await runBiber(bib);
    expect(said.filter((line) => !/year|date/iu.test(line))).toEqual([]);
  });
});

describe.skipIf(tex.isMissing || shared.isMissing)(
  `1,232 real references ${shared.note} ${tex.note}`,
  () => {
    const items = shared.isMissing
      ? []
      : readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map((line, index) => factsToItem(JSON.parse(line) as BibFacts, index));

    it.each(STYLES)('compile with %s', async (style) => {
      const { bib, keys, printable } = written(items);
      expect(keys).toHaveLength(1232);
      expect(printable).toEqual(keys);
      expectClean(await compileDocument({ bib, keys, style }));
    });
  },
);
