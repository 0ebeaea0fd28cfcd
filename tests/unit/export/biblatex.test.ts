// What biblatex is told otherwise than BibTeX: types, dates, names, titles, lists, older keys.
import { describe, expect, it } from 'vitest';
import {
  writeBibtex,
  type BibtexEntry,
  type BibtexText,
} from '../../../src/main/export/bibtex/write-bibtex.ts';
import type { CslDate, CslItem, CslName } from '../../../src/shared/domain/csl.ts';
import { readBib, type ReadEntry } from './read-bib.ts';

const PLAIN: CslItem = {
  id: 'x',
  type: 'article-journal',
  title: 'Fatigue',
  author: [{ family: 'Doe', given: 'J.' }],
  'container-title': 'Journal',
  volume: '1',
  issued: { 'date-parts': [[2020]] },
};

function write(...entries: readonly BibtexEntry[]): BibtexText {
  return writeBibtex(entries, { charset: 'ascii', dialect: 'biblatex' });
}

function entryOf(fields: Partial<CslItem>): ReadEntry {
  const [entry] = readBib(write({ key: 'x', item: { ...PLAIN, ...fields } }).text);
  if (entry === undefined) throw new Error('No entry.');
  return entry;
}

function field(name: string, fields: Partial<CslItem>): string | undefined {
  return entryOf(fields).fields.get(name);
}

function codes(fields: Partial<CslItem>): readonly string[] {
  return write({ key: 'x', item: { ...PLAIN, ...fields } }).warnings.map(({ code }) => code);
}

describe('a biblatex entry', () => {
  it.each([
    [{ type: 'article-journal' }, 'article'],
    [{ type: 'review' }, 'article'],
    [{ type: 'article-journal', 'container-title': '' }, 'misc'],
    [{ type: 'article', 'container-title': 'medRxiv', volume: '' }, 'online'],
    [{ type: 'report', publisher: 'NICE', 'container-title': '' }, 'report'],
    [{ type: 'report', 'container-title': '' }, 'report'],
    [{ type: 'thesis' }, 'thesis'],
    [{ type: 'dataset' }, 'dataset'],
    [{ type: 'software' }, 'software'],
    [{ type: 'webpage' }, 'online'],
    [{ type: 'post-weblog' }, 'online'],
    [{ type: 'chapter' }, 'incollection'],
    [{ type: 'paper-conference' }, 'inproceedings'],
    [{ type: 'book' }, 'book'],
    [{ type: 'motion_picture' }, 'misc'],
  ] satisfies (readonly [Partial<CslItem>, string])[])('of %j is @%s', (fields, type) => {
    expect(entryOf(fields).type).toBe(type);
  });

  it('has no field that only BibTeX knows', () => {
    const { fields } = entryOf({ PMID: '123', annote: 'Read.', author: [] });
    const names = ['journal', 'year', 'month', 'pmid', 'annote', 'key'];
    expect(names.filter((name) => fields.has(name))).toEqual([]);
    expect(Object.fromEntries(fields)).toMatchObject({
      journaltitle: 'Journal',
      date: '2020',
      eprint: '123',
      eprinttype: 'pubmed',
      annotation: 'Read.',
    });
  });

  it('has a kind of thesis in any case, of a report where one is said', () => {
    const kind = (type: string, genre?: string) =>
      field('type', { type, publisher: 'P', 'container-title': '', ...(genre ? { genre } : {}) });
    expect(kind('thesis')).toBe('phdthesis');
    expect(kind('thesis', 'PhD thesis')).toBe('phdthesis');
    expect(kind('thesis', 'Master’s thesis')).toBe('mathesis');
    expect(kind('thesis', 'MD thesis')).toBe('MD thesis');
    expect(kind('report')).toBeUndefined();
    expect(kind('report', 'Guideline')).toBe('Guideline');
    expect(kind('report', 'Technical report')).toBe('techreport');
  });

  it('keeps an institution with “and” in its name one institution', () => {
    const report = { type: 'report', 'container-title': '', publisher: 'Health and Care' };
    expect(field('institution', report)).toBe('{Health and Care}');
    expect(field('institution', { ...report, publisher: 'Scotland' })).toBe('Scotland');
    expect(field('location', { ...report, 'publisher-place': 'Bath and Wells' })).toBe(
      '{Bath and Wells}',
    );
  });

  it('has an edition as a number where it is one', () => {
    expect(field('edition', { type: 'book', edition: '3rd ed.' })).toBe('3');
    expect(field('edition', { type: 'book', edition: 'Revised edition' })).toBe('Revised');
  });

  it('has an issue without a volume', () => {
    expect(field('number', { volume: '', issue: '4' })).toBe('4');
  });

  it('has the date of a visit only as far as it is one', () => {
    const on = (day: number) => ({
      URL: 'https://a.b',
      accessed: { 'date-parts': [[2026, 2, day]] },
    });
    expect(field('urldate', on(28))).toBe('2026-02-28');
    expect(field('urldate', on(31))).toBe('2026-02');
  });
});

describe('a biblatex date', () => {
  it.each([
    [{ 'date-parts': [[2019]] }, '2019'],
    [{ 'date-parts': [[2019, 1]] }, '2019-01'],
    [{ 'date-parts': [[2019, 1, 10]] }, '2019-01-10'],
    [
      {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7, 1],
        ],
      },
      '2015-06-22/2015-07-01',
    ],
    [{ 'date-parts': [[2015], [2016]] }, '2015/2016'],
    [{ 'date-parts': [[2015], [0]] }, '2015'],
    [{ literal: '2015-06-22/2015-07-01' }, '2015-06-22/2015-07-01'],
    [{ 'date-parts': [[2001]], season: 1 }, '2001-21'],
    [{ literal: 'Fall 2001' }, '2001-23'],
    [{ literal: 'Winter 2001' }, '2001-24'],
    [{ 'date-parts': [[1993, 0, 0]] }, '1993'],
    [{ 'date-parts': [[1993, 2, 31]] }, '1993-02'],
    [{ 'date-parts': [[2020, 2, 29]] }, '2020-02-29'],
    [{ 'date-parts': [[1990]], circa: true }, '1990~'],
    [{ 'date-parts': [[-44]] }, '-0043'],
    [{ 'date-parts': [[79]] }, '0079'],
  ] satisfies (readonly [CslDate, string])[])('of %j is %s', (issued, date) => {
    expect(field('date', { issued })).toBe(date);
  });

  it.each([
    ['in press', 'inpress', undefined],
    ['Submitted for publication', 'submitted', undefined],
    ['2019, in press', 'inpress', '2019'],
    ['forthcoming', 'forthcoming', undefined],
  ])('takes “%s” as a standing', (literal, state, date) => {
    const { fields } = entryOf({ issued: { literal } });
    expect([fields.get('pubstate'), fields.get('date')]).toEqual([state, date]);
    expect(codes({ issued: { literal } })).toEqual([]);
  });

  it('has a standing beside a date', () => {
    const { fields } = entryOf({ status: 'in press' });
    expect([fields.get('pubstate'), fields.get('date')]).toEqual(['inpress', '2020']);
  });

  it('prints what it cannot read, and says so', () => {
    const issued = { literal: 'the year of the cat & dog' };
    const { fields } = entryOf({ issued });
    expect(fields.get('addendum')).toBe('the year of the cat \\& dog');
    expect(fields.has('date')).toBe(false);
    expect(codes({ issued })).toEqual(['odd-date']);
  });

  it('is missing where there is none, and that is said', () => {
    for (const issued of [{}, { literal: 'n.d.' }]) {
      expect(field('date', { issued })).toBeUndefined();
      expect(codes({ issued })).toEqual(['no-year']);
    }
  });
});

describe('a name in biblatex', () => {
  it.each([
    [
      { family: 'Meer', 'non-dropping-particle': 'van der', given: 'Jos W. M.' },
      'family=Meer, given=Jos W. M., prefix=van der, useprefix=true',
    ],
    [
      { family: 'van der Meer', given: 'J W M' },
      'family=Meer, given=J. W. M., prefix=van der, useprefix=true',
    ],
    [
      { family: 'Beauvoir', 'dropping-particle': 'de', given: 'Simone' },
      'family=Beauvoir, given=Simone, prefix=de, useprefix=false',
    ],
    [
      { family: 'de Gaulle', given: 'A, B', suffix: 'Jr.' },
      'family=Gaulle, given={A., B.}, suffix=Jr., prefix=de, useprefix=true',
    ],
    [
      { family: 'von Müller', given: 'Ä' },
      'family={M{\\"u}ller}, given={{\\"A}.}, prefix=von, useprefix=true',
    ],
    [{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }, 'King, Jr., Martin Luther'],
    [{ family: 'd’Arcy', given: 'Ann' }, "d'Arcy, Ann"],
    [{ family: 'sources', given: 'Multiple' }, '{sources}, Multiple'],
    [{ family: 'van Gogh' }, '{van Gogh}'],
    [{ literal: 'R&D and Co' }, '{R\\&D and Co}'],
  ] satisfies (readonly [CslName, string])[])('%j', (name, text) => {
    expect(field('author', { author: [name] })).toBe(text);
    const bibtex = writeBibtex([{ key: 'x', item: { ...PLAIN, author: [name] } }], {
      charset: 'ascii',
    }).text;
    // What is remembered of a name is remembered for one dialect.
    expect(bibtex).not.toContain('useprefix');
    expect(field('author', { author: [name] })).toBe(text);
  });
});

describe('a title in biblatex', () => {
  it('stands bare in a language whose case biblatex leaves alone, in braces where it has no name for it', () => {
    const title = (language: string) => field('title', { title: 'Das ME Syndrom', language });
    expect(title('de')).toBe('Das ME Syndrom');
    expect(title('en')).toBe('Das {ME} Syndrom');
    expect(title('tlh')).toBe('{Das ME Syndrom}');
    expect(field('langid', { language: 'de-AT' })).toBe('german');
    expect(field('langid', { language: 'tlh' })).toBeUndefined();
  });
});

describe('older keys', () => {
  const item: CslItem = { ...PLAIN, id: '' };

  it('are written as ids, once in a file and never another entry’s key', () => {
    const entries = [
      { key: 'b', item, aliases: ['Old', 'a', 'B', 'not a key', 'shared'] },
      { key: 'a', item, aliases: ['SHARED', 'older'] },
    ];
    const { text, warnings } = write(...entries);
    expect(readBib(text).map(({ key, fields }) => [key, fields.get('ids')])).toEqual([
      ['a', 'SHARED, older'],
      ['b', 'Old'],
    ]);
    expect(warnings.map(({ key, code }) => [key, code])).toEqual([
      ['b', 'alias-taken'],
      ['b', 'alias-taken'],
    ]);
    expect(write(...entries.toReversed())).toEqual({ text, warnings });
  });

  it('are unknown to BibTeX', () => {
    const entry = { key: 'b', item, aliases: ['Old'] };
    expect(writeBibtex([entry], { charset: 'ascii' }).text).not.toContain('Old');
  });
});

describe('a letter that pdfLaTeX knows by its macro only', () => {
  it('is reported, for biber writes it as a character', () => {
    expect(codes({ title: 'V̇O₂ and Ngọc' })).toEqual(['needs-safeinputenc']);
    expect(codes({ title: 'Sjögren, Łódź, Iași' })).toEqual([]);
    const entry = { key: 'x', item: { ...PLAIN, title: 'V̇O₂' } };
    expect(writeBibtex([entry], { charset: 'ascii' }).warnings).toEqual([]);
    const utf8 = { charset: 'utf-8', dialect: 'biblatex' } as const;
    expect(writeBibtex([entry], utf8).warnings).toEqual([]);
  });
});
