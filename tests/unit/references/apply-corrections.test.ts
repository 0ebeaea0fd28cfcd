// The citation with what the reader set in it: the rest stays as it was.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCorrections, warningsLeft } from '../../../src/main/references/apply-corrections.ts';
import { valueOf, withValue } from '../../../src/main/references/item-fields.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import {
  FIELD_FACTS,
  REFERENCE_FIELDS,
  WORK_TYPES,
  type Correction,
  type FieldValue,
  type ReferenceField,
} from '../../../src/shared/domain/reference-fields.ts';

const slug = 'clark-2017-cytokine-responses' as Slug;
const item: CslItem = {
  id: slug,
  type: 'article-journal',
  title: 'Cytokine responses',
  author: [{ family: 'Clark', given: 'L V' }],
  issued: { 'date-parts': [[2017]] },
  'container-title': 'A Journal',
  DOI: '10.1234/abc',
  PMID: '123',
};
const set = (field: ReferenceField, value: FieldValue | null): Correction => ({
  ...{ field, value, source: '', kind: 'typed' },
  setAt: 1 as UnixMs,
});
const corrected = (...corrections: readonly Correction[]): CslItem =>
  applyCorrections(slug, item, corrections);

describe('a corrected citation', () => {
  it('is the same object where nothing was set', () => {
    expect(corrected()).toBe(item);
  });

  it('has what was set and keeps the rest, and the item itself is not changed', () => {
    const before = structuredClone(item);
    expect(corrected(set('volume', '12'), set('journal', 'The Journal'))).toEqual({
      ...item,
      volume: '12',
      'container-title': 'The Journal',
    });
    expect(item).toEqual(before);
  });

  it('lacks what was emptied on purpose', () => {
    expect(corrected(set('pmid', null), set('authors', null))).not.toHaveProperty('PMID');
    expect(corrected(set('authors', null))).not.toHaveProperty('author');
  });

  it('has an address in place of a DOI, and none beside one', () => {
    const url = (...corrections: readonly Correction[]) => corrected(...corrections).URL;
    expect(url(set('doi', null))).toBe('https://pubmed.ncbi.nlm.nih.gov/123/');
    expect(url(set('doi', null), set('pmid', null))).toMatch(/\/evidence\/clark-2017/u);
    expect(url(set('doi', null), set('url', 'https://example.org/'))).toBe('https://example.org/');
    const without = {
      ...withValue(item, 'doi', null),
      URL: 'https://pubmed.ncbi.nlm.nih.gov/123/',
    };
    const found = applyCorrections(slug, without, [set('doi', '10.1234/new')]);
    expect(found).not.toHaveProperty('URL');
  });

  it.each([
    ['2017', { 'date-parts': [[2017]] }],
    ['2017-05', { 'date-parts': [[2017, 5]] }],
    ['2017-05-23', { 'date-parts': [[2017, 5, 23]] }],
    ['2017-22', { 'date-parts': [[2017]], season: 2 }],
    [
      '2015-06-22/2015-07-01',
      {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7, 1],
        ],
      },
    ],
    ['in press', { literal: 'in press' }],
  ])('has the date %s as CSL has dates, and gives it back', (text, issued) => {
    const dated = corrected(set('date', text));
    expect(dated.issued).toEqual(issued);
    expect(valueOf(dated, 'date')).toBe(text);
  });

  it('gives every value back that went in', () => {
    const names = fc.array(fc.record({ family: fc.string({ minLength: 1 }) }), { minLength: 1 });
    const date = fc
      .date({ min: new Date('1000-01-02'), max: new Date('2200-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
    const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(fc.constantFrom(...REFERENCE_FIELDS), text, names, date, (field, ...values) => {
        const kind = { text: 0, names: 1, date: 2 }[FIELD_FACTS[field].kind];
        const value = field === 'type' ? WORK_TYPES[4] : values[kind];
        if (value === undefined) return;
        const changed = withValue(item, field, value);
        expect(valueOf(changed, field)).toEqual(value);
        for (const other of REFERENCE_FIELDS) {
          if (other !== field) expect(valueOf(changed, other)).toEqual(valueOf(item, other));
        }
        expect(valueOf(withValue(changed, field, null), field)).toBe(
          field === 'type' ? 'document' : null,
        );
      }),
    );
  });
});

describe('warnings of a citation', () => {
  const warnings = [
    { code: 'authors-in-doubt', message: '' },
    { code: 'atlas-disagrees', message: '' },
  ] as const;

  it('go where the reader settled what they are about, all of it', () => {
    const left = (...fields: readonly ReferenceField[]) =>
      warningsLeft(
        warnings,
        fields.map((field) => set(field, 'x')),
      ).map(({ code }) => code);
    expect(left('volume')).toEqual(['authors-in-doubt', 'atlas-disagrees']);
    expect(left('authors', 'journal')).toEqual(['atlas-disagrees']);
    expect(left('doi', 'journal')).toEqual(['authors-in-doubt']);
  });
});
