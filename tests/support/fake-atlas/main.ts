// `npm run fake-atlas -- --studies N --port P --seed S`: an atlas to try the companion against.
// Invariant: the address alone goes to stdout, as the first line; everything else to stderr.
import { parseArgs } from 'node:util';
import { startFakeAtlas, type FakeAtlasSettings } from './server.ts';
import { PLAIN_LISTING } from './site-pages.ts';

const USAGE = `Usage: npm run fake-atlas -- [--studies 300] [--port 0] [--seed 1] [--sitemap plain|index|gzip|none]
                            [--page-size 30] [--latency 0] [--validators both|etag|last-modified|none]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      studies: { type: 'string', default: '300' },
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      sitemap: { type: 'string', default: 'plain' },
      'page-size': { type: 'string', default: '30' },
      latency: { type: 'string', default: '0' },
      validators: { type: 'string', default: 'both' },
    },
  });
  const atlas = await startFakeAtlas({
    studies: wholeNumber(values.studies),
    port: wholeNumber(values.port),
    seed: wholeNumber(values.seed),
    sitemap: oneOf<FakeAtlasSettings['sitemap']>(values.sitemap, [
      'none',
      'plain',
      'index',
      'gzip',
    ]),
    validators: oneOf<FakeAtlasSettings['validators']>(values.validators, [
      'both',
      'etag',
      'last-modified',
      'none',
    ]),
    latencyMs: wholeNumber(values.latency),
    listing: { ...PLAIN_LISTING, pageSize: Math.max(1, wholeNumber(values['page-size'])) },
  });
  console.log(atlas.url);
  console.error(`A fake atlas of ${atlas.corpus.size} studies. Ctrl-C ends it. Try:`);
  console.error(`  npm run -s companion -- sync --source ${atlas.url} --delay 0`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void atlas.close());
  }
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
