// Taking keys over from a .bib: which study is meant, and what is never done.
import { describe, expect, it } from 'vitest';
import {
  matchBibKeys,
  type EntryToMatch,
  type StudyToMatch,
} from '../../../src/main/export/keys/match-bib.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';

function study(slug: string, fields: Partial<CslItem>, key: string | null = null): StudyToMatch {
  return { slug: slug as Slug, item: { id: slug, type: 'article-journal', ...fields }, key };
}

function entry(key: string, fields: Partial<EntryToMatch>): EntryToMatch {
  return { key, doi: null, pmid: null, title: '', year: null, ...fields };
}

const nobody = (): null => null;
const in2019 = { issued: { 'date-parts': [[2019]] } };

describe('a study is found', () => {
  const item = {
    DOI: '10.1/A',
    PMID: '7',
    title: 'The <i>Q</i><sub>10</sub> of TNF-α.',
    ...in2019,
  };
  it.each([
    ['doi', { doi: '10.1/a' }],
    ['pmid', { pmid: '7' }],
    ['pmid', { pmid: '7', doi: '10.9/other' }],
    ['title-and-year', { title: 'the Q10 of TNF-alpha', year: '2019' }],
  ])('by %s', (matchedBy, fields) => {
    const { proposals } = matchBibKeys([study('s', item)], [entry('Key1', fields)], nobody);
    expect(proposals).toMatchObject([{ slug: 's', matchedBy, key: 'Key1', state: 'change' }]);
  });

  it.each([
    ['another year', { title: 'The Q10 of TNF-α', year: '2018' }],
    ['no year', { title: 'The Q10 of TNF-α' }],
    [
      'the title of a work with another DOI',
      { title: 'The Q10 of TNF-α', year: '2019', doi: '10.9/x' },
    ],
    ['no title', { year: '2019' }],
  ])('not by %s', (_what, fields) => {
    const { proposals, unmatchedKeys, unmatchedStudies } = matchBibKeys(
      [study('s', item)],
      [entry('Key1', fields)],
      nobody,
    );
    expect({ proposals, unmatchedKeys, unmatchedStudies }).toEqual({
      proposals: [],
      unmatchedKeys: ['Key1'],
      unmatchedStudies: ['s'],
    });
  });

  it('by its DOI rather than by what another entry shares with it', () => {
    const entries = [entry('byNumber', { pmid: '7' }), entry('byDoi', { doi: '10.1/a' })];
    const { proposals, unmatchedKeys } = matchBibKeys([study('s', item)], entries, nobody);
    expect(proposals).toMatchObject([{ key: 'byDoi' }]);
    expect(unmatchedKeys).toEqual(['byNumber']);
  });
});

describe('a key is proposed', () => {
  const one = study('one', { DOI: '10.1/1' }, 'has');
  it('as the same where the study has it', () => {
    const { proposals } = matchBibKeys([one], [entry('has', { doi: '10.1/1' })], nobody);
    expect(proposals).toMatchObject([{ state: 'same', before: 'has' }]);
  });

  it('as repaired where not every program takes it', () => {
    const { proposals } = matchBibKeys([one], [entry('smith:2019', { doi: '10.1/1' })], nobody);
    expect(proposals).toMatchObject([{ state: 'repaired', key: 'smith-2019' }]);
    expect(proposals[0]?.message).toContain('smith:2019');
  });

  it('as unusable where nothing of it is left', () => {
    const { proposals } = matchBibKeys([one], [entry('筋痛', { doi: '10.1/1' })], nobody);
    expect(proposals).toMatchObject([{ state: 'unusable', key: null }]);
  });

  it('for nobody where it means another study, which is named', () => {
    const ownerOf = (): Slug => 'other' as Slug;
    const { proposals } = matchBibKeys([one], [entry('Key', { doi: '10.1/1' })], ownerOf);
    expect(proposals).toMatchObject([{ state: 'clash', key: null }]);
    expect(proposals[0]?.message).toContain('other');
  });

  it('for nobody where the file has the work twice under two keys', () => {
    const entries = [entry('a', { doi: '10.1/1' }), entry('b', { doi: '10.1/1' })];
    const { proposals, unmatchedKeys } = matchBibKeys([one], entries, nobody);
    expect(proposals).toMatchObject([{ state: 'clash', key: null, bibKeys: ['a', 'b'] }]);
    expect(unmatchedKeys).toEqual([]);
  });

  it.each([
    ['Liu2022', 'liu2022'],
    ['a:b', 'a-b'],
  ])('for nobody where two studies would have one key: %s and %s', (first, second) => {
    const studies = [one, study('two', { DOI: '10.1/2' })];
    const entries = [entry(first, { doi: '10.1/1' }), entry(second, { doi: '10.1/2' })];
    const { proposals } = matchBibKeys(studies, entries, nobody);
    expect(proposals).toMatchObject([
      { slug: 'one', state: 'clash' },
      { slug: 'two', state: 'clash' },
    ]);
    expect(proposals[0]?.message).toContain('two');
  });

  it('for neither of two studies that one entry could be', () => {
    const studies = [one, study('two', { DOI: '10.1/1' })];
    const { proposals } = matchBibKeys(studies, [entry('Key', { doi: '10.1/1' })], nobody);
    expect(proposals.map(({ state }) => state)).toEqual(['clash', 'clash']);
  });
});
