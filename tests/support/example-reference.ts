// A reference as the core answers it, for tests of views.
import type { MethodOutput } from '../../src/shared/contract/types.ts';
import {
  FIELD_FACTS,
  REFERENCE_FIELDS,
  type FieldValue,
  type ReferenceField,
} from '../../src/shared/domain/reference-fields.ts';
import { EXAMPLE_AT, slugOf } from './study-view.ts';

export type ReferenceView = MethodOutput<'reference.show'>;
type FieldView = ReferenceView['fields'][number];
type Proposed = MethodOutput<'reference.read'>['proposal'][number];

const STATED: Readonly<Partial<Record<ReferenceField, FieldValue>>> = {
  title: 'Cytokine responses to exercise',
  authors: [
    { family: 'Clark', given: 'L V' },
    { family: 'Meer', given: 'Jos', 'non-dropping-particle': 'van der' },
  ],
  journal: 'Clinical immunology',
  date: '2017',
  doi: '10.1111/cei.13023',
};

/** What the atlas states, with these fields otherwise. */
export function exampleReference(
  changes: Partial<Record<ReferenceField, Partial<FieldView>>> = {},
): ReferenceView {
  return {
    slug: slugOf('clark-2017-cytokine-responses'),
    asOf: EXAMPLE_AT,
    fields: REFERENCE_FIELDS.map((field) => {
      const value = STATED[field] ?? null;
      const from = value === null ? null : 'atlas';
      return {
        ...{ field, label: FIELD_FACTS[field].label, value, from, correction: null },
        ...{ without: value, withoutFrom: from, atlas: value },
        ...changes[field],
      };
    }),
  };
}

/** A field of a record, new and without doubt. */
export function exampleProposed(field: ReferenceField, changes: Partial<Proposed>): Proposed {
  return {
    ...{ field, label: FIELD_FACTS[field].label, present: null, presentFrom: null },
    ...{ proposed: '1', same: false, remarks: [], doubtful: false, refused: false },
    ...{ suggested: true, line: null },
    ...changes,
  };
}

/** A BibTeX record that was read, of the same paper. */
export function exampleReading(
  changes: Partial<MethodOutput<'reference.read'>> = {},
): MethodOutput<'reference.read'> {
  const record = {
    ...{ record: 1, line: 1, key: 'clark', title: 'Cytokine responses', authors: 'Clark, L V' },
    ...{ year: '2017', doi: null, pmid: null, match: 'same' as const },
  };
  return {
    slug: slugOf('clark-2017-cytokine-responses'),
    ...{ format: 'bibtex', kind: 'bibtex', source: 'BibTeX entry clark', records: [record] },
    ...{ record: 1, match: { verdict: 'same', sentence: 'It has the same DOI.' } },
    proposal: [exampleProposed('volume', { proposed: '190' })],
    ...{ leftOut: [], problems: [] },
    ...changes,
  };
}
