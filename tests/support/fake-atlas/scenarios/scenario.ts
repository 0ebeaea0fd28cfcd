// What a scenario is: a name's sentence, how the site is set up, and what happens to it from run to run.
// Invariant: what a scenario does follows from its corpus alone, so that the same scenario is the same everywhere.
import { parseSlug, type Slug } from '../../../../src/shared/domain/ids.ts';
import type { FakeAtlas, FakeAtlasSettings } from '../server.ts';

/** The site a scenario plays on, and the studies it strikes. */
export interface Stage {
  readonly atlas: FakeAtlas;
  /** The study that things happen to, and a second one. Neither is among the first three that a copy asks for. */
  readonly study: Slug;
  readonly other: Slug;
}

export interface ScenarioStep {
  /** "a day later: …". */
  readonly what: string;
  readonly change: (stage: Stage) => void | Promise<void>;
}

export interface Scenario {
  /** What the site does, in one sentence. */
  readonly sentence: string;
  readonly settings?: Partial<FakeAtlasSettings>;
  /** Before anything is asked. */
  readonly begin?: (stage: Stage) => void;
  readonly steps?: readonly ScenarioStep[];
}

/** The studies that things happen to: at a third and at two thirds of the listing. */
export function chooseStudies(atlas: FakeAtlas): Pick<Stage, 'study' | 'other'> {
  const listed = atlas.corpus.listed();
  const study = listed[Math.floor(listed.length / 3)];
  const other = listed[Math.floor((2 * listed.length) / 3)];
  if (study === undefined || other === undefined || study === other || listed.length < 6) {
    throw new Error('a scenario needs six studies or more');
  }
  return { study: study.slug, other: other.slug };
}

/** The path of a study's page. */
export function pathOf(slug: Slug): string {
  return `/evidence/${slug}`;
}

/** The step after which nothing is wrong any more. */
export const ALL_IS_WELL: ScenarioStep = {
  what: 'a day later: all is well',
  change: ({ atlas }) => {
    atlas.faults.clear();
  },
};

/** A made-up slug. */
export function madeSlug(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === null) throw new Error(`not a slug: ${text}`);
  return slug;
}
