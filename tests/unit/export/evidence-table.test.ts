// The evidence table: whose each value is, what silence is called, and that no text becomes markup.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSeal } from '../../../src/main/export/file-seal.ts';
import { citationText } from '../../../src/main/export/evidence-table/citation-text.ts';
import { writeEvidenceTable } from '../../../src/main/export/evidence-table/write-table.ts';
import { createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import {
  DEFAULT_EVIDENCE_COLUMNS,
  EVIDENCE_COLUMNS,
  EVIDENCE_FORMATS,
  EVIDENCE_HEADINGS,
  type EvidenceColumn,
  type EvidenceFormat,
} from '../../../src/shared/domain/evidence-table.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { MACHINE_MADE, NO_BADGES } from '../../../src/shared/domain/study.ts';
import type { CitedStudy } from '../../../src/main/export/cited-study.ts';
import { cited, facts, note } from './cited-studies.ts';
import { hostileText } from './nasty-items.ts';
import { csvRecords } from './read-csv.ts';

function write(
  studies: readonly CitedStudy[],
  format: EvidenceFormat,
  columns: readonly EvidenceColumn[] = EVIDENCE_COLUMNS,
): string {
  return writeEvidenceTable({ name: 'A | list', studies, columns }, format).text;
}

/** The one row of a table, under the names of its columns. */
function rowOf(study: CitedStudy): Readonly<Record<string, string>> {
  return csvRecords(write([study], 'csv'))[0] ?? {};
}

const SILENT = cited();
const CODED = cited(
  {
    coding: {
      slug: 'clark-2017' as Slug,
      definitions: ['CCC'],
      required: 'no',
      how: 'methods section',
      quote: 'PEM, a | b',
      page: '3',
      checkedFullText: true,
      codedAt: Date.UTC(2026, 8, 1) as UnixMs,
    },
    notes: [note('First note.\r\n\r\nSecond line & <b>bold</b>'), note('Another')],
  },
  {
    badges: {
      ...NO_BADGES,
      pem: { value: 'not-stated', label: 'PEM ✓' },
      level: { code: 'E2', label: 'E2 Moderate' },
      publicationType: 'RCT',
    },
    metadata: [
      { label: 'Sample size', value: '9 patients' },
      { label: 'Control group', value: 'Yes' },
    ],
    caseDefinitions: { names: ['CCC', 'Fukuda'], rule: 'any', source: 'the page' },
    sections: [{ kind: 'does-not-prove', heading: null, paragraphs: ['No cause.', 'No cure.'] }],
  },
);

describe('a row', () => {
  it('calls silence "not stated", and never "no"', () => {
    const row = rowOf(SILENT);
    for (const column of EVIDENCE_COLUMNS.slice(4, 12)) {
      expect(row[EVIDENCE_HEADINGS[column]], column).toBe('not stated');
    }
    expect(row['Own coding']).toBe('not coded');
    expect(row['Own note']).toBe('');
  });

  it('says what each source says, in its own column', () => {
    expect(rowOf(CODED)).toMatchObject({
      Citation: 'Clark et al. (2017) J Immunol',
      Key: 'mecfsatlas-clark-2017',
      Year: '2017',
      'Study type': 'RCT',
      Sample: '9 patients; control group: Yes',
      'Case definitions': 'CCC, Fukuda (one of them sufficed; stated by the page)',
      'PEM (atlas badge)': 'not stated (the badge says “PEM ✓”)',
      'PEM (derived by rule)': 'not required (from CCC, Fukuda)',
      'PEM (own coding)': 'not required',
      'Evidence level (atlas badge)': 'E2 Moderate',
      'What it does not prove (atlas)': 'No cause.\nNo cure.',
      'Own coding':
        'PEM required: no; definitions: CCC; how: methods section; quote: “PEM, a | b”; page: 3; full text checked; coded on 2026-09-01',
      'Own note': 'First note.\n\nSecond line & <b>bold</b>\n\nAnother',
    });
  });

  it('marks what is the starter set’s', () => {
    const row = rowOf(
      cited({}, {}, facts({ publicationType: 'rct', sampleSize: { patients: 4, controls: 2 } })),
    );
    expect(row['Study type']).toBe('rct (starter set)');
    expect(row['Sample']).toBe('4 patients, 2 controls (starter set)');
  });
});

describe('a citation', () => {
  const text = (fields: Partial<CslItem>): string =>
    citationText({ type: 'article-journal', ...fields }, createTextIssues());
  const issued = { 'date-parts': [[2019]] };
  const van = { family: 'Meer', 'non-dropping-particle': 'van der', given: 'J' };

  it.each<[Partial<CslItem>, string]>([
    [{ author: [van], issued, 'container-title': 'J' }, 'van der Meer (2019) J'],
    [{ author: [van, { family: 'Ng' }], issued }, 'van der Meer and Ng (2019)'],
    [{ author: [van, { literal: 'et al.' }], issued }, 'van der Meer et al. (2019)'],
    [{ author: [{ literal: 'NICE' }], issued, publisher: 'NICE' }, 'NICE (2019) NICE'],
    [{ title: 'One two three four five six seven' }, '“One two three four five six …” (n.d.)'],
    [{ author: [van], issued: { literal: 'in press' } }, 'van der Meer (in press)'],
  ])('of %o is %s', (fields, written) => {
    expect(text(fields)).toBe(written);
  });
});

describe.each(EVIDENCE_FORMATS)('as %s', (format) => {
  it('holds the atlas’s notice, the day of the newest version, and whose each PEM value is', () => {
    const older = cited({ slug: 'b-2010' as Slug, asOf: Date.UTC(2026, 0, 1) as UnixMs });
    const text = write([older, SILENT], format);
    expect(text).toContain(MACHINE_MADE);
    expect(text).toContain('Newest study version: 2026-08-20.');
    for (const column of ['pem', 'pem-derived', 'pem-mine'] as const) {
      expect(text).toContain(EVIDENCE_HEADINGS[column]);
    }
  });

  it('keeps the list’s order, the chosen columns’ order, and gives the same bytes again', () => {
    const studies = ['b', 'a', 'c'].map((slug) => cited({ slug: slug as Slug }));
    const text = write(studies, format, ['year', 'key']);
    const keys = text.match(/mecfsatlas-[abc]/gu);
    expect(keys).toEqual(['mecfsatlas-b', 'mecfsatlas-a', 'mecfsatlas-c']);
    expect(text.indexOf('Year')).toBeLessThan(text.indexOf('Key'));
    expect(write(studies, format, ['year', 'key'])).toBe(text);
  });

  it('may be empty', () => {
    expect(write([], format)).toContain(EVIDENCE_HEADINGS.pem);
  });
});

describe('the default columns', () => {
  it('leave the reader’s notes to those who ask for them', () => {
    expect(DEFAULT_EVIDENCE_COLUMNS).not.toContain('own-note');
    expect(write([CODED], 'markdown', DEFAULT_EVIDENCE_COLUMNS)).not.toContain('First note');
  });
});

describe('as Markdown', () => {
  it('is a row a line, with as many cells as the header, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostileText(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })),
        (text) => {
          const item = { ...SILENT.item, title: text };
          const study = cited({ item, notes: [note(text)] });
          const lines = write([study], 'markdown', ['title', 'pem', 'own-note']).split('\n');
          const rows = lines.filter((line) => line.startsWith('|'));
          expect(rows).toHaveLength(3);
          // A pipe that is not behind an odd number of backslashes parts two cells.
          const bars = rows.map((row) => row.replace(/\\./gu, '').split('|').length);
          expect(bars).toEqual([5, 5, 5]);
        },
      ),
      { seed: 20261128, numRuns: 800 },
    );
  });
});

describe('as LaTeX', () => {
  it('cites by key, repeats its header, names its packages, and is sealed', () => {
    const text = write([SILENT], 'latex', ['citation', 'pem']);
    expect(text).toContain(
      '\\hspace{0pt}Clark et al.\\ (2017) J Immunol \\cite{mecfsatlas-clark-2017} &\n\\hspace{0pt}not stated \\\\\\hline',
    );
    expect(text).toContain('\\endfirsthead');
    expect(text).toContain('\\endhead');
    expect(text).toContain('\\usepackage{longtable}');
    expect(text).not.toContain('pdflscape');
    expect(readSeal(text)).toBe('intact');
  });

  it('lies on its side where it has many columns', () => {
    const text = write([SILENT], 'latex');
    expect(text).toContain('\\usepackage{pdflscape}');
    expect(text).toContain('\\begin{landscape}');
  });

  it('goes on in further rows where a cell is too long for a page, and loses no word', () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`);
    const study = cited({ notes: [note(words.join(' '))] });
    const text = write([study], 'latex', ['citation', 'own-note']);
    const written = [...text.matchAll(/word(\d+)/gu)].map(([word]) => word);
    expect(written).toEqual(words);
    const rows = text.slice(text.indexOf('\\endlastfoot')).split('\\\\').slice(0, -1);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row.length).toBeLessThan(1600);
    expect(text.match(/\\cite\{/gu)).toHaveLength(1);
  });

  it('prints a character that LaTeX lacks by its number, and says so', () => {
    const study = cited({ notes: [note('筋 fog')] });
    const table = { name: 'L', studies: [study], columns: ['own-note' as const] };
    const { text, warnings } = writeEvidenceTable(table, 'latex');
    expect(text).toContain('\\companionchar{筋}{7B4B} fog');
    expect(warnings.map(({ code }) => code)).toEqual(['unmapped-character']);
  });
});
