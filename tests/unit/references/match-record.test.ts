// Is a record of the same paper? Identifiers that contradict are said loudly; what cannot be told is not "the same".
import { describe, expect, it } from 'vitest';
import { matchRecord } from '../../../src/main/references/match-record.ts';
import { proposeRecord } from '../../../src/main/references/propose-record.ts';
import type { OfferedValue } from '../../../src/main/references/propose.ts';
import type { RecordDraft } from '../../../src/main/references/record.ts';

const TITLE = 'Breathing during sleep in myalgic encephalomyelitis: a home study';
const paper = { dois: ['10.1234/a'], pmids: ['123'], titles: [TITLE], years: ['2019'] };
const nothing = { doi: null, pmid: null, title: null, year: null };
const OTHER = 'Cytokine responses to exercise and activity in patients';

describe('a record', () => {
  it.each([
    [{ doi: '10.1234/A' }, 'same', /DOI is the same/u],
    [{ pmid: '123', title: TITLE }, 'same', /PubMed id is the same/u],
    [{ title: TITLE.toUpperCase() }, 'same', /title is the same/u],
    [{ title: TITLE, year: '2020' }, 'same', /title/u],
    [{ title: TITLE, year: '2012' }, 'unsure', /years lie apart/u],
    [{ title: 'Breathing during sleep in myalgic encephalomyelitis' }, 'unsure', /alike/u],
    [{ doi: '10.1234/a', title: OTHER }, 'unsure', /titles differ/u],
    [{ doi: '10.1234/a', pmid: '9' }, 'unsure', /PubMed id is 9/u],
    [
      { doi: '10.1234/b', title: TITLE },
      'unsure',
      /DOI is 10\.1234\/b, and the study’s is 10\.1234\/a/u,
    ],
    [{ doi: '10.1234/b', title: OTHER }, 'other', /seems to be of another paper: its DOI/u],
    [{ doi: '10.1234/b' }, 'other', /seems to be of another paper/u],
    [{ pmid: '9' }, 'other', /seems to be of another paper: its PubMed id/u],
    [{ title: OTHER }, 'other', /seems to be of another paper: its title/u],
    [{}, 'unsure', /no DOI, PubMed id or title/u],
  ] as const)('with %j is %s', (record, verdict, sentence) => {
    const match = matchRecord({ ...nothing, ...record }, paper);
    expect(match.verdict).toBe(verdict);
    expect(match.sentence).toMatch(sentence);
  });

  it('cannot be told from a study of which nothing is known', () => {
    const unknown = { dois: [], pmids: [], titles: [], years: [] };
    const match = matchRecord({ doi: '10.1/a', pmid: '1', title: TITLE, year: '2019' }, unknown);
    expect(match.verdict).toBe('unsure');
  });
});

const draft = (...values: readonly OfferedValue[]): RecordDraft => ({
  ...{ line: 1, key: null, values, leftOut: [] },
  problems: [],
});
const present = [{ field: 'volume', value: '12', from: 'atlas' } as const];
const choose = (drafts: readonly RecordDraft[], wanted: number | null = null) =>
  proposeRecord(drafts, { present, identity: paper }, wanted);

describe('of several records', () => {
  const doi = draft({ field: 'doi', value: 'https://doi.org/10.1234/a' });
  const titled = draft({ field: 'title', value: TITLE });
  const other = draft({ field: 'title', value: OTHER });

  it('the one that is surest to be of the study is proposed, the first of equals', () => {
    expect(choose([other, titled, doi, doi]).chosen?.record).toBe(3);
    expect(choose([other, titled]).chosen?.record).toBe(2);
  });

  it('none is proposed where none is of the study; a person may pick one all the same', () => {
    expect(choose([other, other]).chosen).toBeNull();
    expect(choose([other, other], 2).chosen).toMatchObject({
      record: 2,
      match: { verdict: 'other' },
    });
  });

  it('a lone one is shown whatever it is of, and nothing of another paper is suggested', () => {
    const volume = { field: 'volume', value: '13' } as const;
    const ofOther = choose([draft({ field: 'doi', value: '10.1234/b' }, volume)]).chosen;
    expect(ofOther?.match.verdict).toBe('other');
    expect(ofOther?.proposal.map(({ suggested }) => suggested)).toEqual([false, false]);
    const ofThis = choose([draft({ field: 'doi', value: '10.1234/a' }, volume)]).chosen;
    expect(ofThis?.proposal).toMatchObject([
      { field: 'volume', present: '12', proposed: '13', same: false, suggested: true },
      { field: 'doi', suggested: true },
    ]);
  });
});

describe('a proposal', () => {
  it('suggests nothing that is the same, doubtful, refused or only differently written', () => {
    const offered = draft(
      { field: 'doi', value: '10.1234/a' },
      { field: 'volume', value: '12' },
      { field: 'date', value: '1993-00-00' },
      { field: 'pmid', value: 'x' },
      { field: 'title', value: 'breathing' },
      { field: 'url', value: 'https://doi.org/10.1234/a' },
      { field: 'issue', value: '  ' },
    );
    const fields = [...present, { field: 'title', value: 'Breathing', from: 'atlas' } as const];
    const { chosen } = proposeRecord([offered], { present: fields, identity: paper }, null);
    const rows = chosen?.proposal.map((row) => [
      row.field,
      row.same,
      row.doubtful,
      row.refused,
      row.suggested,
    ]);
    expect(rows).toEqual([
      ['title', false, true, false, false],
      ['date', false, true, false, false],
      ['volume', true, false, false, false],
      ['doi', false, false, false, false],
      ['pmid', false, true, true, false],
    ]);
  });
});
