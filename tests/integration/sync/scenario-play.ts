// Plays a scenario of the fake atlas against the sync, over a library that has something to lose.
// Invariant: whatever the scenario, each run leaves every row of the library as it was and both other files sound, and
// asks politely: two requests at once, one a second, this site alone, nothing that its robots.txt forbids.
import { expect, onTestFinished } from 'vitest';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import type { SyncReceipt } from '../../../src/shared/domain/sync.ts';
import { httpTransport, type Transport } from '../../../src/main/atlas/site/transport.ts';
import { askedDespiteRobots } from '../../support/fake-atlas/requests.ts';
import {
  SCENARIOS,
  startScenario,
  type ScenarioAtlas,
  type ScenarioName,
} from '../../support/fake-atlas/scenarios.ts';
import type { FakeAtlasOptions } from '../../support/fake-atlas/server.ts';
import { openTestLibrary } from '../../support/library.ts';
import {
  damageOf,
  libraryHash,
  makeClock,
  notRead,
  openData,
  sync,
  type DataFolder,
  type SyncSetup,
  type TestClock,
} from './harness.ts';

const DAY_MS = 86_400_000;

export interface Play extends ScenarioAtlas {
  readonly data: DataFolder;
  readonly clock: TestClock;
  /** Syncs, checks what holds in every scenario, and says what was told. Only the last run's requests are kept. */
  run(options?: Partial<Pick<SyncSetup, 'timeoutMs'>>): Promise<Told>;
  /** A day passes, and the scenario's next step is taken. */
  nextDay(): Promise<void>;
}

/** What a receipt says, in the order of the alphabet. */
export interface Told {
  readonly discovery: string | null;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
  /** Slug and reason. */
  readonly unreadable: Readonly<Record<string, string>>;
  readonly receipt: SyncReceipt;
}

/** Sets the stage: the scenario over 40 studies, an empty copy, a library that speaks of some of the studies. */
export async function play(
  name: ScenarioName,
  options: Partial<FakeAtlasOptions> = {},
): Promise<Play> {
  const clock = makeClock();
  const now = (): number => clock.now();
  const stage = await startScenario(name, { studies: 40, seed: 11, now, ...options });
  const { atlas } = stage;
  onTestFinished(() => atlas.close());
  const data = await openData();
  await writeLibrary(data, clock, [stage.study, stage.other]);
  const robots = SCENARIOS[name].settings?.robots ?? null;

  async function run({ timeoutMs = 2000 } = {}): Promise<Told> {
    atlas.forget();
    const asked: string[] = [];
    const spied: Transport = (request, signal) => {
      asked.push(request.url);
      return httpTransport(request, signal);
    };
    const before = libraryHash(data.paths);
    const began = clock.now();
    try {
      return told(await sync({ atlas, data, clock, delayMs: null, timeoutMs, transport: spied }));
    } finally {
      expect(libraryHash(data.paths)).toBe(before);
      expect(damageOf(data.mirror)).toEqual([]);
      expect(asked.filter((url) => !url.startsWith(`${atlas.url}/`))).toEqual([]);
      expect(askedDespiteRobots(atlas.requests, robots)).toEqual([]);
      expect(atlas.mostAtOnce()).toBeLessThanOrEqual(2);
      expect(clock.now() - began).toBeGreaterThanOrEqual((asked.length - 1) * 1000);
    }
  }
  return {
    ...stage,
    data,
    clock,
    run,
    async nextDay() {
      clock.advance(DAY_MS);
      expect(await atlas.step()).not.toBeNull();
    },
  };
}

function told(receipt: SyncReceipt): Told {
  const { discovery, added, changed, unchanged } = receipt;
  return {
    discovery,
    added: [...added].sort(),
    changed: changed.map(({ slug }) => slug).sort(),
    unchanged,
    unreadable: Object.fromEntries(notRead(receipt).map(({ slug, reason }) => [slug, reason])),
    receipt,
  };
}

/** One of everything that a reader can write about studies. */
async function writeLibrary(
  { paths }: DataFolder,
  clock: TestClock,
  slugs: readonly Slug[],
): Promise<void> {
  const library = await openTestLibrary(paths.folder);
  const at = clock.now();
  const list = library.lists.create('For the review', at);
  library.lists.add(list.id, slugs, at);
  for (const slug of slugs) {
    library.notes.create({ subject: { slug }, body: 'The controls were sedentary.', at });
  }
  library.marks.addTag(slugs, 'methods', at);
  library.marks.setReadState(slugs, 'read', at);
  library.db.close();
}
