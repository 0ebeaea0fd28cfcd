// `npm run fake-atlas -- --scenario NAME --studies N …`: an atlas to try the companion against.
// Invariant: the address alone goes to stdout, as the first line; everything else to stderr. `--scenario list` prints
// to stdout, and starts nothing.
import { parseArgs } from 'node:util';
import { isScenarioName, SCENARIO_NAMES, SCENARIOS, startScenario } from './scenarios.ts';
import { startFakeAtlas, type FakeAtlasOptions } from './server.ts';
import { PLAIN_LISTING } from './site-pages.ts';

const USAGE = `Usage: npm run fake-atlas -- [--scenario NAME|list] [--studies 300] [--port 0] [--seed 1]
                            [--sitemap plain|index|gzip|none] [--page-size 30] [--latency 0]
                            [--validators both|etag|last-modified|none] [--warm]
With --warm all pages are made before it says its address (6 KB each in memory): for measuring.
A scenario that changes from run to run is moved on by
  curl -X POST ADDRESS/__fake__/step
and GET ADDRESS/__fake__ tells what was asked for so far.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string' },
      studies: { type: 'string', default: '300' },
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      sitemap: { type: 'string' },
      'page-size': { type: 'string' },
      latency: { type: 'string', default: '0' },
      validators: { type: 'string' },
      warm: { type: 'boolean', default: false },
    },
  });
  const { scenario } = values;
  if (scenario === 'list') {
    for (const name of SCENARIO_NAMES) {
      console.log(`${name.padEnd(26)} ${SCENARIOS[name].sentence}`);
    }
    return;
  }
  const options: FakeAtlasOptions = {
    studies: wholeNumber(values.studies),
    port: wholeNumber(values.port),
    seed: wholeNumber(values.seed),
    latencyMs: wholeNumber(values.latency),
    ...(values.warm ? { keptBytes: WARM_BYTES } : {}),
    ...(values.sitemap === undefined ? {} : { sitemap: oneOf(values.sitemap, SITEMAPS) }),
    ...(values.validators === undefined
      ? {}
      : { validators: oneOf(values.validators, VALIDATORS) }),
    ...(values['page-size'] === undefined
      ? {}
      : { listing: { ...PLAIN_LISTING, pageSize: Math.max(1, wholeNumber(values['page-size'])) } }),
  };
  const atlas = await start(scenario, options);
  if (values.warm) atlas.warm();
  console.log(atlas.url);
  console.error(`A fake atlas of ${atlas.corpus.size} studies. Ctrl-C ends it. Try:`);
  console.error(`  npm run -s companion -- sync --source ${atlas.url} --delay 0`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // What a control request has put off would keep the process.
      void atlas.close().then(() => process.exit());
    });
  }
}

// 61,450 pages are 370 MB.
const WARM_BYTES = 512 * 1024 * 1024;
const SITEMAPS = ['none', 'plain', 'index', 'gzip'] as const;
const VALIDATORS = ['both', 'etag', 'last-modified', 'none'] as const;

async function start(scenario: string | undefined, options: FakeAtlasOptions) {
  if (scenario === undefined) return await startFakeAtlas(options);
  if (!isScenarioName(scenario)) {
    throw new Error(`no scenario of this name: ${scenario} (--scenario list prints them)`);
  }
  const { atlas, study } = await startScenario(scenario, options);
  const { sentence, steps = [] } = SCENARIOS[scenario];
  console.error(`${sentence} Where one study is meant, it is ${study}.`);
  for (const { what } of steps) {
    console.error(`  POST ${atlas.url}/__fake__/step  ${what}`);
  }
  return atlas;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new Error(`not a whole number: ${text}`);
  return Number(text);
}

function oneOf<T extends string>(text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw new Error(`not one of ${allowed.join(', ')}: ${text}`);
  return found;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(USAGE);
  process.exitCode = 2;
});
