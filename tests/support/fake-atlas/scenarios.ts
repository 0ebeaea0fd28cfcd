// The scenarios of the fake atlas, by name, and how one is started.
// Invariant: a name stands for one behaviour, in tests and on the command line alike; each has a test.
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { ANSWERS } from './scenarios/answers.ts';
import { DISCOVERY } from './scenarios/discovery.ts';
import { chooseStudies, type Scenario } from './scenarios/scenario.ts';
import { STUDIES } from './scenarios/studies.ts';
import { startFakeAtlas, type FakeAtlas, type FakeAtlasOptions } from './server.ts';

const TABLE = { ...DISCOVERY, ...ANSWERS, ...STUDIES };

export type ScenarioName = keyof typeof TABLE;

/** Every scenario by its name. */
export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = TABLE;

/** The names, in the order of the table. */
export const SCENARIO_NAMES = Object.keys(TABLE) as readonly ScenarioName[];

/** Is there a scenario of this name? */
export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(TABLE, name);
}

/** A fake atlas that plays a scenario, and the studies that it strikes. */
export interface ScenarioAtlas {
  readonly atlas: FakeAtlas;
  readonly study: Slug;
  readonly other: Slug;
}

/** Starts a scenario; what `options` say of the site goes before what the scenario says. */
export async function startScenario(
  name: ScenarioName,
  options: FakeAtlasOptions,
): Promise<ScenarioAtlas> {
  const { settings = {}, begin, steps = [] } = SCENARIOS[name];
  const atlas = await startFakeAtlas({ ...settings, ...options });
  const stage = { atlas, ...chooseStudies(atlas) };
  begin?.(stage);
  atlas.plan(steps.map(({ what, change }) => ({ what, change: () => change(stage) })));
  return stage;
}
