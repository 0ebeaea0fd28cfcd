// What is read of somebody's .bib to know which works its keys mean.
import { describe, expect, it } from 'vitest';
import { readBibtexKeys, type BibKeys } from '../../../src/main/references/read-bibtex-keys.ts';

const read = (text: string): Promise<BibKeys> => readBibtexKeys(text, new AbortController().signal);

describe('an entry of a .bib', () => {
  it.each([
    ['doi = {https://doi.org/10.1000/AbC\\_d}', { doi: '10.1000/abc_d' }],
    ['url = {https://doi.org/10.1000/x}', { doi: '10.1000/x' }],
    ['pmid = {28779554}', { pmid: '28779554' }],
    ['pmid = {PMC123}', { pmid: null }],
    ['eprint = {123}, eprinttype = {pubmed}', { pmid: '123' }],
    ['eprint = {1234.5678}, archiveprefix = {arXiv}', { pmid: null }],
    ['note = {PMID: 99}', { pmid: '99' }],
    ['url = {https://pubmed.ncbi.nlm.nih.gov/77/}', { pmid: '77' }],
    ['date = {2018-04}', { year: '2018' }],
    ['year = 2019', { year: '2019' }],
    ['year = {in press}', { year: null }],
    ['title = "The {ME/CFS} {\\\'E}cole of {H$_2$O}"', { title: 'The ME/CFS École of H₂O' }],
  ])('says by %s', async (field, expected) => {
    const { entries } = await read(`@article{k:1,\n  ${field}\n}`);
    expect(entries).toEqual([expect.objectContaining({ key: 'k:1', ...expected })]);
  });

  it('may use abbreviations, in whatever part of a long file they stand', async () => {
    const filler = Array.from({ length: 2000 }, (_, at) => `@misc{f${at}, title={No ${at}}}`);
    const text = ['@string{y = "2001"}', ...filler, '@article{last, year = y, title={T}}'];
    const { entries, problems } = await read(text.join('\n'));
    expect(problems).toEqual([]);
    expect(entries).toHaveLength(2001);
    expect(entries.at(-1)).toMatchObject({ key: 'last', year: '2001' });
  });
});

describe('a .bib that is broken', () => {
  it('is read as far as it can be, and the line of what cannot is told', async () => {
    const filler = Array.from({ length: 2000 }, (_, at) => `@misc{f${at}, title={No ${at}}}`);
    const bad = '@article{broken, title={Open {brace}, year=2000}';
    const text = [...filler, bad, '@article{after, doi={10.1/x}}'].join('\n');
    const { entries, problems } = await read(text);
    expect(entries.find(({ key }) => key === 'after')).toMatchObject({ doi: '10.1/x' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^line 200[12]: /u);
  });

  it.each(['', 'no entry at all', '@', '@article{', '\u0000\uFFFD', '@article{, title={x}}'])(
    '%j gives no entry and no fault',
    async (text) => {
      expect((await read(text)).entries.filter(({ title }) => title !== '')).toEqual([]);
    },
  );

  it('is left when nobody waits for it any more', async () => {
    await expect(readBibtexKeys('@misc{a}', AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
