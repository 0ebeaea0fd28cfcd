// What is thin about a list's citations, and the name its file is offered under.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFileName } from '../../../src/main/export/file-name.ts';
import { thinEntries, type ReportedEntry } from '../../../src/main/export/thin-report.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';

const whole: ReportedEntry = {
  slug: 'a' as Slug,
  key: 'key-a',
  item: {
    type: 'article-journal',
    title: 'A title',
    DOI: '10.1/x',
    'container-title': 'A journal',
    volume: '1',
    page: '2-3',
    issued: { 'date-parts': [[2020]] },
    author: [{ family: 'Lenz' }],
  },
  retracted: false,
  pem: { pem: 'required', derived: 'not-stated', mine: 'not-stated' },
};

describe('a citation', () => {
  it('that has everything is not listed', () => {
    expect(thinEntries([whole])).toEqual([]);
  });

  it('is listed with what it lacks, in the order of keys', () => {
    const bare = { ...whole, key: 'b', item: { type: 'article-journal', title: 'Bare' } };
    const report = { ...bare, key: 'a', item: { type: 'report', title: 'Report' } };
    expect(thinEntries([bare, report])).toEqual([
      { slug: 'a', key: 'a', title: 'Report', lacks: ['doi', 'year', 'authors'] },
      {
        slug: 'a',
        key: 'b',
        title: 'Bare',
        lacks: ['doi', 'journal', 'volume', 'pages', 'year', 'authors'],
      },
    ]);
  });

  it.each([
    [{ pem: 'not-stated', derived: 'not-stated', mine: 'not-stated' }, ['pem-not-stated']],
    [{ pem: 'not-stated', derived: 'required', mine: 'required' }, ['pem-not-stated']],
    [{ pem: 'required', derived: 'not-required', mine: 'not-stated' }, ['pem-disagrees']],
    [{ pem: 'unclear', derived: 'not-stated', mine: 'required' }, ['pem-disagrees']],
    [{ pem: 'required', derived: 'required', mine: 'required' }, []],
  ] as const)('says of PEM %o: %o', (pem, lacks) => {
    expect(thinEntries([{ ...whole, pem }]).flatMap((entry) => entry.lacks)).toEqual(lacks);
  });

  it('that was retracted is listed', () => {
    expect(thinEntries([{ ...whole, retracted: true }])[0]?.lacks).toEqual(['retracted']);
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
    expect(exportFileName(list, 'bib')).toBe(name);
  });

  it('is one that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (list) => {
        expect(exportFileName(list, 'bib')).toMatch(/^[a-z0-9][a-z0-9-]{0,64}\.bib$/u);
        expect(exportFileName(list, 'bib')).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./u);
      }),
    );
  });
});
