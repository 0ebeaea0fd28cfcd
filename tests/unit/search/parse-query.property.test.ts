// Whatever is typed is answered: a tree that prints back to itself, or one error with a valid place.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import { printQuery } from '../../../src/main/search/print-query.ts';
import type { QueryNode } from '../../../src/main/search/query-ast.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import { describeTree } from './support/describe-tree.ts';

// Parts that mean something, so that chance makes queries and not only noise.
const parts = fc.constantFrom(
  ...['fatigue', 'covid-19', 'a', 'or', 'AND', 'NOT', '-', '(', ')', '"', '“', ' ', ' ', ':', ','],
  ...['author:', 'title:', 'note:', 'list:', 'tag:', 'type:', 'pem:', 'mine:', 'year:', 'level:'],
  ...['is:', 'doi:', 'required', 'unclear', 'not-stated', 'read', 'E0', 'E1', '2015', '..', '*'],
  ...['🙂', '\ud800', '\u0000', 'TNF-α', 'Löhn', '<sub>', '&lt;', '\\', "'", '^', 'NEAR'],
);
const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.array(parts, { maxLength: 40 }).map((some) => some.join('')),
  fc.array(parts, { maxLength: 20 }).map((some) => some.join(' ')),
);

it('answers every string, and places lie in it', () => {
  fc.assert(
    fc.property(typed, (text) => {
      for (const { at, length, message } of noticesOf(text)) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThanOrEqual(0);
        expect(at + length).toBeLessThanOrEqual(text.length);
        expect(message).toMatch(/[.]$/u);
      }
    }),
    { numRuns: 3_000 },
  );
});

it('prints a tree as a text that means the same', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const root = treeOrNull(text);
      const printed = printQuery(root);
      expect(describeTree(parseQuery(printed).root)).toEqual(describeTree(root));
      // Once printed, printing changes nothing any more.
      expect(printQuery(parseQuery(printed).root)).toBe(printed);
    }),
    { numRuns: 3_000 },
  );
});

it('makes trees of groups with two children or more, no deeper than their terms', () => {
  fc.assert(
    fc.property(typed, (text) => {
      checkShape(treeOrNull(text));
    }),
    { numRuns: 1_000 },
  );
});

function noticesOf(text: string): readonly { at: number; length: number; message: string }[] {
  try {
    return parseQuery(text).notices;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('query-syntax');
    const place = /^(\d+)\.\.(\d+)$/u.exec(error.ref ?? '');
    const [at, end] = [Number(place?.[1]), Number(place?.[2])];
    return [{ at, length: end - at, message: error.message }];
  }
}

function treeOrNull(text: string): QueryNode | null {
  try {
    return parseQuery(text).root;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function checkShape(node: QueryNode | null): void {
  if (node === null || node.kind === 'text' || node.kind === 'filter') return;
  if (node.kind === 'not') {
    checkShape(node.child);
    return;
  }
  expect(node.children.length).toBeGreaterThan(1);
  for (const child of node.children) {
    expect(child.kind).not.toBe(node.kind);
    checkShape(child);
  }
}
