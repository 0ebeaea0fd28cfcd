// Any text and any work at all, as fast-check arbitraries.
// Invariant: what is known to break files is among them, and the same is drawn every time.
import fc from 'fast-check';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import { hostileText } from './nasty-items.ts';

/** Anything: plain, any Unicode, and what is known to break files. */
export function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    hostileText(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.string({ unit: fc.constantFrom(...Array.from('ABCdef αé-–/1²(')), maxLength: 8 }))
      .map((words) => words.join(' ')),
  );
}

// The same texts every time; more of them were run while this was written (40,000 with five seeds).
export const RUNS = { seed: 20261122, numRuns: 1500 };

function name(): fc.Arbitrary<object> {
  const parts = {
    family: anyText(),
    given: anyText(),
    suffix: anyText(),
    literal: anyText(),
    'dropping-particle': anyText(),
    'non-dropping-particle': anyText(),
  };
  return fc.record(parts, { requiredKeys: [] });
}

/** A work of any type with any fields. */
export function anyItem(): fc.Arbitrary<CslItem> {
  const type = fc.constantFrom(
    'article-journal',
    'article',
    'report',
    'thesis',
    'chapter',
    'book',
    'webpage',
    'x',
  );
  const text = anyText();
  return fc.record(
    {
      id: text,
      type,
      title: text,
      author: fc.array(name(), { maxLength: 4 }),
      editor: fc.array(name(), { maxLength: 2 }),
      issued: fc.record({ literal: text }),
      'container-title': text,
      'collection-title': text,
      publisher: text,
      'publisher-place': text,
      volume: text,
      issue: text,
      page: text,
      number: text,
      edition: text,
      genre: text,
      DOI: text,
      URL: text,
      PMID: text,
      PMCID: text,
      ISSN: text,
      ISBN: text,
      language: text,
      abstract: text,
      keyword: text,
      note: text,
      annote: text,
    },
    { requiredKeys: ['id', 'type'] },
  );
}
