// The texts of pages that have lost their headings and badges: all that they still say is read, and
// what they do not say is named.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import { authorFullName, type StudyReading } from '../../../src/shared/domain/study.ts';
import { PEM_NOTE } from '../../support/atlas-pages/build-reading.ts';
import { needsShared } from '../../support/needs.ts';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/pages');
const shared = needsShared();

/** Read, or the test fails with the reason. */
function study(source: string, url: string | null = null): [StudyReading, readonly string[]] {
  const result = readStudyPage(source, { url });
  if (!result.ok) throw new Error(result.detail);
  return [result.study, result.notFound];
}

const LOST = [
  'level',
  'confidence',
  'pem',
  'publicationType',
  'peerReview',
  'reviewState',
  'observed-findings',
  'inferred-conclusions',
  'remaining-questions',
  'related-studies',
  'topics',
  'tags',
  'metadata',
];

describe.skipIf(shared.isMissing)(`the real seed page ${shared.note}`, () => {
  const source = shared.isMissing
    ? ''
    : readFileSync(path.join(shared.folder, 'reference/seed-study-page.txt'), 'utf8');

  it('reads completely', () => {
    const [reading, notFound] = study(source);
    expect(reading).toMatchObject({
      slug: 'clark-2017-cytokine-responses',
      url: 'https://www.mecfsatlas.com/evidence/clark-2017-cytokine-responses',
      title:
        'Cytokine responses to exercise and activity in patients with chronic fatigue syndrome: case-control study.',
      authorsInDoubt: null,
      journal: 'Clinical and experimental immunology',
      year: 2017,
      doi: '10.1111/cei.13023',
      pmid: '28779554',
      pemNote: PEM_NOTE,
      snapshot: { generator: 'v1', scanner: 'v1.4', policy: 'v0.1', accessed: '2026-05-28' },
      readingTime: null,
      standing: [],
      metadata: [],
      unknownParts: [],
    });
    expect(reading.authors.map(authorFullName)).toEqual([
      'Clark, L V',
      'Buckland, M',
      'Murphy, G',
      'Taylor, N',
      'Vleck, V',
      'Mein, C',
      'Wozniak, E',
      'Smuk, M',
      'White, P D',
    ]);
    expect(notFound).toEqual(LOST);
  });

  it('keeps its three unlabelled paragraphs in their order', () => {
    const [{ sections }] = study(source);
    const lines = source.split('\n');
    expect(sections).toEqual([
      { kind: 'quick-summary', heading: null, paragraphs: [lines[1]] },
      { kind: 'why-it-matters', heading: null, paragraphs: [lines[2]] },
      { kind: 'does-not-prove', heading: null, paragraphs: [lines[3]] },
    ]);
  });

  it('keeps citation, BibTeX and snapshot line letter for letter', () => {
    const [{ bibtex, primaryCitation, snapshot, byline }] = study(source);
    expect(byline).toBe(source.split('\n')[0]);
    expect(source).toContain(`\nBibTeX\n${bibtex ?? '?'}Atlas snapshot reference\n`);
    expect(source).toContain(`\nPrimary citation\n${primaryCitation ?? '?'}\n`);
    expect(source).toContain(`\n${snapshot?.line ?? '?'}\n`);
  });

  it('takes no badge out of the PEM note, which names two', () => {
    expect(study(source)[0].badges.pem).toBeNull();
  });
});

describe('a text without headings and badge row', () => {
  const source = readFileSync(path.join(FIXTURES, 'lost-headings.txt'), 'utf8');

  it('reads completely', () => {
    const [reading, notFound] = study(source);
    const lines = source.split('\n');
    expect(reading).toEqual({
      slug: 'marrow-2019-breathing-during',
      url: 'https://www.mecfsatlas.com/evidence/marrow-2019-breathing-during',
      title: 'Breathing during sleep in myalgic encephalomyelitis: a made-up home study.',
      authors: [
        { family: 'Marrow', given: 'J K' },
        { literal: 'Institute for Sleep and Breath Research' },
        { family: 'Ødegård', given: 'Å' },
        { family: 'van den Berg', given: 'P' },
        { family: 'Li', given: null },
      ],
      authorsInDoubt: null,
      byline: lines[0],
      journal: 'Annals of imaginary medicine : the journal of the Imaginary Society',
      year: 2019,
      doi: '10.5555/aim(19)00012-x',
      pmid: '99000001',
      badges: {
        level: null,
        confidence: null,
        pem: null,
        publicationType: null,
        peerReview: null,
        reviewState: null,
        unknown: [],
      },
      readingTime: null,
      sections: [
        { kind: 'quick-summary', heading: null, paragraphs: [lines[1]] },
        { kind: 'why-it-matters', heading: null, paragraphs: [lines[2]] },
        { kind: 'does-not-prove', heading: null, paragraphs: [lines[3]] },
      ],
      metadata: [],
      caseDefinitions: null,
      pemNote: PEM_NOTE,
      primaryCitation: lines[7],
      bibtex: [...lines.slice(9, 17), '}'].join('\n'),
      snapshot: {
        line: lines[18],
        generator: 'v2',
        scanner: 'v1.5-rc',
        policy: 'v0.2',
        accessed: '2026-06-03',
      },
      standing: [],
      unknownParts: [],
    });
    expect(notFound).toEqual(LOST);
  });

  it.each([
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark and a final line break', (text: string) => `\uFEFF${text}\n\n`],
    ['no-break spaces', (text: string) => text.replaceAll(' · ', '\u00A0·\u00A0')],
    ['blank lines between paragraphs', (text: string) => text.replace(/\n(?=[A-Z])/gu, '\n\n')],
  ])('reads the same with %s', (_, change) => {
    expect(study(change(source))).toEqual(study(source));
  });

  it('names what was cut off, and reads the rest', () => {
    const cut = source.slice(0, source.indexOf('year = {'));
    const [reading, notFound] = study(
      cut,
      'https://www.mecfsatlas.com/evidence/marrow-2019-breathing-during',
    );
    expect(reading).toMatchObject({
      title: study(source)[0].title,
      authors: study(source)[0].authors,
      year: 2019,
      doi: '10.5555/aim(19)00012-x',
      bibtex: null,
      snapshot: null,
      pmid: null,
    });
    expect(notFound).toEqual(expect.arrayContaining(['bibtex', 'snapshot', 'pmid']));
    expect(notFound).not.toContain('authors');
  });
});
