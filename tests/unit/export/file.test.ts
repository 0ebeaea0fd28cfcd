// The file as a whole: order, header, keys, and that no entry can spoil another.
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { readBib } from './read-bib.ts';

const AS_OF = Date.UTC(2026, 7, 20, 23, 59) as UnixMs;

function work(id: string): CslItem {
  return {
    id,
    type: 'article-journal',
    title: 'Fatigue',
    author: [{ family: 'Doe', given: 'J' }],
    'container-title': 'J',
    volume: 1,
    issued: { 'date-parts': [[2020]] },
  };
}

function writeKeys(...keys: readonly string[]): ReturnType<typeof writeBibtex> {
  const entries = keys.map((key) => ({ key, item: work(key) }));
  return writeBibtex(entries, { charset: 'ascii' });
}

describe('a BibTeX file', () => {
  it('looks like this', () => {
    const entry = {
      key: 'mecfsatlas-clark-2017',
      item: { ...work('clark-2017'), DOI: '10.1111/cei.13023', PMID: '28779554' },
      extra: { atlasSlug: 'clark-2017', atlasAsOf: AS_OF, retracted: true },
    };
    const { text, warnings } = writeBibtex([entry], { charset: 'ascii', header: ['A list', ''] });
    expect(warnings).toEqual([]);
    expect(text).toBe(`% A list
%

@article{mecfsatlas-clark-2017,
  author = {Doe, J.},
  title = {Fatigue},
  journal = {J},
  volume = {1},
  year = {2020},
  doi = {10.1111/cei.13023},
  pmid = {28779554},
  x-atlas-id = {clark-2017},
  x-atlas-asof = {2026-08-20},
  x-atlas-standing = {retracted},
}
`);
  });

  it('is empty without entries and header', () => {
    expect(writeBibtex([], { charset: 'ascii' })).toEqual({ text: '', warnings: [] });
    expect(writeBibtex([], { charset: 'ascii', header: ['x'] }).text).toBe('% x\n');
  });

  it('is sorted by key, the same for any order of the entries', () => {
    const keys = ['b', 'B2', 'a10', 'a-1', 'Z', 'a_1'];
    const { text } = writeKeys(...keys);
    expect(readBib(text).map(({ key }) => key)).toEqual(['a-1', 'a10', 'a_1', 'b', 'B2', 'Z']);
    expect(writeKeys(...keys.toReversed()).text).toBe(text);
  });

  it('has no @ and no line break in a header, whatever a list is called', () => {
    const header = ['me@home\n@article{x,\u2028y\u0000', 'a\r\nb\ud800'];
    const { text } = writeBibtex([], { charset: 'ascii', header });
    expect(text).toBe('% me(at)home (at)article{x, y\n% a b\ufffd\n');
  });

  it('repairs keys that would break it, and says so', () => {
    const { text, warnings } = writeKeys('ok', 'OK', 'a b', '1', 'ü', '');
    expect(readBib(text).map(({ key }) => key)).toEqual(['a-b', 'ok', 'OKa', 'ref', 'ref1', 'u']);
    expect(warnings.map(({ key, code }) => `${key} ${code}`)).toEqual([
      'a-b key-changed',
      'OKa key-changed',
      'ref key-changed',
      'ref1 key-changed',
      'u key-changed',
    ]);
  });

  it('says so where an item is not called what it asked to be called', () => {
    const entries = [{ key: 'smith-2019', item: work('smith:2019') }];
    const { warnings } = writeBibtex(entries, { charset: 'ascii' });
    expect(warnings).toEqual([
      {
        key: 'smith-2019',
        code: 'key-changed',
        message:
          'Its key “smith:2019” became “smith-2019”: a key is a letter followed by letters, digits, “_” and “-”.',
      },
    ]);
  });
});
