// The house's example cases: each input gives the fields that the rules ask for.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { makeKey, uniqueKeys } from '../../../src/main/export/citation-keys.ts';
import type { CslDate, CslItem } from '../../../src/shared/domain/csl.ts';
import { needsShared } from '../../support/needs.ts';

interface GoldenCase {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly bibtex?: Readonly<Record<string, unknown>>;
}

const shared = needsShared();
const file = path.join(shared.folder, 'data/golden-bibtex-cases.json');
const cases = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: GoldenCase[] }).cases
  : [];

/** The fields of one written entry, and its type as `ENTRYTYPE`. */
function fieldsOf(text: string): Record<string, string> {
  const [, type = ''] = /^@(\w+)\{/mu.exec(text) ?? [];
  const fields = [...text.matchAll(/^ {2}([\w-]+) = (?:\{(.*)\}|(\w+)),$/gmu)];
  return Object.fromEntries([
    ['ENTRYTYPE', type],
    ...fields.map(([, name = '', braced, bare]) => [name, braced ?? bare ?? '']),
  ]) as Record<string, string>;
}

function issuedOf(input: GoldenCase['input']): CslDate | undefined {
  const { issued, issued_literal: literal, issued_season: season } = input;
  if (typeof literal === 'string') return { literal };
  if (typeof season === 'string') return { raw: season };
  if (!Array.isArray(issued)) return undefined;
  return { 'date-parts': Array.isArray(issued[0]) ? (issued as number[][]) : [issued as number[]] };
}

function itemOf(input: GoldenCase['input']): CslItem {
  const { annotation } = input;
  const rest = Object.fromEntries(
    Object.entries(input).filter(([name]) => !/^(?:issued|annotation)/u.test(name)),
  );
  const issued = issuedOf(input);
  return {
    id: 'x',
    type: 'article-journal',
    ...(rest as Partial<CslItem>),
    ...(issued === undefined ? {} : { issued }),
    ...(typeof annotation === 'string' ? { annote: annotation } : {}),
    // `number` is printed with a volume only.
    ...('issue' in input ? { volume: '1', 'container-title': 'J' } : {}),
  };
}

const byFields = cases.filter(({ id, bibtex }) => bibtex !== undefined && !/^(?:Y0|O01)/u.test(id));

describe.skipIf(shared.isMissing)(`the example cases ${shared.note}`, () => {
  it.each(byFields.map((each) => [each.id, each] as const))('%s', (_id, { input, bibtex }) => {
    const { text } = writeBibtex([{ key: 'x', item: itemOf(input) }], { charset: 'ascii' });
    expect(fieldsOf(text)).toMatchObject(bibtex ?? {});
  });

  it('Y01, Y04: keys that clash go on with letters, ignoring case', () => {
    expect(uniqueKeys(['liu2022', 'Liu2022'], [])).toEqual(['liu2022', 'Liu2022a']);
    expect(uniqueKeys(['Jason2010', 'Jason2010', 'Jason2010'], [])).toEqual([
      'Jason2010',
      'Jason2010a',
      'Jason2010b',
    ]);
  });

  it('Y03: a key is made of letters that every tool takes', () => {
    const item: CslItem = {
      id: '',
      type: 'article-journal',
      author: [{ family: 'Vlček' }],
      issued: { 'date-parts': [[2014]] },
    };
    expect(makeKey(item)).toBe('Vlcek2014');
  });
});
