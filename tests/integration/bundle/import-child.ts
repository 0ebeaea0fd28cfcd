// Imports a bundle in a process of its own, and says so a step at a time: for tests that kill it.
import { openMirror } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import { importBundle } from '../../../src/main/sync/bundle/import-bundle.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';

const [folder = '', file = '', now = ''] = process.argv.slice(2);
const mirror = openMirror(dataPaths(folder));
const receipt = await importBundle({
  mirror,
  path: file,
  version: '0.0.0-test',
  clock: { now: () => Number(now) as UnixMs },
  signal: new AbortController().signal,
  onProgress: ({ step, done }) => {
    process.stdout.write(`${step} ${done}\n`);
  },
});
mirror.close();
process.stdout.write(`done ${receipt.added.length} ${receipt.unchanged}\n`);
