// Scenarios about studies that change from one run to the next: missing, gone, retracted, rewritten, renamed.
// Invariant: the first run finds every study whole.
import { readPemPill } from '../../../../src/shared/domain/pem.ts';
import type { PemBadge } from '../../../../src/shared/domain/pem.ts';
import { changeText, putBanner } from './discovery.ts';
import { madeSlug, pathOf, type Scenario, type Stage } from './scenario.ts';

const NEW_NAME = madeSlug('renamed-2026-under-another');
const NOTHING = (): void => undefined;

export const STUDIES = {
  'missing-once': {
    sentence: 'After the first run one page answers 404 once, then as it should.',
    steps: [
      {
        what: 'a day later: one study’s page is missing, for one request',
        change: ({ atlas, study }) => {
          atlas.faults.set({ path: pathOf(study) }, { kind: 'status', status: 404 }, 1);
        },
      },
      { what: 'another day later: nothing new', change: NOTHING },
    ],
  },
  'missing-for-a-day': {
    sentence: 'After the first run one page answers 404 for a day, and is there again then.',
    steps: [
      {
        what: 'a day later: one study’s page is missing',
        change: ({ atlas, study }) => {
          atlas.corpus.lose(study, 404);
        },
      },
      {
        what: 'another day later: it is back',
        change: ({ atlas, study }) => {
          atlas.corpus.bringBack(study);
        },
      },
    ],
  },
  'gone-twice': {
    sentence:
      'After the first run one study is not listed any more, and its page answers 410 for good.',
    steps: [
      {
        what: 'a day later: one study is gone',
        change: ({ atlas, study }) => {
          atlas.corpus.remove(study, 410);
        },
      },
      { what: 'another day later: it still is', change: NOTHING },
    ],
  },
  'gone-but-listed': {
    sentence: 'After the first run one page answers 410 for good, and the study is still listed.',
    steps: [
      {
        what: 'a day later: one study’s page is gone',
        change: ({ atlas, study }) => {
          atlas.corpus.lose(study, 410);
        },
      },
      { what: 'another day later: it still is', change: NOTHING },
    ],
  },
  'retracted-banner': {
    sentence: 'After the first run a red banner appears on one study: retracted.',
    steps: [
      {
        what: 'a day later: one study has a banner',
        change: ({ atlas, study }) => {
          putBanner(atlas, study);
        },
      },
    ],
  },
  'text-changed': {
    sentence: 'After the first run the text of one study changes.',
    steps: [changeText('a day later: one study’s text has changed')],
  },
  'badge-flipped': {
    sentence: 'After the first run the PEM badge of one study changes to its opposite.',
    begin: ({ atlas, study }) => {
      putBadge({ atlas, study }, 'PEM not required');
    },
    steps: [
      {
        what: 'a day later: one study’s badge says “PEM required”',
        change: (stage) => {
          putBadge(stage, 'PEM required');
        },
      },
    ],
  },
  'section-lost-once': {
    sentence:
      'After the first run one page comes once without its sections but the first, then whole.',
    begin: giveSections,
    steps: [
      {
        what: 'a day later: one page has lost its sections, for one request',
        change: ({ atlas, study }) => {
          atlas.faults.set({ path: pathOf(study) }, { kind: 'lost-sections' }, 1);
        },
      },
    ],
  },
  'section-lost-for-good': {
    sentence: 'After the first run one page has lost its sections but the first, for good.',
    begin: giveSections,
    steps: [
      {
        what: 'a day later: one page has lost its sections',
        change: ({ atlas, study }) => {
          atlas.corpus.change(study, (reading) => ({
            ...reading,
            sections: reading.sections.slice(0, 1),
          }));
        },
      },
    ],
  },
  'slug-renamed': {
    sentence:
      'After the first run one study has another slug: it is listed under the new one, and the old address redirects there.',
    steps: [rename({ keepsListed: false })],
  },
  'slug-renamed-still-listed': {
    sentence:
      'After the first run one study has another slug: it is listed under both, and the old address redirects to the new one.',
    steps: [rename({ keepsListed: true })],
  },
} as const satisfies Record<string, Scenario>;

function rename(options: { readonly keepsListed: boolean }) {
  return {
    what: `a day later: one study is now called ${NEW_NAME}`,
    change: ({ atlas, study }: Stage): void => {
      atlas.corpus.rename(study, NEW_NAME, options);
    },
  };
}

function putBadge({ atlas, study }: Pick<Stage, 'atlas' | 'study'>, label: string): void {
  const pem: PemBadge | null = readPemPill(label);
  atlas.corpus.change(study, (reading) => ({
    ...reading,
    // A pill stands in a row: a study without one gets its level as well.
    badges: {
      ...reading.badges,
      level: reading.badges.level ?? { code: 'E3', label: 'E3 Preliminary' },
      pem,
    },
  }));
}

/** Sees to it that there are sections to lose. */
function giveSections({ atlas, study }: Stage): void {
  atlas.corpus.change(study, (reading) => ({
    ...reading,
    sections: [
      ...reading.sections.filter((section) => section.kind === 'quick-summary'),
      {
        kind: 'why-it-matters',
        heading: 'Why It Matters',
        paragraphs: ['It shows what rest alone does not explain.'],
      },
      {
        kind: 'does-not-prove',
        heading: 'What This Study Does Not Prove',
        paragraphs: ['It does not prove a cause.'],
      },
    ],
  }));
}
