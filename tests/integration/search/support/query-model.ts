// Queries made by chance, as a model beside their text: what is asked is known without the parser.
// Invariant: nothing of the product's search is used here; the model is the grammar a second time.
import fc from 'fast-check';
import { PEM_VALUES } from '../../../../src/shared/domain/pem.ts';

/** One asked-for thing. `value` as typed. */
export type Model =
  | {
      readonly kind: 'text';
      readonly field: 'author' | 'title' | 'journal' | 'note' | null;
      readonly value: string;
      readonly isPhrase: boolean;
    }
  | { readonly kind: 'filter'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'not'; readonly child: Model }
  | { readonly kind: 'and' | 'or'; readonly children: readonly Model[] };

/** Words that share beginnings, fold to several, or fold into each other. */
export const WORDS = [
  ...['fatigue', 'fatigued', 'fat', 'fa', 'f', 'brain', 'fog', 'foggy', 'brain-fog', 'me', 'cfs'],
  ...['ME/CFS', 'covid', 'covid-19', '19', 'tnf', 'TNF-α', 'alpha', 'α', 'IFNγ', 'Löhn', 'lohn'],
  ...['CoQ<sub>10</sub>', 'coq10', '10', 'Sjögren’s', 'β-blocker', 'μία', 'Ærø', '疲労', 'R&amp;D'],
] as const;

export const LIST_NAMES = ['To read', 'to-cite', '__proto__', '2020', 'Löhn', 'Empty'] as const;
export const TAG_NAMES = ['Immune', 'read later', 'PEM', 'constructor'] as const;
export const TYPES = ['RCT', 'Review-Narrative', 'Cross-Sectional', 'rct', 'Not stated'] as const;
export const YEARS = [1988, 2003, 2015, 2020, 2026] as const;

/** Any of the words, the first few far more often, so that searches for several of them find something. */
export const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('fatigue', 'brain', 'ME/CFS') },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
);
const text = fc.record({
  kind: fc.constant('text' as const),
  field: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('author' as const, 'title', 'journal', 'note') },
  ),
  isPhrase: fc.boolean(),
  words: fc.array(word, { minLength: 1, maxLength: 3 }),
});
const textModel: fc.Arbitrary<Model> = text.map(({ words, ...rest }) => ({
  ...rest,
  value: rest.isPhrase ? words.join(' ') : (words[0] ?? ''),
}));

const pemField = fc.constantFrom('pem', 'derived', 'mine');
const filterModel: fc.Arbitrary<Model> = fc
  .oneof(
    fc.tuple(pemField, values(...PEM_VALUES)),
    fc.tuple(fc.constant('level'), values('E0', 'E1', 'E0..E2', '..E1', 'E2..', 'not-stated')),
    fc.tuple(
      fc.constant('year'),
      values('2015', '2003..2015', '..2003', '2020..', 'not-stated', '1999'),
    ),
    fc.tuple(fc.constant('type'), values(...TYPES, 'not-stated', 'Nothing of ours')),
    fc.tuple(fc.constant('list'), values(...LIST_NAMES, 'TO READ', 'no such list')),
    fc.tuple(fc.constant('tag'), values(...TAG_NAMES, 'immune', 'no such tag')),
    fc.tuple(fc.constant('is'), values('read', 'unread', 'retracted', 'changed')),
  )
  .map(([field, chosen]) => ({ kind: 'filter', field, values: chosen }));

/** A query of up to some twenty parts. */
export const queryModel: fc.Arbitrary<Model> = fc.letrec<{ node: Model; group: Model; not: Model }>(
  (tie) => ({
    node: fc.oneof({ maxDepth: 3 }, textModel, filterModel, tie('group'), tie('not')),
    not: tie('node').map((child): Model => ({ kind: 'not', child })),
    group: fc
      .tuple(
        fc.constantFrom('and' as const, 'and' as const, 'or' as const),
        fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      )
      .map(([kind, children]): Model => ({ kind, children })),
  }),
).node;

/** The model as a person would type it. */
export function typeModel(model: Model): string {
  switch (model.kind) {
    case 'text': {
      const value = model.isPhrase ? `"${model.value}"` : model.value;
      return model.field === null ? value : `${model.field}:${value}`;
    }
    case 'filter':
      return `${model.field}:${model.values.map((value) => (/[\s,]/u.test(value) ? `"${value}"` : value)).join(',')}`;
    case 'not':
      return `-${bracketed(model.child)}`;
    case 'and':
      return model.children.map(bracketed).join(' ');
    case 'or':
      return model.children.map(bracketed).join(' OR ');
  }
}

// More brackets than are needed: they must not change anything.
function bracketed(model: Model): string {
  return model.kind === 'and' || model.kind === 'or' || model.kind === 'not'
    ? `(${typeModel(model)})`
    : typeModel(model);
}

function values(...all: readonly string[]): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 2 });
}
