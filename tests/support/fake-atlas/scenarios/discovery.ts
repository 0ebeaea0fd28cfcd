// Scenarios about how a site is found out: robots.txt, sitemaps, the listing, pages beside the studies.
// Invariant: every study's own page is there and right.
import type { Slug } from '../../../../src/shared/domain/ids.ts';
import { generateStudy } from '../../generator/study.ts';
import { renamed } from '../corpus.ts';
import type { FakeAtlas } from '../server.ts';
import { PLAIN_LISTING } from '../site-pages.ts';
import { ALL_IS_WELL, madeSlug, type Scenario, type Stage } from './scenario.ts';

const NEWCOMER = madeSlug('newcomer-2026-arrived-meanwhile');
const PART_OF_A_PAGE = 10;

export const DISCOVERY = {
  'listing-only': {
    sentence: 'There is no sitemap; the listing names every study.',
    settings: { sitemap: 'none' },
  },
  'sitemap-only': {
    sentence: 'There is no listing; the sitemap names every study.',
    settings: { listing: null },
  },
  'sitemap-and-listing': {
    sentence: 'Both the sitemap and the listing name every study.',
  },
  lastmod: {
    sentence: 'The sitemap gives the time of the last change of each study, and it is true.',
    settings: { lastmod: 'time' },
    steps: [changeText('a day later: one study’s text has changed, and its lastmod with it')],
  },
  'lastmod-dates': {
    sentence:
      'The sitemap gives the day of the last change of each study, so that a second change on one day shows nothing new.',
    settings: { lastmod: 'date' },
    steps: [
      changeText('one study’s text has changed, and its lastmod with it'),
      changeText('later on that day it changes once more: its lastmod stays'),
    ],
  },
  'lastmod-frozen': {
    sentence: 'The sitemap gives the same old lastmod for every study, changed or not.',
    settings: { lastmod: 'frozen' },
    steps: [changeText('a day later: one study’s text has changed, and its lastmod has not')],
  },
  'foreign-sitemap': {
    sentence: 'The sitemap names addresses of other hosts, schemes and ports as well.',
    settings: { contents: 'foreign' },
  },
  'entity-bomb': {
    sentence: 'The sitemap declares entities that multiply to a billion letters, and uses one.',
    settings: { contents: 'entity-bomb' },
  },
  'listing-shrinks': {
    sentence:
      'One day the listing names only half of the studies; the pages of the others are there.',
    settings: { sitemap: 'none' },
    steps: [
      {
        what: 'a day later: the listing names every other study only',
        change: ({ atlas }) => {
          for (const slug of everyOther(atlas)) atlas.corpus.hide(slug);
        },
      },
    ],
  },
  'listing-shifts': {
    sentence: 'A new study arrives at the head of the listing while the listing is walked.',
    settings: { sitemap: 'none', listing: { ...PLAIN_LISTING, pageSize: PART_OF_A_PAGE } },
    begin: addWhileWalked,
  },
  'half-gone': {
    sentence:
      'One day half of the studies are neither listed nor there: their addresses answer 404.',
    steps: [
      {
        what: 'a day later: every other study is gone',
        change: ({ atlas }) => {
          for (const slug of everyOther(atlas)) atlas.corpus.remove(slug, 404);
        },
      },
      { what: 'another day later: they still are', change: () => undefined },
    ],
  },
  'robots-forbids-everything': {
    sentence: 'The rules of the site (robots.txt) forbid everything.',
    settings: { robots: 'User-agent: *\nDisallow: /\n' },
  },
  'robots-forbids-evidence': {
    sentence: 'The rules of the site (robots.txt) forbid the listing and every study’s page.',
    settings: { robots: 'User-agent: *\nDisallow: /evidence\n' },
  },
  'robots-crawl-delay': {
    sentence: 'The rules of the site (robots.txt) ask for seven seconds between two requests.',
    settings: { robots: 'User-agent: *\nCrawl-delay: 7\nDisallow: /private/\n' },
  },
  'robots-error': {
    sentence: 'The rules of the site (robots.txt) cannot be had: 503.',
    begin: ({ atlas }) => {
      atlas.faults.set({ path: '/robots.txt' }, { kind: 'status', status: 503 });
    },
    steps: [ALL_IS_WELL],
  },
  'methodology-with-dump': {
    sentence: 'The page /methodology names a dump of all entries and a feed.',
    settings: { methodology: 'names-dump' },
  },
  'methodology-plain': {
    sentence:
      'The page /methodology names neither a dump nor a feed, though it speaks of data and of what may feed a decision.',
    settings: { methodology: 'plain' },
  },
  retractions: {
    sentence:
      'The page /retractions names two studies: one with a banner on its own page, one without.',
    begin: ({ atlas, study, other }) => {
      putBanner(atlas, study);
      atlas.configure({ retractions: [study, other] });
    },
    steps: [
      {
        what: 'a day later: the second has its banner too',
        change: ({ atlas, other }) => {
          putBanner(atlas, other);
        },
      },
    ],
  },
} as const satisfies Record<string, Scenario>;

/** A step in which the study's first section is written anew. */
export function changeText(what: string): { what: string; change: (stage: Stage) => void } {
  return {
    what,
    change: ({ atlas, study }) => {
      atlas.corpus.change(study, (reading) => ({
        ...reading,
        sections: reading.sections.map((section, place) =>
          place === 0
            ? { ...section, paragraphs: [...section.paragraphs, 'The entry was written anew.'] }
            : section,
        ),
      }));
    },
  };
}

/** Puts the red banner on a study's page. */
export function putBanner(atlas: FakeAtlas, slug: Slug): void {
  atlas.corpus.change(slug, (reading) => ({
    ...reading,
    standing: [{ kind: 'retracted', text: 'Retracted: this paper was retracted in 2026.' }],
  }));
}

function everyOther(atlas: FakeAtlas): Slug[] {
  return atlas.corpus
    .listed()
    .filter((_, place) => place % 2 === 1)
    .map((study) => study.slug);
}

/** When the third step into the listing is asked for, everything moves on by one card. */
function addWhileWalked({ atlas }: Stage): void {
  let pages = 0;
  atlas.watch((path) => {
    if (!path.startsWith('/evidence?')) return;
    pages += 1;
    if (pages === 3) atlas.corpus.add(renamed(generateStudy(404, 1), NEWCOMER));
  });
}
