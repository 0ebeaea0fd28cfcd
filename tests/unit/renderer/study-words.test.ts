// The words, addresses and small decisions of the study, notes and coding views.
import { describe, expect, it } from 'vitest';
import {
  codingOf,
  COMMON_DEFINITIONS,
  formOf,
} from '../../../src/renderer/features/coding/coding-form.ts';
import { sortDrafts } from '../../../src/renderer/features/notes/drafts.ts';
import { foldSame } from '../../../src/renderer/features/notes/fold-same.ts';
import {
  atlasPage,
  doiAddress,
  originInWords,
  pubmedAddress,
} from '../../../src/renderer/ui/study-words.ts';
import { partsWithAddresses, webAddress } from '../../../src/renderer/ui/web-address.ts';
import { explainBadge } from '../../../src/shared/domain/badge-meanings.ts';
import { definitionRequiresPem } from '../../../src/shared/domain/pem.ts';
import { EXAMPLE_AT, exampleDraft, exampleNote, exampleStudy } from '../../support/study-view.ts';

const DAY = 86_400_000;

describe('addresses', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<b>x</b>',
    'file:///etc/passwd',
    'java\nscript:alert(1)',
    '//example.org',
    '/evidence/x',
    'https:example.org',
    '',
  ])('%j is plain text', (text) => {
    expect(webAddress(text)).toBeNull();
  });

  it('are found in a sentence, without its punctuation', () => {
    const text = 'See https://doi.org/10.1/x. Or javascript:alert(1) (https://a.example/b).';
    const parts = partsWithAddresses(text);
    expect(parts.flatMap((part) => part.address ?? [])).toEqual([
      'https://doi.org/10.1/x',
      'https://a.example/b',
    ]);
    expect(parts.map((part) => part.text).join('')).toBe(text);
  });

  it('of a study lead to the atlas, the publisher and PubMed only', () => {
    const { slug } = exampleStudy();
    const page = `https://www.mecfsatlas.com/evidence/${slug}`;
    for (const url of ['javascript:alert(1)', 'https://evil.example/x', 'http://127.0.0.1/x']) {
      expect(atlasPage({ slug, url })).toBe(page);
    }
    expect(doiAddress('10.1111/cei.13023')).toBe('https://doi.org/10.1111/cei.13023');
    expect(doiAddress('javascript:alert(1)')).toBeNull();
    expect(pubmedAddress('1 OR 1')).toBeNull();
  });
});

describe('what a copy is', () => {
  it('says where from and how old', () => {
    expect(originInWords(exampleStudy(), EXAMPLE_AT + 12 * DAY)).toBe(
      'Copied from https://www.mecfsatlas.com on 28 May 2026, checked 12 days ago.',
    );
    const given = exampleStudy({ origin: { kind: 'given-page', source: '', at: EXAMPLE_AT } });
    expect(originInWords(given, EXAMPLE_AT)).toMatch(/^From a page given on 28 May 2026/u);
    const starter = exampleStudy({
      origin: { kind: 'starter', source: '', at: EXAMPLE_AT },
      shownFrom: 'history',
    });
    expect(originInWords(starter, EXAMPLE_AT)).toMatch(/starter set.*the last version/u);
  });
});

describe('badges', () => {
  it('are explained, and an unseen one gets no made-up meaning', () => {
    expect(explainBadge('pem', 'PEM ✓').ofLabel).toContain('never as required');
    expect(explainBadge('pem', 'PEM maybe').ofLabel).toContain('not known to this app');
    expect(explainBadge(null, 'Novelty').meaning).toContain('does not know');
  });
});

describe('coding', () => {
  it('offers names that the rule knows', () => {
    for (const name of COMMON_DEFINITIONS) expect(definitionRequiresPem(name)).not.toBeNull();
  });

  it('is not sent without an answer, and goes there and back unchanged', () => {
    const { slug } = exampleStudy();
    expect(codingOf(slug, formOf(null))).toBeNull();
    const coding = {
      slug,
      definitions: ['CCC 2003', 'Our own'],
      required: 'no' as const,
      how: 'methods',
      quote: null,
      page: '3',
      checkedFullText: true,
    };
    expect(codingOf(slug, formOf({ ...coding, codedAt: EXAMPLE_AT }))).toEqual(coding);
  });
});

describe('drafts and versions', () => {
  it('own drafts are opened, others offered, saved texts neither', () => {
    const own = exampleDraft({ writer: 'me' });
    const other = exampleDraft();
    const saved = exampleDraft({ writer: 'third', body: 'First thoughts.' });
    expect(sortDrafts([saved, other, own], [exampleNote()], 'me')).toEqual({
      own,
      offered: [other],
    });
  });

  it('long unchanged parts are folded, changes never', () => {
    const long = 'x'.repeat(10_000);
    const folded = foldSame([
      { kind: 'same', text: long },
      { kind: 'added', text: long },
      { kind: 'same', text: 'short' },
    ]);
    expect(folded.map((part) => part.kind)).toEqual(['left-out', 'same', 'added', 'same']);
    expect(folded[2]?.text).toBe(long);
  });
});
