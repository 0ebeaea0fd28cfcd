// Pasted records: each format by example, and what comes of broken ones: a problem with its place, never an error of ours.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue } from '../../../src/main/references/check-value.ts';
import { proposeRecord } from '../../../src/main/references/propose-record.ts';
import { detectFormat, readRecords } from '../../../src/main/references/read-records.ts';
import type { RecordDraft } from '../../../src/main/references/record.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import { RECORD_FORMATS } from '../../../src/shared/domain/reference-fields.ts';
import { BIBTEX, CSL_JSON, NBIB, RIS } from './records.ts';

const read = (text: string) => readRecords(text, null);
async function one(text: string): Promise<RecordDraft> {
  const { records } = await read(text);
  expect(records).toHaveLength(1);
  return records[0] ?? { line: 0, key: null, values: [], leftOut: [], problems: [] };
}
const valuesOf = (draft: RecordDraft | undefined): Record<string, unknown> =>
  Object.fromEntries((draft?.values ?? []).map(({ field, value }) => [field, value]));
const lineOf = (draft: RecordDraft, field: string): unknown =>
  draft.values.find((value) => value.field === field)?.line;
async function problemsOf(text: string): Promise<string[]> {
  const { problems, records } = await read(text);
  return [...problems, ...records.flatMap((record) => record.problems)].map(
    ({ line, message }) => `${String(line)}: ${message}`,
  );
}

describe('a pasted record', () => {
  it('in BibTeX has its LaTeX as Unicode, its abbreviations put in, and the rest named', async () => {
    const draft = await one(BIBTEX);
    expect(draft).toMatchObject({ key: 'marrow2019', line: 3, problems: [] });
    expect(valuesOf(draft)).toEqual({
      type: 'article-journal',
      title: 'ME/CFS and École: TNF-α at 50% of R&D',
      authors: [
        { family: 'Marrow', given: 'Jos W. M.', 'non-dropping-particle': 'van der' },
        { literal: 'Sleep Group, LLC' },
        { family: 'Müller', suffix: 'Jr.', given: 'Anna' },
      ],
      journal: 'Journal of Made-up Medicine',
      date: '2019 may',
      volume: '12',
      issue: '3',
      pages: '283–294',
      doi: '10.1234/made_up,1',
    });
    expect(lineOf(draft, 'doi')).toBe(12);
    expect(draft.leftOut).toEqual([{ name: 'keywords', line: 13 }]);
  });

  it('in RIS keeps what stands after a second dash, and lines that go on', async () => {
    const draft = await one(RIS);
    expect(valuesOf(draft)).toEqual({
      type: 'article-journal',
      title: 'A title - with - a dash',
      journal: 'Journal of Made-up Medicine',
      authors: [
        { family: 'van der Marrow', given: 'Jos W. M.' },
        { family: 'Müller', suffix: 'Jr.', given: 'Anna' },
      ],
      date: '2019-05-23',
      volume: '12',
      issue: '3',
      pages: '283-294',
      issn: '1234-5678',
      doi: '10.1234/made.1',
      pmid: '31234567',
      url: 'https://doi.org/10.1234/made.1',
      abstract: 'An abstract that goes on.',
    });
    expect(draft.leftOut).toEqual([
      { name: 'J2', line: 6 },
      { name: 'N1', line: 18 },
    ]);
  });

  it('in RIS takes no line of an abstract for a tag, and one space where a text has no other', async () => {
    const abstract = 'TY  - JOUR\nAB  - We measured\nIL - 6 and more.\nER  - \n';
    expect(valuesOf(await one(abstract))['abstract']).toBe('We measured IL - 6 and more.');
    const loose = await one('TY - JOUR\nTI - A title\nER - \n');
    expect(valuesOf(loose)['title']).toBe('A title');
  });

  it.each([
    '@article{a, url = {https://doi.org/10.1234/a_b}}',
    '{"URL": "https://dx.doi.org/10.1234/a_b"}',
    'TY  - JOUR\nUR  - https://doi.org/10.1234/a_b\nER  - ',
  ])('has the DOI that stands in its address alone: %s', async (text) => {
    const doi = valuesOf(await one(text))['doi'];
    expect(checkValue('doi', String(doi)).value).toBe('10.1234/a_b');
  });

  it('in PubMed’s format has its DOI, its groups, and says that the paper was retracted', async () => {
    const draft = await one(NBIB);
    expect(valuesOf(draft)).toEqual({
      pmid: '31234567',
      journal: 'Journal of made-up medicine',
      date: '2019 May 23',
      volume: '12',
      issue: '3',
      pages: '283-294',
      pmcid: 'PMC1234567',
      abstract: 'An abstract.',
      title: 'A title that is so long that it goes on in a second line',
      authors: [{ family: 'van der Marrow', given: 'Jos W M' }, { literal: 'Sleep Group' }],
      doi: '10.1234/made.1',
      issn: '1234-5678, 1234-567X',
      language: 'en',
      type: 'article-journal',
    });
    const problems = await problemsOf(NBIB);
    expect(problems).toEqual([
      expect.stringMatching(/^20: PubMed calls this record “Retracted Publication”/u),
      expect.stringMatching(/^24: PubMed names a notice that retracts this paper/u),
    ]);
  });

  it('in CSL-JSON may have lists and numbers where registers write them', async () => {
    const draft = await one(CSL_JSON);
    expect(valuesOf(draft)).toEqual({
      type: 'article-journal',
      title: 'A title',
      authors: [{ family: 'Marrow', given: 'Jos', 'non-dropping-particle': 'van der' }],
      journal: 'Journal of Made-up Medicine',
      date: '2019-05-23',
      issn: '1234-5678, 1234-567X',
      volume: '12',
      doi: '10.1234/made.1',
    });
    expect(draft.leftOut.map(({ name }) => name)).toEqual(['reference-count']);
    expect(lineOf(draft, 'doi')).toBe(30);
  });

  it.each([
    ['bibtex', BIBTEX],
    ['ris', RIS],
    ['nbib', NBIB],
    ['csl-json', CSL_JSON],
  ])(
    'is known as %s by its form, with a byte order mark and empty lines before it',
    async (format, text) => {
      expect(detectFormat(text)).toBe(format);
      expect((await read(`\uFEFF\r\n${text.replaceAll('\n', '\r\n')}`)).format).toBe(format);
    },
  );

  it('may stand among others', async () => {
    expect((await read(BIBTEX + BIBTEX)).records).toHaveLength(2);
    expect((await read(RIS + RIS)).records.map(({ line }) => line)).toEqual([1, 22]);
    expect((await read(NBIB + NBIB)).records).toHaveLength(2);
    expect((await read('{"title":"a"}\n{"title":"b"}')).records.map(({ line }) => line)).toEqual([
      1, 2,
    ]);
  });
});

describe('a broken BibTeX text', () => {
  it('without a closing brace loses that entry’s value alone, and says on which line', async () => {
    const text =
      '@article{a,\n  title = {No end,\n  year = 2001\n@article{b,\n  title = {Whole},\n}';
    const { records } = await read(text);
    expect(records.map(valuesOf)).toEqual([
      { type: 'article-journal' },
      { type: 'article-journal', title: 'Whole' },
    ]);
    expect(await problemsOf(text)).toEqual([
      '2: The value of “title” that begins here is not closed. It was left out.',
      expect.stringMatching(/^1: The entry “a” that begins here is not closed before line 4/u),
    ]);
  });

  it('whose value swallows the next fields says so with the value', async () => {
    const draft = await one(
      '@article{a,\n title = {No end,\n journal = {X},\n year = {2001}\n}\n}',
    );
    expect(draft.values.find(({ field }) => field === 'title')?.remarks).toEqual([
      'It seems to run on into the next fields: a brace may be missing.',
    ]);
  });

  it('with a brace too many says what was left outside', async () => {
    const problems = await problemsOf('@article{a,\n title = {X}},\n year = {2001}\n}');
    expect(problems).toEqual([expect.stringMatching(/^3: What stands here looks like a field/u)]);
  });

  it.each([
    ['@article{a, title {X}, year = 2001}', '“name = value” was expected'],
    ['@article{a, journal = nowhere, year = 2001}', '“nowhere” is not explained'],
    ['@article{a, year = 2001, year = 2002}', '“year” stands twice'],
    ['@string{x}\n@article{a, year = 2001}', 'without “name = value”'],
    [
      '@inproceedings{a, crossref = {b}, year = 2001}',
      'refers to “b” (crossref), which is not in the text',
    ],
    [`@article{a, title = {${'x'.repeat(30_000)}}, year = 2001}`, 'has 30000 characters'],
  ])('is read for the rest: %s', async (text, expected) => {
    expect((await problemsOf(text)).join('\n')).toContain(expected);
    const { records } = await read(text);
    expect(valuesOf(records[0])['date']).toBe('2001');
  });

  it('takes from a crossref what belongs to the book', async () => {
    const { records } = await read(
      '@inproceedings{c, title={Child}, crossref={p}}\n@proceedings{p, title={The Book}, year=2001, editor={Doe, Jane}, doi={10.1234/book}}',
    );
    expect(valuesOf(records[0])).toEqual({
      type: 'paper-conference',
      title: 'Child',
      journal: 'The Book',
      date: '2001',
      editors: [{ family: 'Doe', given: 'Jane' }],
    });
  });

  it('keeps a command that nobody knows, and a dollar sign, and says so', async () => {
    const draft = await one('@article{a, title = {It costs $5 in \\unknowncommand{x}}}');
    const title = draft.values.find(({ field }) => field === 'title');
    expect(title?.value).toMatch(/^It costs \$5 in /u);
    expect(title?.remarks?.join(' ')).toMatch(/“\$” stands alone.*/u);
  });

  it('grows no abbreviation without end, and no stack', async () => {
    const bomb = Array.from({ length: 40 }, (_, n) => `@string{a${n + 1} = a${n} # a${n}}`).join(
      '\n',
    );
    const text = `@string{a0 = {xxxxxxxxxx}}\n${bomb}\n@article{k, title = a40, year = 2001}`;
    expect((await problemsOf(text)).join('\n')).toContain('is too long');
    const deep = `@article{k, title = {${'{'.repeat(9000)}x${'}'.repeat(9000)}}, year = 2001}`;
    expect(valuesOf(await one(deep))['date']).toBe('2001');
  });

  it.each([
    ['one of 400,000 letters', 'x y '.repeat(100_000)],
    ['60,000 of them', 'a b and '.repeat(60_000)],
  ])('is not read for names that cannot be: %s', async (_what, names) => {
    const began = process.cpuUsage();
    const draft = await one(`@article{k, author = {${names}}, year = 2001}`);
    expect(valuesOf(draft)['date']).toBe('2001');
    const authors = draft.values.find(({ field }) => field === 'authors')?.value ?? [];
    expect(checkValue('authors', authors).isRefused).toBe(true);
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(10);
  });

  it('with 3,000 authors has them all, the others among them said', async () => {
    const names = Array.from({ length: 3000 }, (_, n) => `Smith${n}, John A.`);
    const draft = await one(`@article{k, author = {${names.join(' and ')} and others}}`);
    const authors = draft.values.find(({ field }) => field === 'authors');
    expect(authors?.value).toHaveLength(3000);
    expect(authors?.remarks?.join(' ')).toContain('only some of the authors');
  });
});

describe('a text that is no record', () => {
  it.each([
    ['', 'empty'],
    ['Dear all, please cite our paper.', 'No record was recognised'],
    ['{"title": "breaks off', 'damaged on line 1'],
    ['[{"title": "a"},\n{"title": b}]', 'damaged on line 2'],
    ['[]', 'no record could be read'],
    ['x'.repeat(10_000_000), '10.0 million characters'],
    [`${BIBTEX}\n${'@misc{a}\n'.repeat(1100)}`, '1101 records'],
  ])('is refused in words', async (text, expected) => {
    const error: unknown = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid-input' });
    expect(String(error)).toContain(expected);
    expect(String(error)).toContain('Nothing was changed');
  });

  it('in a wrong encoding is read, and said with the line, and not mended', async () => {
    const text = RIS.replace('Müller', 'MÃ¼ller').replace('A title', 'A title\uFFFD');
    const { problems, records } = await read(text);
    expect(problems.map(({ line }) => line)).toEqual([3, 4]);
    expect(problems[0]?.message).toContain('“Ã¼”, which looks like “ü”');
    expect(JSON.stringify(records)).toContain('MÃ¼ller');
  });

  it('before the first tag, or a tag outside of a record, is passed over and said', async () => {
    expect(await problemsOf(`some words\nAU  - Lost, A\n${RIS}`)).toEqual([
      '1: “some words” belongs to no record and was passed over.',
      '2: “AU” stands before any record begins (with TY); it was passed over.',
    ]);
  });
});

describe('whatever is pasted', () => {
  const pieces = [
    ...[
      '@article{',
      '@string{a=',
      '@',
      '{',
      '}',
      '"',
      '\\',
      '$',
      ',',
      '=',
      '#',
      '\n',
      ' ',
      'title',
      '%',
    ],
    ...[
      'TY  - JOUR\n',
      'ER  - \n',
      'AU  - x',
      'PMID- 1',
      '      ',
      '[',
      ']',
      '{"DOI":',
      '"a"',
      ':',
      'null',
    ],
    ...[
      'author = {A and B}',
      '\\cite{x}',
      '\\"',
      '{\\',
      'é',
      'Ã©',
      '\0',
      '1993-00-00',
      '__proto__',
      '&amp;',
    ],
  ];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    // A real record with a piece of something else somewhere in it.
    fc
      .tuple(fc.constantFrom(BIBTEX, RIS, NBIB, CSL_JSON), fc.nat(400), fc.constantFrom(...pieces))
      .map(([record, at, piece]) => record.slice(0, at) + piece + record.slice(at)),
  );

  it('is read, or refused in words', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(null, ...RECORD_FORMATS), async (pasted, format) => {
        try {
          const { records, problems } = await readRecords(pasted, format);
          const lines = pasted.split(/\r\n|\r|\n/u).length;
          for (const { line } of [...problems, ...records]) {
            if (line !== null) expect(line).toBeLessThanOrEqual(lines);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 600 },
    );
  });

  const spaces = ' '.repeat(300_000);
  const dots = '.'.repeat(300_000);
  it.each([
    ['spaces in an ISSN', `PMID- 1\nIS  - x${spaces}x\nLID - x${spaces}x`],
    ['spaces in a name', `TY  - JOUR\nAU  - x${spaces}x\nDA  - ${'/'.repeat(300_000)}x\nER  - `],
    [
      'dots in an address',
      `TY  - JOUR\nUR  - https://doi.org/10.1/${dots}x\nDO  - ${dots}x\nER  - `,
    ],
    [
      'dots in JSON',
      `{"URL": "https://doi.org/${dots}x", "DOI": "${dots}x", "issued": "${spaces}x"}`,
    ],
    [
      'spaces in BibTeX',
      `@article{k, url = {https://doi.org/${dots}x}, author = {x${spaces}x}, year = {${spaces}x}}`,
    ],
  ])(
    'is read in the time that its length takes: %s',
    async (_what, pasted) => {
      const began = process.cpuUsage();
      const { records } = await read(pasted);
      const paper = { dois: ['10.1/x'], pmids: [], titles: ['A title'], years: [] };
      proposeRecord(records, { present: [], identity: paper }, null);
      expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5);
    },
    60_000,
  );

  // What makes a reader that starts again at each of them take hours.
  it.each([
    '@',
    '@a{',
    '@a{b,',
    '@a{b, c = {',
    '%@',
    '\n',
    ' ',
    '"',
    '{',
    'TY  -\n',
    'AU  - a\n',
    ' \n@',
    '{"',
    '[[',
  ])(
    'is read in the time that its length takes: %j',
    async (piece) => {
      const whole = piece.repeat(Math.floor(400_000 / piece.length));
      const began = process.cpuUsage();
      for (const format of RECORD_FORMATS) {
        await readRecords(whole, format).catch((error: unknown) => {
          expect(error).toBeInstanceOf(AppError);
        });
      }
      const { user } = process.cpuUsage(began);
      // Quadratic, it would be minutes.
      expect(user / 1e6).toBeLessThan(10);
    },
    60_000,
  );
});
