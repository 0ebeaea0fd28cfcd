// CSV by RFC 4180: read back by a reader of its own, executed by no spreadsheet, never silent about PEM.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CITATION_COLUMNS, STUDY_COLUMNS } from '../../../src/main/export/csv/columns.ts';
import { csvText, defusedCell } from '../../../src/main/export/csv/csv-text.ts';
import { writeItemsCsv, writeStudiesCsv } from '../../../src/main/export/csv/write-csv.ts';
import { createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import { plainText } from '../../../src/main/export/text/plain-text.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { MACHINE_MADE, NO_BADGES } from '../../../src/shared/domain/study.ts';
import { cited, facts } from './cited-studies.ts';
import { hostileText } from './nasty-items.ts';
import { csvRecords, readCsv, undefused } from './read-csv.ts';

const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    hostileText(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from('=+-@\t\r\n;,"\' a＝')) }),
  );

describe('a CSV file', () => {
  it('looks like this', () => {
    const item = {
      type: 'article-journal',
      title: 'A, "B"',
      issued: { 'date-parts': [[2020, 5]] },
    };
    const { text } = writeItemsCsv([{ key: 'k', item }]);
    expect(text).toBe(
      '\uFEFFkey,type,title,authors,year,date,journal,volume,issue,pages,publisher,doi,pmid,pmcid,url,language\r\n' +
        'k,article-journal,"A, ""B""",,2020,2020-05,,,,,,,,,,\r\n',
    );
  });

  it('is sorted by key, the same for any order of the studies', () => {
    const studies = ['c', 'a', 'b'].map((slug) => cited({ slug: slug as Slug }));
    const { text } = writeStudiesCsv(studies);
    expect(csvRecords(text).map(({ key }) => key)).toEqual(
      ['a', 'b', 'c'].map((slug) => `mecfsatlas-${slug}`),
    );
    expect(writeStudiesCsv(studies.toReversed()).text).toBe(text);
  });

  it('has its header alone where there is nothing', () => {
    expect(readCsv(writeStudiesCsv([]).text)).toHaveLength(1);
  });

  it('is documented, column by column', () => {
    const file = path.resolve(import.meta.dirname, '../../../docs/csv-columns.md');
    const told = readFileSync(file, 'utf8');
    const rows = [...told.matchAll(/^\| `(\w+)`\s+\| (.*?)\s*\|$/gmu)].map(([, ...row]) => row);
    expect(rows).toEqual(
      [...CITATION_COLUMNS, ...STUDY_COLUMNS].map(({ name, about }) => [name, about]),
    );
  });
});

describe('what is said of PEM', () => {
  it('is three columns in words, and silence is "not stated"', () => {
    const [row] = csvRecords(writeStudiesCsv([cited()]).text);
    expect(row).toMatchObject({
      pem_atlas: 'not stated',
      pem_derived: 'not stated',
      pem_own: 'not stated',
      badges_notice: MACHINE_MADE,
      atlas_version: '2026-08-20',
      standing: 'no notice',
    });
  });

  it('keeps the three apart where they disagree', () => {
    const badges = { ...NO_BADGES, pem: { value: 'required' as const, label: 'PEM required' } };
    const starter = facts({
      publicationType: 'rct',
      sampleSize: { patients: 10, controls: null },
      caseDefinitions: { names: ['Oxford 1991'], rule: 'single', source: 'the paper' },
    });
    const coding = {
      slug: 'clark-2017' as Slug,
      definitions: ['CCC'],
      required: 'unclear' as const,
      how: null,
      quote: '=1+1',
      page: null,
      checkedFullText: true,
      codedAt: Date.UTC(2026, 8, 1) as UnixMs,
    };
    const [row] = csvRecords(writeStudiesCsv([cited({ coding }, { badges }, starter)]).text);
    expect(row).toMatchObject({
      pem_atlas: 'required',
      pem_atlas_badge: 'PEM required',
      pem_derived: 'not required',
      pem_derived_why: 'No definition stated makes PEM mandatory.',
      pem_own: 'unclear',
      own_coding:
        'PEM required: unclear; definitions: CCC; quote: “=1+1”; full text checked; coded on 2026-09-01',
      case_definitions: 'Oxford 1991 (stated by the paper)',
      sample: '10 patients (starter set)',
      study_type: 'rct (starter set)',
    });
  });

  it('shows an older badge beside what it counts as', () => {
    const badges = { ...NO_BADGES, pem: { value: 'not-stated' as const, label: 'PEM ✓' } };
    expect(csvRecords(writeStudiesCsv([cited({}, { badges })]).text)[0]).toMatchObject({
      pem_atlas: 'not stated',
      pem_atlas_badge: 'PEM ✓',
    });
  });

  it('is left out of works of elsewhere, of which nobody said anything', () => {
    const [header = []] = readCsv(writeItemsCsv([]).text);
    expect(header.filter((name) => /pem|atlas|coding/u.test(name))).toEqual([]);
  });
});

describe('a cell that a spreadsheet would execute', () => {
  it.each([
    ['=cmd|calc', "'=cmd|calc"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['\t=1', "'\t'=1"],
    ['\r1', "'\r1"],
    ["'=1", "''=1"],
    ['"=1', '"\'=1'],
    ['a;=1', "a;'=1"],
    ['a\n=1', "a\n'=1"],
    ['a; @b', "a; '@b"],
    ['a = b', 'a = b'],
    ["'t Hooft", "'t Hooft"],
    ['10.1/x', '10.1/x'],
  ])('%j is written as %j', (text, cell) => {
    expect(defusedCell(text)).toBe(cell);
  });

  it('is not there, for any text, whichever separator the spreadsheet takes', () => {
    fc.assert(
      fc.property(fc.array(anyText(), { minLength: 1, maxLength: 4 }), (cells) => {
        const [row = []] = readCsv(csvText([cells]));
        for (const cell of row) {
          for (const part of [cell, ...cell.split(/[;\t\r\n]/u)]) {
            expect(part).not.toMatch(/^[" ]*[=+\-@＝＋－＠]/u);
          }
          expect(cell).not.toMatch(/^[\t\r]/u);
        }
      }),
      { seed: 20261128, numRuns: 1500 },
    );
  });
});

describe('any text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(anyText(), { minLength: 1, maxLength: 4 }), (cells) => {
        const [row = []] = readCsv(csvText([cells]));
        expect(row.map(undefused)).toEqual(cells.map((cell) => cell.toWellFormed()));
      }),
      { seed: 20261128, numRuns: 1500 },
    );
  });

  it('is a title in its column', () => {
    fc.assert(
      fc.property(anyText(), (title) => {
        const { text } = writeItemsCsv([{ key: 'k', item: { type: 'x', title } }]);
        expect(csvRecords(text)[0]?.['title']).toBe(plainText(title, createTextIssues()));
      }),
      { seed: 20261128, numRuns: 800 },
    );
  });

  it('has its lowered and raised figures in letters of Unicode', () => {
    const plain = (text: string): string => plainText(text, createTextIssues());
    expect(plain('10<sup>3</sup> and 10<sup>-3</sup>')).toBe('10³ and 10⁻³');
    expect(plain('VO<sub>2</sub>, T<sub>max</sub>, <i>x</i><sup>®</sup>')).toBe('VO₂, Tmax, x®');
  });
});
