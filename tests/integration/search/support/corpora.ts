// Small collections of studies made by chance, over few words, so that searches meet.
// Invariant: slugs are unique; marks may name studies that are gone or that the mirror never had.
import fc from 'fast-check';
import { PEM_VALUES } from '../../../../src/shared/domain/pem.ts';
import { EVIDENCE_LEVELS } from '../../../../src/shared/domain/study.ts';
import type { Corpus } from './naive-search.ts';
import { LIST_NAMES, TAG_NAMES, TYPES, word, YEARS } from './query-model.ts';
import type { TestStudy } from './search-files.ts';

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(word, fc.constantFrom(' ', ' ', '. ', '-', ' (')), {
      maxLength,
    })
    .map((pairs) => pairs.flat().join(''));

const slug = fc.nat({ max: 14 }).map((number) => `study-${number}`);

const study: fc.Arbitrary<TestStudy> = fc.record({
  slug,
  title: text(5),
  authors: fc.array(fc.constantFrom('Löhn, M', 'Clark, Lucinda', 'Fatigue, A.', 'NICE'), {
    maxLength: 2,
  }),
  journal: fc.constantFrom('', 'Fatigue: Biomedicine', 'Brain', 'J. COVID-19'),
  body: text(12),
  pem: fc.constantFrom(...PEM_VALUES),
  derived: fc.constantFrom(...PEM_VALUES),
  level: fc.option(fc.constantFrom(...EVIDENCE_LEVELS)),
  type: fc.option(fc.constantFrom(...TYPES)),
  year: fc.option(fc.constantFrom(...YEARS)),
  isRetracted: fc.boolean(),
  isGone: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
});

/** A corpus of four to fifteen studies. */
export const corpus: fc.Arbitrary<Corpus> = fc.record({
  studies: fc.uniqueArray(study, { minLength: 4, maxLength: 15, selector: ({ slug: own }) => own }),
  marks: fc.record({
    lists: marked(LIST_NAMES),
    tags: marked(TAG_NAMES),
    read: fc.array(slug, { maxLength: 8 }),
    changed: fc.array(slug, { maxLength: 8 }),
    coded: fc.array(
      fc.record({
        slug,
        required: fc.constantFrom('yes' as const, 'no' as const, 'unclear' as const),
      }),
      { maxLength: 8 },
    ),
    notes: fc.array(fc.record({ slug, body: text(6), isRemoved: fc.boolean() }), { maxLength: 12 }),
  }),
});

function marked(
  names: readonly string[],
): fc.Arbitrary<{ readonly name: string; readonly slugs: readonly string[] }[]> {
  return fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...names), slugs: fc.array(slug, { maxLength: 8 }) }),
    { maxLength: names.length, selector: ({ name }) => name },
  );
}
