// A process of its own that syncs one data folder, for tests that kill it: `node … FOLDER ADDRESS [POINT]`. At a point
// (`INSERT main.page 26`) it kills itself, in the middle of the write.
// Invariant: it does what the product does, with real time, and says in one line of JSON how it ended.
import { createSiteSource } from '../../../src/main/atlas/site/site-source.ts';
import { httpTransport } from '../../../src/main/atlas/site/transport.ts';
import {
  openMirror,
  prepareDatabase,
  type MirrorDatabase,
} from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder } from '../../../src/main/storage/paths.ts';
import { runSync } from '../../../src/main/sync/engine.ts';
import { waitFor } from '../../../src/main/worker/jobs.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';

async function main(folder: string, address: string, point: string): Promise<void> {
  const paths = dataPaths(folder);
  prepareDataFolder(paths);
  for (const name of ['library', 'history', 'mirror'] as const) {
    await prepareDatabase(paths, name, () => Promise.resolve());
  }
  const mirror = openMirror(paths);
  if (point !== '') dieAt(mirror, point);
  const began = performance.now();
  const source = createSiteSource({
    address,
    version: '0.0.0-test',
    delayMs: 0,
    transport: httpTransport,
    now: Date.now,
    delay: waitFor,
    random: Math.random,
  });
  try {
    const receipt = await runSync({
      source,
      mirror,
      kind: 'by-hand',
      delay: waitFor,
      ownStudies: () => new Set(),
      clock: { now: () => Date.now() as UnixMs },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    const { heapUsed, rss } = process.memoryUsage();
    const took = performance.now() - began;
    const cpu = process.cpuUsage();
    console.log(
      JSON.stringify({
        ...receipt,
        added: receipt.added.length,
        took,
        cpu: (cpu.user + cpu.system) / 1000,
        heapUsed,
        rss,
        maxRss: process.resourceUsage().maxRSS * 1024,
      }),
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.log(JSON.stringify({ code: error.code, message: error.message }));
    process.exitCode = 1;
  } finally {
    mirror.close();
  }
}

function dieAt(mirror: MirrorDatabase, point: string): void {
  const [event = '', table = '', count = ''] = point.split(' ');
  let left = Number(count);
  mirror.function('die_in_time', () => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return 0;
  });
  mirror.exec(
    `CREATE TEMP TRIGGER die BEFORE ${event} ON ${table} BEGIN SELECT die_in_time(); END`,
  );
}

await main(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] ?? '');
