// The badge row as pages show it now and showed it once: each pill under its own words, none invented.
import { describe, expect, it } from 'vitest';
import type { Badges } from '../../../src/shared/domain/study.ts';
import {
  readNotFound,
  readStudy,
  samplePage,
  sampleText,
} from '../../support/atlas-pages/sample-page.ts';

const GLUED = 'E2 ModerateModerate confidencePEM not requiredObservationalPeer-reviewedReviewed';
const text = sampleText();

/** The badges of the sample with another row (or lines of their own) in place of its pills. */
function badgesWith(row: string): Badges {
  expect(text).toContain(`\n${GLUED}\n`);
  return readStudy(text.replace(`${GLUED}\n`, row === '' ? '' : `${row}\n`)).badges;
}

const labels = ({ level, pem, ...rest }: Badges): unknown => [
  level?.label ?? null,
  rest.confidence,
  pem?.label ?? null,
  rest.publicationType,
  rest.peerReview,
  rest.reviewState,
  rest.unknown,
];

describe('rows that were seen', () => {
  it.each([
    [
      GLUED,
      [
        'E2 Moderate',
        'Moderate confidence',
        'PEM not required',
        'Observational',
        'Peer-reviewed',
        'Reviewed',
        [],
      ],
    ],
    [
      'E0 ConsensusHigher confidencePEM requiredGuidelinePeer-reviewedReviewed',
      [
        'E0 Consensus',
        'Higher confidence',
        'PEM required',
        'Guideline',
        'Peer-reviewed',
        'Reviewed',
        [],
      ],
    ],
    [
      'E3 PreliminaryPreliminaryPEM ?MechanisticPeer-reviewedReviewed',
      ['E3 Preliminary', 'Preliminary', 'PEM ?', 'Mechanistic', 'Peer-reviewed', 'Reviewed', []],
    ],
    [
      'E3 PreliminaryModerate confidencePEM ✓Review-NarrativePeer-reviewedMachine draft',
      [
        'E3 Preliminary',
        'Moderate confidence',
        'PEM ✓',
        'Review-Narrative',
        'Peer-reviewed',
        'Machine draft',
        [],
      ],
    ],
    [
      'E1 ReplicatedModerate confidencePEM unclearRCTPeer-reviewedMachine draft',
      [
        'E1 Replicated',
        'Moderate confidence',
        'PEM unclear',
        'RCT',
        'Peer-reviewed',
        'Machine draft',
        [],
      ],
    ],
    [
      'E2 ModeratePreliminaryPEM ?Reviewed',
      ['E2 Moderate', 'Preliminary', 'PEM ?', null, null, 'Reviewed', []],
    ],
    ['E2 Moderate', ['E2 Moderate', null, null, null, null, null, []]],
  ])('%s', (row, expected) => {
    expect(labels(badgesWith(row))).toEqual(expected);
    expect(
      labels(
        badgesWith(
          expected
            .flat()
            .filter((pill) => pill !== null)
            .join('\n'),
        ),
      ),
    ).toEqual(expected);
    expect(
      labels(
        badgesWith(
          expected
            .flat()
            .filter((pill) => pill !== null)
            .join(' · '),
        ),
      ),
    ).toEqual(expected);
  });

  it('counts each PEM pill as what it may be counted as', () => {
    const pemOf = (pill: string): unknown =>
      badgesWith(GLUED.replace('PEM not required', pill)).pem;
    expect(pemOf('PEM required')).toEqual({ value: 'required', label: 'PEM required' });
    expect(pemOf('PEM unclear')).toEqual({ value: 'unclear', label: 'PEM unclear' });
    expect(pemOf('PEM ?')).toEqual({ value: 'unclear', label: 'PEM ?' });
    expect(pemOf('PEM ✓')).toEqual({ value: 'not-stated', label: 'PEM ✓' });
    expect(pemOf('PEM ✗')).toEqual({ value: 'not-stated', label: 'PEM ✗' });
    expect(pemOf('PEM optional')).toEqual({ value: 'not-stated', label: 'PEM optional' });
  });
});

describe('rows that were not seen', () => {
  it.each([
    [
      'E2 ModerateModerate confidencePEM not requiredScoping-ReviewPeer-reviewedReviewed',
      'Scoping-Review',
    ],
    [
      'E2 ModerateModerate confidencePEM not requiredRandomized Controlled TrialPeer-reviewedReviewed',
      'Randomized Controlled Trial',
    ],
    [
      'E2 ModerateModerate confidencePEM not requiredUmbrella ReviewPeer-reviewedReviewed',
      'Umbrella Review',
    ],
    [
      'E2 ModerateModerate confidencePEM not requiredCohort studyPeer-reviewedReviewed',
      'Cohort study',
    ],
  ])('know a type nobody has seen by its place: %s', (row, type) => {
    expect(badgesWith(row)).toMatchObject({ publicationType: type, unknown: [] });
  });

  it.each([
    [
      'two unseen pills in one place',
      'E2 ModerateModerate confidencePEM not requiredScoping-ReviewAnimalPeer-reviewedReviewed',
      ['Scoping-Review', 'Animal'],
    ],
    ['an unseen pill at the end', `${GLUED}Long COVID`, ['Long COVID']],
    [
      'an unseen pill on a line of its own',
      'E2 Moderate\nModerate confidence\nPEM not required\nReviewed\nLong COVID',
      ['Long COVID'],
    ],
    ['a second pill of a kind', `${GLUED}RCT`, ['RCT']],
  ])('keep %s under its own words', (_, row, unknown) => {
    expect(badgesWith(row).unknown).toEqual(unknown);
  });

  it('gives a level of another form no code, and keeps its label', () => {
    expect(badgesWith(GLUED.replace('E2 Moderate', 'E4 Anecdotal')).level).toEqual({
      code: null,
      label: 'E4 Anecdotal',
    });
    expect(badgesWith(GLUED.replace('E2 Moderate', 'E1 Strong')).level).toEqual({
      code: 'E1',
      label: 'E1 Strong',
    });
  });

  it('reads capitals that a style sheet made', () => {
    const row = 'E2 MODERATE\nMODERATE CONFIDENCE\nPEM REQUIRED\nRCT\nPEER-REVIEWED\nREVIEWED';
    expect(badgesWith(row)).toMatchObject({
      level: { code: 'E2', label: 'E2 MODERATE' },
      pem: { value: 'required', label: 'PEM REQUIRED' },
      unknown: [],
    });
  });
});

describe('no badge row', () => {
  it('takes no badge out of note, prose or menu', () => {
    const page = text
      .replace(`${GLUED}\n`, '')
      .replace(
        'Retractions\n',
        'Filter\nE0 Consensus\nE1 Replicated\nE2 Moderate\nE3 Preliminary\nPEM required\nPEM not required\nRetractions\n',
      );
    expect(labels(readStudy(page).badges)).toEqual([null, null, null, null, null, null, []]);
    expect(readNotFound(page)).toEqual(expect.arrayContaining(['level', 'pem']));
  });

  it('is not made of a title that speaks of badges', () => {
    const title = 'PEM required';
    expect(readStudy(samplePage({ title, pills: {} }))).toMatchObject({
      title,
      badges: { pem: null },
    });
    const long = 'Reviewed: E2 Moderate confidence in PEM unclear cases';
    expect(readStudy(samplePage({ title: long, pills: {} }))).toMatchObject({
      title: long,
      badges: { level: null, pem: null },
    });
  });

  it('leaves the row alone for a filter list above it', () => {
    const page = text.replace(
      GLUED,
      `E0 Consensus\nE1 Replicated\nE2 Moderate\nE3 Preliminary\n${GLUED.replace('E2 Moderate', 'E2 Moderate\n')}`,
    );
    expect(labels(readStudy(page).badges)).toEqual(labels(readStudy(text).badges));
  });
});
