// CSL-JSON: valid by the schema whatever came in, with markup where the source has it, and nothing of the atlas.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CSL_FIELDS, CSL_TYPES } from '../../../src/main/export/csl-json/csl-fields.ts';
import { writeCslJson } from '../../../src/main/export/csl-json/write-csl-json.ts';
import { LIST_WRITERS } from '../../../src/main/export/list-writers.ts';
import { createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import { plainText } from '../../../src/main/export/text/plain-text.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import { cited, note } from './cited-studies.ts';
import { hostileText, NASTY_ITEMS } from './nasty-items.ts';

const flag = z.union([z.string(), z.number(), z.boolean()]);
const name = z.strictObject({
  family: z.string().min(1).optional(),
  given: z.string().min(1).optional(),
  'dropping-particle': z.string().optional(),
  'non-dropping-particle': z.string().optional(),
  suffix: z.string().optional(),
  literal: z.string().optional(),
  'comma-suffix': flag.optional(),
  'static-ordering': flag.optional(),
  'parse-names': flag.optional(),
});
const date = z.strictObject({
  'date-parts': z.array(z.array(z.number().int()).min(1).max(3)).min(1).max(2).optional(),
  season: z.union([z.string(), z.number()]).optional(),
  circa: flag.optional(),
  literal: z.string().optional(),
});
const SHAPES = { names: z.array(name), date, number: z.union([z.string(), z.number()]) };
const text = z.string().min(1);
/** CSL's own schema in our words: no field and no type that it does not know. */
const SCHEMA = z.array(
  z.strictObject({
    id: text,
    'citation-key': text,
    type: z.enum([...CSL_TYPES]),
    ...Object.fromEntries(
      CSL_FIELDS.map(([field, kind]) => [
        field,
        (kind === 'names' || kind === 'date' || kind === 'number' ? SHAPES[kind] : text).optional(),
      ]),
    ),
  }),
);

function read(file: string): readonly Readonly<Record<string, unknown>>[] {
  return SCHEMA.parse(JSON.parse(file));
}

function one(fields: Partial<CslItem> & object): Readonly<Record<string, unknown>> {
  const item = { type: 'article-journal', ...fields };
  return read(writeCslJson([{ key: 'k', item }]).text)[0] ?? {};
}

describe('a CSL-JSON file', () => {
  it('looks like this', () => {
    const item = {
      id: 'other',
      type: 'article-journal',
      title: 'Q<sub>10</sub> &amp; <em>in vivo</em>',
      author: [{ family: 'Meer', given: 'Jos', 'non-dropping-particle': 'van der' }],
      issued: { 'date-parts': [['2019', '01', 10]] },
      DOI: 'https://doi.org/10.1/x',
      volume: 9,
      custom: { secret: true },
      'x-unknown': 'y',
    };
    expect(writeCslJson([{ key: 'meer2019', item }]).text).toBe(`[
  {
    "id": "meer2019",
    "citation-key": "meer2019",
    "type": "article-journal",
    "title": "Q<sub>10</sub> & <i>in vivo</i>",
    "author": [
      {
        "family": "Meer",
        "given": "Jos",
        "non-dropping-particle": "van der"
      }
    ],
    "issued": {
      "date-parts": [
        [
          2019,
          1,
          10
        ]
      ]
    },
    "volume": 9,
    "DOI": "10.1/x"
  }
]
`);
  });

  it('is sorted by key, the same for any order, and an empty list for nothing', () => {
    const entries = ['b', 'B2', 'a'].map((key) => ({ key, item: { type: 'book' } }));
    const { text: file } = writeCslJson(entries);
    expect(read(file).map(({ id }) => id)).toEqual(['a', 'b', 'B2']);
    expect(writeCslJson(entries.toReversed()).text).toBe(file);
    expect(writeCslJson([]).text).toBe('[]\n');
  });

  it('holds nothing of the atlas and nothing that the reader wrote', () => {
    const study = cited({ notes: [note('SECRET')] });
    const { text: file } = LIST_WRITERS['csl-json']({
      ...{ name: 'L', studies: [study], asOf: null },
    });
    expect(file).not.toMatch(/SECRET|atlas\.com|pem/u);
  });

  it('writes a type that CSL does not know as a document, and says so', () => {
    const { text: file, warnings } = writeCslJson([{ key: 'k', item: { type: 'x' } }]);
    expect(read(file)[0]?.['type']).toBe('document');
    expect(warnings.map(({ code }) => code)).toEqual(['unknown-type']);
  });
});

describe('its dates', () => {
  it.each<[CslItem['issued'] & object, object]>([
    [{ 'date-parts': [[1993, 0, 0]] }, { 'date-parts': [[1993]] }],
    [{ raw: '2019-01-10' }, { 'date-parts': [[2019, 1, 10]] }],
    [
      {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7, 1],
        ],
      },
      {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7, 1],
        ],
      },
    ],
    [{ 'date-parts': [[2001, 21]] }, { 'date-parts': [[2001]], season: 1 }],
    [
      { 'date-parts': [[1900]], circa: true },
      { 'date-parts': [[1900]], circa: true },
    ],
    [{ 'date-parts': [[-44]] }, { 'date-parts': [[-44]] }],
    [{ literal: 'in press' }, { literal: 'in press' }],
  ])('%o', (issued, written) => {
    expect(one({ issued })['issued']).toEqual(written);
  });
});

describe('markup', () => {
  it.each([
    ['<i>a <b>b</i> c</b>', '<i>a <b>b</b></i> c'],
    ['<i>lone', 'lone'],
    ['lone</i>', 'lone'],
    ['<i></i>x<b> </b>', 'x'],
    ['a <i> b </i> c', 'a <i>b</i> c'],
    ['<jats:italic>E. coli</jats:italic>', '<i>E. coli</i>'],
    ['<i>a<i>b</i></i>', '<i>ab</i>'],
    ['&lt;i&gt;x&lt;/i&gt;', '<i>x</i>'],
    ['p<0.05', 'p<0.05'],
  ])('%s becomes %s', (title, written) => {
    expect(one({ title })['title']).toBe(written);
  });
});

describe('any works', () => {
  it('give a valid file', () => {
    const { text: file } = writeCslJson(
      NASTY_ITEMS.map((item) => ({ key: String(item.id), item })),
    );
    expect(read(file)).toHaveLength(NASTY_ITEMS.length);
  });

  it('give a valid file, whatever stands in a field', () => {
    const value = fc.oneof(fc.string(), fc.jsonValue(), hostileText());
    const fields = Object.fromEntries(CSL_FIELDS.map(([field]) => [field, value]));
    fc.assert(
      fc.property(fc.record(fields, { requiredKeys: [] }), (odd) => {
        read(writeCslJson([{ key: 'k', item: { type: 'book', ...(odd as object) } }]).text);
      }),
      { seed: 20261128, numRuns: 300 },
    );
  });

  it('keep every letter of their titles', () => {
    const anyText = fc.oneof(
      hostileText(),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(anyText, (title) => {
        const letters = (said: unknown): string =>
          plainText(
            (typeof said === 'string' ? said : '').replaceAll('&', '&amp;'),
            createTextIssues(),
          ).replace(/[^\p{L}\p{N}]/gu, '');
        const decoded = plainText(title, createTextIssues());
        // What is no markup in the source but looks like it in the file is markup there.
        fc.pre(!/<\/?[a-z]/iu.test(decoded));
        expect(letters(one({ title })['title'])).toBe(letters(decoded));
      }),
      { seed: 20261128, numRuns: 800 },
    );
  });
});
