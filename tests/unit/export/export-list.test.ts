// A list as a file: header, seal, order and the report.
import { describe, expect, it } from 'vitest';
import { exportList, type ListEntry } from '../../../src/main/export/export-list.ts';
import { readSeal, sealText, sha256 } from '../../../src/main/export/file-seal.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { readBib } from './read-bib.ts';

const COMPLETE: CslItem = {
  id: 'x',
  type: 'article-journal',
  title: 'Fatigue',
  author: [{ family: 'Doe', given: 'J' }],
  issued: { 'date-parts': [[2020]] },
  'container-title': 'J',
  volume: '1',
  page: '2',
  DOI: '10.1000/x',
};

function entry(
  slug: string,
  fields: Partial<CslItem> = {},
  more: Partial<ListEntry> = {},
): ListEntry {
  const item = { ...COMPLETE, id: slug, ...fields };
  const asOf = Date.UTC(2026, 4, 28) as UnixMs;
  return { key: `mecfsatlas-${slug}`, slug, item, asOf, retracted: false, ...more };
}

function codesOf(...entries: readonly ListEntry[]): readonly string[] {
  return exportList({ listName: 'L', entries }).warnings.map(({ key, code }) => `${key} ${code}`);
}

describe('an exported list', () => {
  it('tells in its header what it is, of when, and by which writer', () => {
    const newer = entry('b', {}, { asOf: Date.UTC(2026, 7, 20) as UnixMs });
    const { text, warnings } = exportList({
      listName: 'Sleep @ night',
      entries: [newer, entry('a')],
    });
    const header = text.slice(0, text.indexOf('\n\n')).split('\n');
    expect(header.slice(0, 5)).toEqual([
      '% ME/CFS Atlas Companion',
      '% list: Sleep (at) night',
      '% entries: 2',
      '% newest study version: 2026-08-20',
      '% writer: bibtex 1',
    ]);
    expect(header.at(-1)).toMatch(/^% content-sha256: [0-9a-f]{64}$/u);
    expect(readBib(text).map(({ key }) => key)).toEqual(['mecfsatlas-a', 'mecfsatlas-b']);
    expect(readBib(text)[0]?.fields.get('x-atlas-asof')).toBe('2026-05-28');
    expect(warnings).toEqual([]);
  });

  it('has the same bytes for the same library, in whatever order', () => {
    const entries = ['c', 'a', 'b'].map((slug) => entry(slug));
    const first = exportList({ listName: 'L', entries });
    expect(exportList({ listName: 'L', entries: entries.toReversed() })).toEqual(first);
    expect(sha256(exportList({ listName: 'L', entries }).text)).toBe(sha256(first.text));
  });

  it('may be empty', () => {
    const { text, warnings } = exportList({ listName: 'L', entries: [] });
    expect(readBib(text)).toEqual([]);
    expect(readSeal(text)).toBe('intact');
    expect(warnings).toEqual([]);
  });

  it('holds no place of this machine', () => {
    const { text } = exportList({ listName: 'L', entries: [entry('a')] });
    expect(text).not.toMatch(/\/(?:home|tmp|work|root)\b|\\Users/u);
  });

  it('reports what a writer of a paper should know', () => {
    expect(codesOf(entry('a', { DOI: '' }))).toEqual(['mecfsatlas-a no-doi']);
    expect(codesOf(entry('a', { volume: '' }))).toEqual(['mecfsatlas-a no-volume']);
    expect(codesOf(entry('a', { page: '' }))).toEqual(['mecfsatlas-a no-pages']);
    expect(codesOf(entry('a', { page: '', volume: '' }))).toEqual([
      'mecfsatlas-a no-volume-or-pages',
    ]);
    expect(codesOf(entry('a', {}, { retracted: true }))).toEqual(['mecfsatlas-a retracted']);
    const report = { type: 'report', publisher: 'P', 'container-title': '', volume: '', page: '' };
    expect(codesOf(entry('a', report))).toEqual([]);
  });

  it('says of one missing thing that it is not known, and of two that they are not', () => {
    const told = (fields: Partial<CslItem>): string | undefined =>
      exportList({ listName: 'L', entries: [entry('a', fields)] }).warnings[0]?.message;
    expect(told({ volume: '' })).toMatch(/^Its volume is not known; .* has it\.$/u);
    expect(told({ page: '' })).toMatch(/^Its pages are not known; .* has them\.$/u);
    expect(told({ volume: '', page: '' })).toMatch(/^Its volume and pages are not known; /u);
  });

  it('reports more works of one label than there are letters, once', () => {
    const works = (count: number, fields: Partial<CslItem>): ListEntry[] =>
      Array.from({ length: count }, (_, index) =>
        entry(`s${String(index).padStart(2, '0')}`, fields),
      );
    expect(codesOf(...works(26, {}))).toEqual([]);
    expect(codesOf(...works(27, {}))).toEqual(['mecfsatlas-s00 label-overflow']);
    const three = ['A', 'B', 'C'].map((family) => ({ family }));
    const told = exportList({ listName: 'L', entries: works(30, { author: three }) }).warnings;
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringContaining('30 works are “A et al. 2020”'),
    ]);
  });
});

describe('the seal', () => {
  const sealed = sealText('% ME/CFS Atlas Companion\n% list: x\n\n@misc{a,\n}\n');

  it('fits what was written, and stands at the end of the header', () => {
    expect(readSeal(sealed)).toBe('intact');
    expect(sealed.split('\n')[2]).toMatch(/^% content-sha256: /u);
  });

  it.each([
    ['an entry', sealed.replace('@misc{a', '@misc{b')],
    ['a space', sealed.replace('}\n', '} \n')],
    ['the header', sealed.replace('list: x', 'list: y')],
    ['line ends', sealed.replaceAll('\n', '\r\n').replace('\r', '')],
    ['the seal', sealed.replace(/sha256: ./u, 'sha256: x')],
    ['the seal, gone', sealed.replace(/% content.*\n/u, '')],
    ['something at the end', `${sealed}@misc{z,\n}\n`],
  ])('breaks with a change of %s', (_what, text) => {
    expect(readSeal(text)).not.toBe('intact');
  });

  it('is nobody else’s', () => {
    expect(readSeal('')).toBe('foreign');
    expect(readSeal('@misc{a,\n}\n')).toBe('foreign');
    expect(readSeal(sealText('% Another program\n\n@misc{a,\n}\n'))).toBe('foreign');
    expect(readSeal(`\n${sealed}`)).toBe('foreign');
  });
});
