// One made-up study page to change in tests, and a reader that fails a test with the reader's reason.
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { buildReading, type StudyFacts } from './build-reading.ts';
import { renderPage } from './render-page.ts';

export const SAMPLE_FACTS: StudyFacts = {
  slug: 'marrow-2019-breathing-during',
  title: 'Breathing during sleep in myalgic encephalomyelitis: a made-up home study.',
  authors: [
    { family: 'Marrow', given: 'J K' },
    { family: 'Ødegård', given: 'Å' },
  ],
  journal: 'Annals of imaginary medicine',
  year: 2019,
  doi: '10.5555/aim.2019.12',
  pmid: '99000001',
  pills: {
    level: 'E2 Moderate',
    confidence: 'Moderate confidence',
    pem: 'PEM not required',
    publicationType: 'Observational',
    peerReview: 'Peer-reviewed',
    reviewState: 'Reviewed',
  },
  sections: [
    {
      kind: 'quick-summary',
      heading: 'Quick Summary',
      paragraphs: ['This study asked whether people with ME/CFS breathe differently at night.'],
    },
    {
      kind: 'does-not-prove',
      heading: 'What This Study Does Not Prove',
      paragraphs: ['It does not prove that breathing plays no part. PEM required rest in seven.'],
    },
  ],
  metadata: [{ label: 'Sample size', value: '61' }],
};

/** The sample's bare text, with facts of its own. */
export function sampleText(facts: Partial<StudyFacts> = {}): string {
  return renderPage(buildReading({ ...SAMPLE_FACTS, ...facts }), 'bare-text');
}

/** The sample as semantic HTML, with facts of its own. */
export function samplePage(facts: Partial<StudyFacts> = {}): string {
  return renderPage(buildReading({ ...SAMPLE_FACTS, ...facts }), 'semantic');
}

/** The study on the page. Where the reader finds none, the test fails with its reason. */
export function readStudy(source: string, url: string | null = null): StudyReading {
  const result = readStudyPage(source, { url });
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result.study;
}

/** The names of what the page does not have. */
export function readNotFound(source: string, url: string | null = null): readonly string[] {
  const result = readStudyPage(source, { url });
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result.notFound;
}
