// What is thin about a list's citations, and the name its file is offered under.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameFor } from '../../../src/shared/util/file-name.ts';
import {
  thinEntries,
  type ReportedEntry,
  type ThinEntry,
  type ThinQuestion,
} from '../../../src/main/export/thin-report.ts';
import type { MirrorStudy } from '../../../src/shared/domain/study.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';

const whole: ReportedEntry = {
  slug: 'a' as Slug,
  key: 'key-a',
  item: {
    type: 'article-journal',
    title: 'A title',
    DOI: '10.1000/x',
    'container-title': 'A journal',
    volume: '1',
    page: '2-3',
    issued: { 'date-parts': [[2020]] },
    author: [{ family: 'Lenz' }],
  },
  retracted: false,
  pem: { pem: 'required', derived: 'not-stated', mine: 'not-stated' },
  study: null,
};

const report = (entries: readonly ReportedEntry[], more: Partial<ThinQuestion> = {}): ThinEntry[] =>
  thinEntries({ entries, warnings: [], left: new Map(), ...more });
const lacks = (...args: Parameters<typeof report>): unknown => report(...args).map((e) => e.lacks);

describe('a citation', () => {
  it('that has everything is not listed', () => {
    expect(report([whole])).toEqual([]);
  });

  it('is listed with what it lacks, in the order of keys', () => {
    const bare = { ...whole, key: 'b', item: { type: 'article-journal', title: 'Bare' } };
    const guideline = { ...bare, key: 'a', item: { type: 'report', title: 'Report' } };
    expect(report([bare, guideline])).toEqual([
      { slug: 'a', key: 'a', title: 'Report', lacks: ['authors', 'year', 'doi'], left: [] },
      {
        slug: 'a',
        key: 'b',
        title: 'Bare',
        lacks: ['authors', 'year', 'journal', 'doi', 'volume', 'pages'],
        left: [],
      },
    ]);
  });

  it.each([
    [{ pem: 'not-stated', derived: 'not-stated', mine: 'not-stated' }, ['pem-not-stated']],
    [{ pem: 'not-stated', derived: 'required', mine: 'required' }, ['pem-not-stated']],
    [{ pem: 'required', derived: 'not-required', mine: 'not-stated' }, ['pem-disagrees']],
    [{ pem: 'unclear', derived: 'not-stated', mine: 'required' }, ['pem-disagrees']],
    [{ pem: 'required', derived: 'required', mine: 'required' }, []],
  ] as const)('says of PEM %o: %o', (pem, expected) => {
    expect(report([{ ...whole, pem }]).flatMap((entry) => entry.lacks)).toEqual(expected);
  });

  it('that was retracted is listed', () => {
    expect(report([{ ...whole, retracted: true }])[0]?.lacks).toEqual(['retracted']);
  });
});

describe('what is odd about a citation', () => {
  const withDoi = (DOI: string, key = 'k'): ReportedEntry => ({
    ...{ ...whole, key, slug: key as Slug },
    item: { ...whole.item, DOI },
  });

  it.each([
    ['10.1000/x', []],
    ['https://doi.org/10.1000/x', []],
    ['doi:10.1000/x.', []],
    ['10.1000/x y', [['doi-odd']]],
    ['10.1000/a,10.1000/b', [['doi-odd']]],
    ['PMC12345', [['doi-odd']]],
    [' ', [['doi']]],
  ])('a DOI as “%s”: %j', (doi, expected) => {
    expect(lacks([withDoi(doi)])).toEqual(expected);
  });

  it('a DOI that two of them have, in whatever form and case', () => {
    const twice = [withDoi('10.1000/ab', 'a'), withDoi('https://doi.org/10.1000/AB', 'b')];
    expect(lacks([...twice, withDoi('10.1000/c', 'c')])).toEqual([
      ['doi-duplicate'],
      ['doi-duplicate'],
    ]);
    // Two that lack one do not share it.
    expect(lacks([withDoi('', 'a'), withDoi('', 'b')])).toEqual([['doi'], ['doi']]);
  });

  it.each([
    ['correction', ['corrected']],
    ['expression-of-concern', ['corrected']],
    ['retracted', []],
  ] as const)('a banner “%s”: %j', (kind, expected) => {
    const reading = { standing: [{ kind, text: 'See the notice.' }] };
    const study = { reading } as unknown as MirrorStudy;
    expect(report([{ ...whole, study }]).flatMap((entry) => entry.lacks)).toEqual(expected);
  });

  it('what the writers said of its characters and keys', () => {
    const warning = (code: string) => ({ key: 'key-a', code, message: code });
    const warnings = ['unmapped-character', 'two-keys', 'needs-t1'].map(warning);
    expect(lacks([whole], { warnings })).toEqual([['characters', 'two-keys']]);
  });

  it('and what the reader leaves as it is stays in the report, marked', () => {
    const bare = { ...whole, item: { ...whole.item, DOI: '', volume: '' } };
    const left = new Map([[whole.slug, new Set(['doi', 'retracted'] as const)]]);
    expect(report([bare], { left })).toMatchObject([{ lacks: ['doi', 'volume'], left: ['doi'] }]);
  });
});

describe('the name of a file', () => {
  it.each([
    ['Immune studies', 'immune-studies.bib'],
    ['  Löhn / PEM: 2020? ', 'lohn-pem-2020.bib'],
    ['../../etc/passwd', 'etc-passwd.bib'],
    ['疲労', 'list.bib'],
    ['CON', 'list-con.bib'],
    ['com1', 'list-com1.bib'],
    ['TNF-α', 'tnf-alpha.bib'],
  ])('of “%s” is %s', (list, name) => {
    expect(fileNameFor(list, 'bib')).toBe(name);
  });

  it('of a study that is called as a device is none of a device', () => {
    expect(fileNameFor('Con', 'pdf', 'print')).toBe('print-con.pdf');
    expect(fileNameFor('疲労', 'pdf', 'print')).toBe('print.pdf');
  });

  it('is one that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (list) => {
        expect(fileNameFor(list, 'bib')).toMatch(/^[a-z0-9][a-z0-9-]{0,64}\.bib$/u);
        expect(fileNameFor(list, 'bib')).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./u);
      }),
    );
  });
});
