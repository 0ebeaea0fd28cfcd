// Whole bibliographies through biblatex and biber: real references in each style, the nastiest, and what ties entries together.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { keysForItems } from '../../../src/main/export/citation-keys.ts';
import { exportList } from '../../../src/main/export/export-list.ts';
import { TEX_FLAVOURS, type TexFormat } from '../../../src/main/export/tex-formats.ts';
import type { CslItem, CslName } from '../../../src/shared/domain/csl.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { compileBiblatex, type BiblatexRun } from '../../support/biblatex.ts';
import { needsFont, needsShared, needsTool } from '../../support/needs.ts';
import { factsToItem, type BibFacts } from '../../unit/export/bib-facts.ts';
import { NASTY_ITEMS } from '../../unit/export/nasty-items.ts';

const tex = needsTool('pdflatex', 'xetex', 'biber');
const font = needsFont('WenQuanYi Micro Hei');
const shared = needsShared();

function written(items: readonly CslItem[], format: TexFormat): string {
  const keys = keysForItems(items);
  const entries = items.map((item, index) => ({ key: keys[index] ?? '', item }));
  return writeBibtex(entries, TEX_FLAVOURS[format]).text;
}

function expectClean(run: BiblatexRun, entries: number): void {
  expect(run.errors).toEqual([]);
  expect(run.warnings).toEqual([]);
  expect(run.missingCharacters).toEqual([]);
  expect(run.bbl.match(/^\s*\\entry\{/gmu)).toHaveLength(entries);
}

describe.skipIf(tex.isMissing || font.isMissing || shared.isMissing)(
  `1,232 real references ${shared.note} ${font.note} ${tex.note}`,
  () => {
    const items = shared.isMissing
      ? []
      : readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map((line, index) => factsToItem(JSON.parse(line) as BibFacts, index));

    // Each style and each flavour once: a run takes biber half a minute.
    it.each([
      ['numeric', 'biblatex', 'pdflatex'],
      ['vancouver', 'biblatex', 'pdflatex'],
      ['authoryear', 'biblatex-utf8', 'xelatex'],
    ] as const)('compile with %s, from %s by %s', async (style, format, engine) => {
      const bib = written(items, format);
      const run = await compileBiblatex({ bib, style, engine });
      // A letter that the font lacks is the document's matter: of them all it is this one.
      const missing = run.missingCharacters.filter((line) => !line.includes('U+2080'));
      expectClean({ ...run, missingCharacters: missing }, 1232);
    });
  },
);

/**
 * True where biber can make initials of all names. It takes the first character of a word's LaTeX:
 * of a sign that is a macro (`\\$100 Club`) it takes half, and the document stops. No author is called
 * so; the entries go through biber (bibliographies.test.ts) and every other program.
 */
function hasInitials({ author = [] }: CslItem): boolean {
  return author.every(({ family, given, literal }: CslName) =>
    [family, given, literal].every((part) => part === undefined || /^[\p{L}\s,.’'-]*$/u.test(part)),
  );
}

describe.skipIf(tex.isMissing || font.isMissing)(`biblatex ${font.note} ${tex.note}`, () => {
  it('sets the nasty references', async () => {
    const items = NASTY_ITEMS.filter(hasInitials);
    expect(items.length).toBeGreaterThan(NASTY_ITEMS.length / 2);
    const bib = written(items, 'biblatex');
    const run = await compileBiblatex({ bib, style: 'authoryear', engine: 'xelatex' });
    // Which letters the font has is not asked here.
    expectClean({ ...run, missingCharacters: [] }, items.length);
    expect(run.bbl).toContain('筋痛性脳脊髄炎の研究');
  });

  it('takes older keys for the same, and prints a paper after the reading of it', async () => {
    const paper: CslItem = {
      id: 'x',
      type: 'article-journal',
      title: 'Fatigue',
      author: [{ family: 'van der Meer', given: 'J' }],
      'container-title': 'Journal',
      issued: {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7, 1],
        ],
      },
    };
    const reading: CslItem = {
      id: 'y',
      type: 'webpage',
      title: 'Reading of “Fatigue” (Generator v1 / Scanner v1.4 / policy v0.1)',
      author: [{ literal: 'ME/CFS Atlas' }],
      URL: 'https://www.mecfsatlas.com/evidence/x',
      accessed: { 'date-parts': [[2026, 5, 28]] },
    };
    const about = { slug: 'x', asOf: 0 as UnixMs, retracted: false };
    const entries = [
      { ...about, key: 'paper', item: paper, aliases: ['paper-of-old'] },
      { ...about, key: 'paper-atlas', item: reading, readingOf: 'paper' },
    ];
    const { text } = exportList({ listName: 'L', entries }, 'biblatex');
    for (const style of ['authoryear', 'numeric', 'vancouver'] as const) {
      const body = 'One \\cite{paper-of-old}, and \\cite{paper-atlas}.';
      const run = await compileBiblatex({ bib: text, style, engine: 'pdflatex', body });
      // The paper stands in the file once more, for what is printed after its reading.
      expectClean(run, 3);
      expect(run.bbl).toContain('\\field{relatedtype}{reading}');
    }
  });
});
