// A search that asks every study one by one, with plain strings: what the real one must equal.
// Invariant: simple enough to be seen to be right; shares with the product only the folding of words.
import { foldWords } from '../../../../src/shared/util/fold-text.ts';
import type { TestMarks, TestStudy } from './search-files.ts';
import type { Model } from './query-model.ts';

/** A text asked for, folded, and whether its last word is the beginning of one. */
interface Asked {
  readonly field: string | null;
  readonly words: readonly string[];
  readonly isPrefix: boolean;
}

type TextModel = Extract<Model, { kind: 'text' }>;

/** Everything there is to search. */
export interface Corpus {
  readonly studies: readonly TestStudy[];
  readonly marks: TestMarks;
}

/** Value → studies, of one facet, as the naive search counts them. */
export type NaiveCounts = Record<string, Record<string, number>>;

const FACET_OF_FIELD: Readonly<Record<string, string>> = { is: 'read' };

/** The slugs that match, and every facet's counts with its own filters left out. */
export function searchNaively(
  model: Model | null,
  corpus: Corpus,
): { readonly slugs: Set<string>; readonly counts: NaiveCounts } {
  const present = corpus.studies.filter((study) => !study.isGone);
  const last = model === null ? null : lastPositiveText(model);
  const clauses = model === null ? [] : conjuncts(model);
  const passes = (study: TestStudy, leftOut: string | null): boolean =>
    clauses.every(
      (clause) =>
        (leftOut !== null && onlyFacet(clause) === leftOut) ||
        matches(clause, { study, corpus, last }),
    );
  const counts: NaiveCounts = {};
  for (const [facet, { values, valuesOf }] of Object.entries(facets(corpus))) {
    const counted = new Map(values.map((value) => [value, 0]));
    for (const study of present) {
      if (!passes(study, facet)) continue;
      for (const value of valuesOf(study)) counted.set(value, (counted.get(value) ?? 0) + 1);
    }
    counts[facet] = Object.fromEntries(counted);
  }
  const found = present.filter((study) => passes(study, null));
  return { slugs: new Set(found.map(({ slug }) => slug)), counts };
}

/** Whether the words stand side by side in a text; how often. */
export function occurrences(text: string, asked: Omit<Asked, 'field'>): number {
  const words = wordsOf(text);
  const { words: wanted, isPrefix } = asked;
  let count = 0;
  for (let start = 0; start + wanted.length <= words.length; start += 1) {
    const isThere = wanted.every((word, place) => {
      const found = words[start + place] ?? '';
      return isPrefix && place === wanted.length - 1 ? found.startsWith(word) : found === word;
    });
    if (isThere) count += 1;
  }
  return count;
}

/** The texts of the query that are not excluded, notes' aside, as they are asked. */
export function positiveTexts(model: Model): Asked[] {
  const last = lastPositiveText(model);
  return textsIn(model, true).flatMap((text) => (text.field === 'note' ? [] : [ask(text, last)]));
}

interface Question {
  readonly study: TestStudy;
  readonly corpus: Corpus;
  readonly last: TextModel | null;
}

function matches(model: Model, question: Question): boolean {
  switch (model.kind) {
    case 'text':
      return matchesText(ask(model, question.last), question);
    case 'filter':
      return model.values.some((value) => matchesFilter(model.field, value, question));
    case 'not':
      return !matches(model.child, question);
    case 'and':
      return model.children.every((child) => matches(child, question));
    case 'or':
      return model.children.some((child) => matches(child, question));
  }
}

function matchesText(asked: Asked, { study, corpus }: Question): boolean {
  const texts = {
    title: [study.title],
    author: [study.authors.join(' ; ')],
    journal: [study.journal],
    note: corpus.marks.notes
      .filter((note) => note.slug === study.slug && !note.isRemoved)
      .map((note) => note.body),
    all: [study.title, study.authors.join(' ; '), study.journal, study.body],
  };
  const searched = texts[(asked.field ?? 'all') as keyof typeof texts];
  return searched.some((text) => occurrences(text, asked) > 0);
}

function matchesFilter(field: string, value: string, { study, corpus }: Question): boolean {
  if (field === 'is') {
    if (value === 'retracted') return study.isRetracted;
    if (value === 'changed') return facetOf(corpus, 'changed').valuesOf(study).includes('yes');
    return facetOf(corpus, 'read').valuesOf(study).includes(value);
  }
  const own = facetOf(corpus, field).valuesOf(study);
  if (field === 'year' || field === 'level') {
    const [from = '', to = from] = value.split('..');
    const [stated = ''] = own;
    if (value === 'not-stated' || stated === 'not-stated') return stated === value;
    return stated >= from && (to === '' || stated <= to);
  }
  return own.some((name) => sameName(name, value));
}

function facets(
  corpus: Corpus,
): Record<
  string,
  { readonly values: readonly string[]; readonly valuesOf: (study: TestStudy) => readonly string[] }
> {
  const { studies, marks } = corpus;
  const pem = ['required', 'not-required', 'unclear', 'not-stated'];
  const present = studies.filter((study) => !study.isGone);
  const spelling = (type: string): string =>
    present.find((study) => study.type !== null && sameName(study.type, type))?.type ?? type;
  const typeOf = (study: TestStudy): string =>
    study.type === null || sameName(study.type, 'not-stated') ? 'not-stated' : spelling(study.type);
  const codes = { yes: 'required', no: 'not-required', unclear: 'unclear' };
  const codingOf = (study: TestStudy) =>
    marks.coded.findLast(({ slug }) => slug === study.slug)?.required ?? null;
  const named = (all: TestMarks['lists']) => ({
    values: all.map(({ name }) => name),
    valuesOf: (study: TestStudy) =>
      all.filter(({ slugs }) => slugs.includes(study.slug)).map(({ name }) => name),
  });
  return {
    pem: { values: pem, valuesOf: (study) => [study.pem] },
    derived: { values: pem, valuesOf: (study) => [study.derived] },
    mine: {
      values: pem,
      valuesOf: (study) => {
        const coding = codingOf(study);
        return [coding === null ? 'not-stated' : codes[coding]];
      },
    },
    level: {
      values: ['E0', 'E1', 'E2', 'E3', 'not-stated'],
      valuesOf: (study) => [study.level ?? 'not-stated'],
    },
    type: {
      values: [...present.map(typeOf), 'not-stated'],
      valuesOf: (study) => [typeOf(study)],
    },
    year: {
      values: [
        ...present.flatMap(({ year }) => (year === null ? [] : [String(year)])),
        'not-stated',
      ],
      valuesOf: (study) => [study.year === null ? 'not-stated' : String(study.year)],
    },
    read: {
      values: ['read', 'unread'],
      valuesOf: (study) => [marks.read.includes(study.slug) ? 'read' : 'unread'],
    },
    changed: {
      values: ['yes', 'no'],
      valuesOf: (study) => [marks.changed.includes(study.slug) ? 'yes' : 'no'],
    },
    retracted: {
      values: ['yes', 'no'],
      valuesOf: (study) => [study.isRetracted ? 'yes' : 'no'],
    },
    list: named(marks.lists),
    tag: named(marks.tags.filter(({ slugs }) => slugs.length > 0)),
  };
}

function facetOf(corpus: Corpus, field: string) {
  const facet = facets(corpus)[field];
  if (facet === undefined) throw new Error(`no facet ${field}`);
  return facet;
}

// A text is asked a hundred questions in a run; folding it is most of the work.
const folded = new Map<string, readonly string[]>();

/** `foldWords`, remembered. */
export function wordsOf(text: string): readonly string[] {
  const words = folded.get(text) ?? foldWords(text);
  folded.set(text, words);
  return words;
}

function sameName(a: string, b: string): boolean {
  return wordsOf(a).join(' ') === wordsOf(b).join(' ');
}

function conjuncts(model: Model): readonly Model[] {
  if (model.kind === 'and') return model.children.flatMap(conjuncts);
  if (model.kind === 'or' && model.children.length === 1) return model.children.flatMap(conjuncts);
  if (model.kind === 'not') {
    const child = only(model.child);
    if (child.kind === 'not') return conjuncts(child.child);
  }
  return [model];
}

/** A group of one is the one. */
function only(model: Model): Model {
  const [first] = model.kind === 'and' || model.kind === 'or' ? model.children : [];
  return first !== undefined && 'children' in model && model.children.length === 1
    ? only(first)
    : model;
}

function onlyFacet(model: Model): string | null {
  switch (model.kind) {
    case 'text':
      return null;
    case 'filter': {
      if (model.field !== 'is') return FACET_OF_FIELD[model.field] ?? model.field;
      const facets = new Set(
        model.values.map((value) =>
          value === 'retracted' || value === 'changed' ? value : 'read',
        ),
      );
      const [facet = 'read'] = facets;
      return facets.size > 1 ? null : facet;
    }
    case 'not':
      return onlyFacet(model.child);
    case 'and':
    case 'or': {
      const all = new Set(model.children.map(onlyFacet));
      const [first = null] = all;
      return all.size === 1 ? first : null;
    }
  }
}

function textsIn(model: Model, isWanted: boolean): TextModel[] {
  switch (model.kind) {
    case 'text':
      return isWanted ? [model] : [];
    case 'filter':
      return [];
    case 'not':
      return textsIn(model.child, !isWanted);
    case 'and':
    case 'or':
      return model.children.flatMap((child) => textsIn(child, isWanted));
  }
}

/** The last text that is not excluded, if it is a word: the same object, so that equal words are told apart. */
function lastPositiveText(model: Model): TextModel | null {
  const last = textsIn(model, true).at(-1);
  return last === undefined || last.isPhrase ? null : last;
}

function ask(model: TextModel, last: TextModel | null): Asked {
  return { field: model.field, words: foldWords(model.value), isPrefix: model === last };
}
