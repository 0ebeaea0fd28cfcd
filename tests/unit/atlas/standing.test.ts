// Retracted and withdrawn studies: the banner's own words, and no banner where there is only a word.
import { describe, expect, it } from 'vitest';
import { isRetracted } from '../../../src/shared/domain/study.ts';
import { readStudy, samplePage, sampleText } from '../../support/atlas-pages/sample-page.ts';

const text = sampleText();
const GLUED = 'E2 ModerateModerate confidencePEM not requiredObservationalPeer-reviewedReviewed\n';
const above = (banner: string): string => text.replace(GLUED, `${banner}\n${GLUED}`);

describe('a banner', () => {
  it.each([
    ['retracted', 'Retracted'],
    ['retracted', 'RETRACTED'],
    ['retracted', '⚠ This study has been retracted.'],
    ['retracted', 'This paper was retracted by Science on 22 December 2011.'],
    ['retracted', 'Retraction notice: the editors of the journal retract this paper.'],
    ['withdrawn', 'This preprint has been withdrawn by its authors.'],
    ['withdrawn', 'Withdrawn: see the notice of the journal.'],
    ['expression-of-concern', 'Expression of concern'],
    ['correction', 'This article has been corrected.'],
  ])('is a notice of %s: %s', (kind, banner) => {
    const study = readStudy(above(banner));
    expect(study.standing).toEqual([{ kind, text: banner }]);
    expect(study.badges).toEqual(readStudy(text).badges);
    expect(study.title).toBe(readStudy(text).title);
  });

  it('reads below the badges and below the byline, and with its explanation', () => {
    const notice = 'This paper was retracted by its journal in 2011.';
    expect(readStudy(text.replace(GLUED, `${GLUED}${notice}\n`)).standing).toEqual([
      { kind: 'retracted', text: notice },
    ]);
    expect(
      readStudy(text.replace('Quick Summary\n', `${notice}\nQuick Summary\n`)).standing,
    ).toEqual([{ kind: 'retracted', text: notice }]);
    expect(readStudy(above(`Retracted\n${notice}`)).standing).toEqual([
      { kind: 'retracted', text: `Retracted: ${notice}` },
    ]);
  });

  it('keeps a retraction beside an expression of concern', () => {
    const study = readStudy(above('Expression of concern\nThis study has been retracted.'));
    expect(study.standing.map(({ kind }) => kind)).toEqual(['expression-of-concern', 'retracted']);
    expect(isRetracted(study)).toBe(true);
  });

  it('may be a pill or a row of the metadata', () => {
    const pill = readStudy(text.replace(GLUED, `${GLUED.trim()}Retracted\n`));
    expect(pill).toMatchObject({
      standing: [{ kind: 'retracted', text: 'Retracted' }],
      badges: { unknown: ['Retracted'] },
    });
    const row = readStudy(
      sampleText({ metadata: [{ label: 'Retraction status', value: 'Retracted' }] }),
    );
    expect(row.standing).toEqual([{ kind: 'retracted', text: 'Retraction status: Retracted' }]);
  });
});

describe('no banner', () => {
  it.each([
    'Retraction.',
    'Retraction: A made-up paper',
    'Retracted papers in chronic illness: a review.',
    'Withdrawn',
    'This study was retracted: how readers learn of it.',
  ])('is a title: %s', (title) => {
    for (const page of [
      samplePage({ title }),
      sampleText({ title }),
      sampleText({ title, hasCitations: false, metadata: [] }),
    ]) {
      expect(
        readStudy(page, 'https://www.mecfsatlas.com/evidence/marrow-2019-breathing-during'),
      ).toMatchObject({ title, standing: [] });
    }
  });

  it('is a sentence of a section', () => {
    const paragraphs = [
      'This paper was retracted in 2011.',
      'The original study has been withdrawn.',
    ];
    const sections = [{ kind: 'quick-summary' as const, heading: 'Quick Summary', paragraphs }];
    expect(readStudy(samplePage({ sections })).standing).toEqual([]);
  });

  it.each([
    'Retracted studies',
    'Retractions',
    'Withdrawn papers and how we handle them',
    'This study has not been retracted.',
  ])('is a line above: %s', (line) => {
    expect(readStudy(above(line)).standing).toEqual([]);
  });
});
