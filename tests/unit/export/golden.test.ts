// The shared sample of hand-made cases: what each field must be, letter for letter.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { makeKey, uniqueKeys } from '../../../src/main/export/citation-keys.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { needsShared } from '../../support/needs.ts';
import { readBib } from './read-bib.ts';

interface GoldenCase {
  readonly id: string;
  readonly why: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly bibtex: Readonly<Record<string, unknown>>;
  /** Where it differs from BibTeX; letters as they are, not as macros. */
  readonly biblatex?: Readonly<Record<string, unknown>> | null;
}

const shared = needsShared();
const cases = shared.isMissing ? [] : readCases();

function readCases(): readonly GoldenCase[] {
  const file = path.join(shared.folder, 'data/golden-bibtex-cases.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly GoldenCase[] }).cases;
}

/** The case's input, whose dates and annotations are in a shorthand, as CSL-JSON. */
function toItem(input: GoldenCase['input']): CslItem {
  const { issued, issued_literal: literal, issued_season: season, annotation, ...rest } = input;
  const dates = Array.isArray(issued) && !Array.isArray(issued[0]) ? [issued] : issued;
  const text = literal ?? season;
  return {
    id: 'x',
    type: 'article-journal',
    ...(rest['type'] === undefined ? { 'container-title': 'J', volume: '1' } : {}),
    ...rest,
    ...(dates === null || dates === undefined
      ? {}
      : { issued: { 'date-parts': dates as number[][] } }),
    ...(typeof text === 'string' ? { issued: { literal: text } } : {}),
    ...(typeof annotation === 'string' ? { annote: annotation } : {}),
  };
}

// What both dialects write alike, where a case says nothing else of biblatex.
const SAME_IN_BOTH = new Set([
  'title',
  'author',
  'doi',
  'url',
  'pages',
  'number',
  'issn',
  'abstract',
]);
// A particle is said to biblatex in a form of its own (names.test.ts).
const OTHER_NAMES = new Set(['van der Meer, Jos W. M.']);

/** What the entry has under the names of the fields that are expected. */
function fieldsLike(text: string, expected: Readonly<Record<string, unknown>>): object {
  const [entry] = readBib(text);
  const got = Object.keys(expected).map((name) => [
    name,
    name === 'ENTRYTYPE' ? entry?.type : entry?.fields.get(name),
  ]);
  return Object.fromEntries(got) as object;
}

describe.skipIf(shared.isMissing)(`golden cases ${shared.note}`, () => {
  const ofEntries = cases.filter(({ id }) => !id.startsWith('Y') && id !== 'O01');

  it.each(ofEntries.map((golden) => [golden.id, golden.why, golden] as const))(
    '%s: %s',
    (_id, _why, { input, bibtex }) => {
      const { text } = writeBibtex([{ key: 'x', item: toItem(input) }], { charset: 'ascii' });
      const [entry] = readBib(text);
      const got = Object.keys(bibtex).map((name) => [
        name,
        name === 'ENTRYTYPE' ? entry?.type : entry?.fields.get(name),
      ]);
      expect(Object.fromEntries(got)).toEqual(bibtex);
    },
  );

  it.each(
    ofEntries.flatMap((golden) => {
      const { id, why, input, biblatex } = golden;
      return biblatex === null || biblatex === undefined
        ? []
        : [[id, why, input, biblatex] as const];
    }),
  )('%s in biblatex: %s', (_id, _why, input, biblatex) => {
    const entry = { key: 'x', item: toItem(input) };
    const { text } = writeBibtex([entry], { charset: 'utf-8', dialect: 'biblatex' });
    expect(fieldsLike(text, biblatex)).toEqual(biblatex);
  });

  it.each(ofEntries.map((golden) => [golden.id, golden.why, golden] as const))(
    '%s in biblatex is as in BibTeX where nothing else is said: %s',
    (_id, _why, { input, bibtex, biblatex }) => {
      const entry = { key: 'x', item: toItem(input) };
      const { text } = writeBibtex([entry], { charset: 'ascii', dialect: 'biblatex' });
      const said = new Set(Object.keys(biblatex ?? {}));
      const same = Object.entries(bibtex).filter(
        ([name]) =>
          SAME_IN_BOTH.has(name) && !said.has(name) && !OTHER_NAMES.has(String(bibtex[name])),
      );
      const expected = Object.fromEntries(same);
      expect(fieldsLike(text, expected)).toEqual(expected);
    },
  );

  it.each(
    cases
      .filter(({ input }) => Array.isArray(input['keys']))
      .map((golden) => [golden.id, golden] as const),
  )('%s: keys', (_id, { input, bibtex }) => {
    expect(uniqueKeys(input['keys'] as string[], [])).toEqual(bibtex['keys']);
  });

  it('Y03: a made key', () => {
    const golden = cases.find(({ id }) => id === 'Y03');
    const { family, year } = golden?.input as { family: string; year: number };
    const item = { id: '', type: 'x', author: [{ family }], issued: { 'date-parts': [[year]] } };
    expect(makeKey(item)).toBe(golden?.bibtex['key']);
  });

  it('O01: provenance', () => {
    const golden = cases.find(({ id }) => id === 'O01');
    const { atlas_url: url, as_of: asOf } = golden?.input as { atlas_url: string; as_of: string };
    const extra = { atlasSlug: url.split('/').at(-1) ?? '', atlasAsOf: Date.parse(asOf) as UnixMs };
    const entry = { key: 'x', item: toItem({}), extra };
    const { text } = writeBibtex([entry], { charset: 'ascii' });
    const fields = readBib(text)[0]?.fields ?? new Map<string, string>();
    expect(Object.fromEntries(fields)).toMatchObject(golden?.bibtex ?? {});
    expect(fields.has('note')).toBe(false);
  });
});
