// A bundle of a whole atlas: studies copied from the fake one, made into a file, served on this computer, taken in.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  MAX_FILE_BYTES,
  MAX_LINE_BYTES,
  MAX_TOTAL_BYTES,
} from '../../../src/main/atlas/bundle/format.ts';
import { httpTransport } from '../../../src/main/atlas/site/transport.ts';
import { openBundle, readBundle } from '../../../src/main/atlas/bundle/read-bundle.ts';
import type { CoreEvent } from '../../../src/shared/contract/types.ts';
import { startFakeAtlas } from '../../support/fake-atlas/server.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { TEST_VERSION } from '../../support/bundles.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const STUDIES = 600;
/** What this one takes, multiplied up to the whole atlas, must leave the limits far away. */
const WHOLE = 6145 / STUDIES;

function coreOver(folder: string) {
  const core = createTestCore({ folder, fetch: globalThis.fetch, transport: httpTransport });
  onTestFinished(async () => {
    await core.close();
  });
  return core;
}

async function serve(file: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': statSync(file).size });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/copy.mecfs-atlas`;
}

it('goes over an address, whole and far within its limits', async () => {
  const atlas = await startFakeAtlas({ studies: STUDIES, seed: 23 });
  onTestFinished(() => atlas.close());
  const folder = makeTempDir('whole');
  const papers = makeTempDir('papers');
  const first = createTestCore({
    folder,
    fetch: globalThis.fetch,
    transport: httpTransport,
    chooser: {
      kind: 'download',
      folders: [papers],
      chooseTarget: () => Promise.resolve(null),
      chooseSource: () => Promise.resolve(null),
    },
  });
  onTestFinished(async () => {
    await first.close();
  });
  await ask(first, 'sync.run', { source: atlas.url, delayMs: 0 });
  const offer = await ask(first, 'file.offer', { name: 'copy.mecfs-atlas', folder: 0 });
  const { bundle, leftOut } = await ask(first, 'bundle.create', {
    target: offer.target ?? '',
    maker: 'Ada',
  });
  expect(bundle).toMatchObject({ count: STUDIES, withPages: STUDIES });
  expect(leftOut).toEqual([]);

  const file = path.join(papers, 'copy.mecfs-atlas');
  const lines: number[] = [];
  const opened = await openBundle(file);
  await readBundle(opened, {
    version: TEST_VERSION,
    now: Date.now(),
    signal: new AbortController().signal,
    onStudy: ({ study }) => lines.push(Buffer.byteLength(JSON.stringify(study))),
  });
  await opened.close();
  const total = lines.reduce((sum, bytes) => sum + bytes, 0);
  expect(Math.max(...lines)).toBeLessThan(MAX_LINE_BYTES / 4);
  expect(total * WHOLE).toBeLessThan(MAX_TOTAL_BYTES / 4);
  expect(statSync(file).size * WHOLE).toBeLessThan(MAX_FILE_BYTES / 4);

  const second = coreOver(makeTempDir('whole-second'));
  const steps: string[] = [];
  second.onEvent((event: CoreEvent) => {
    if (event.type !== 'bundle.progress') return;
    const { step } = event.progress;
    if (steps.at(-1) !== step) steps.push(step);
  });
  const receipt = await ask(second, 'bundle.import', { url: await serve(file) });
  expect(receipt).toMatchObject({ changed: [], unchanged: 0, kept: [] });
  expect(receipt.added).toHaveLength(STUDIES);
  expect(receipt.bundle).toEqual(bundle);
  expect(steps).toEqual(['fetching', 'checking', 'importing']);
  const all = { query: 'cohort', sort: 'title' } as const;
  const [one, other] = await Promise.all([
    ask(first, 'search.run', all),
    ask(second, 'search.run', all),
  ]);
  expect(other.slugs).toEqual(one.slugs);
  expect(other.total).toBeGreaterThan(0);
  expect(await ask(second, 'status.get', {})).toMatchObject({ studies: { bundle: STUDIES } });
}, 180_000);
