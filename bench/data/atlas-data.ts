// Data folders full of generated studies, built once and kept for the next run.
// Invariant: a folder in place is whole (it is built beside it and moved); the studies, their pages and
// the batches they were written in are as a sync would have left them; nothing comes from ../shared.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {
  createStudyWriter,
  type IncomingReading,
} from '../../src/main/storage/atlas/study-writer.ts';
import { writeStarter } from '../../src/main/storage/atlas/starter-fill.ts';
import { openMirror, openReader, prepareDatabase } from '../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder, type DataPaths } from '../../src/main/storage/paths.ts';
import { BATCH_PAGES } from '../../src/main/sync/batch-writer.ts';
import type { Slug, UnixMs } from '../../src/shared/domain/ids.ts';
import type { StudyOrigin, StudyReading } from '../../src/shared/domain/study.ts';
import { MARKUPS, renderPage } from '../../tests/support/atlas-pages/render-page.ts';
import { generateCorpus } from '../../tests/support/generator/study.ts';
import { CACHE, ROOT } from '../support/checkout.ts';
import { runChild } from '../support/child.ts';
import { grouped } from '../support/report.ts';
import { say } from '../support/say.ts';
import { atlasFingerprint, libraryFingerprint } from './fingerprint.ts';
import { fillLibrary } from './marks.ts';

/** The seed of all generated studies. */
export const SEED = 2026;
/** The moment at which all generated studies were seen. */
export const SEEN_AT = Date.UTC(2026, 10, 1) as UnixMs;
/** Where they are said to come from. */
export const ORIGIN: StudyOrigin = {
  kind: 'site',
  source: 'https://www.mecfsatlas.com',
  at: SEEN_AT,
};

/** How writing went while a folder was built: rows per second of its first and last tenth. */
export interface BuildRecord {
  readonly firstRowsPerSecond: number;
  readonly lastRowsPerSecond: number;
}

export interface AtlasData {
  readonly paths: DataPaths;
  readonly build: BuildRecord;
}

const RECORD = 'bench-build.json';
const LIBRARY_MARK = 'bench-library.txt';

/** The data folder with `studies` studies, built where there is none yet (a minute and more for 61,450). */
export function atlasData(studies: number): AtlasData {
  const folder = path.join(CACHE, `${studies}-${atlasFingerprint(starterMark())}`);
  if (!existsSync(folder)) {
    removeOlder(studies);
    say(`Building a data folder of ${grouped(studies)} studies …`);
    const building = path.join(CACHE, `building-${process.pid}-${studies}`);
    rmSync(building, { recursive: true, force: true });
    // A child: the readings of 61,450 studies would stay in this process's memory.
    runChild('build-data', { studies, folder: building });
    renameSync(building, folder);
  }
  if (libraryMark(folder) !== libraryFingerprint()) runChild('fill-library', { folder });
  const record = readFileSync(path.join(folder, RECORD), 'utf8');
  return { paths: dataPaths(folder), build: JSON.parse(record) as BuildRecord };
}

/** A child's part: fills a new folder with studies. */
export async function buildData(input: {
  readonly studies: number;
  readonly folder: string;
}): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const paths = await makeFiles(input.folder);
  // The product lays its starter set into a mirror that lacks its mark; the count here is to stay exact.
  writeStarter(paths, { studies: [], mark: starterMark(), at: SEEN_AT });
  const record = writeAll(paths, generateCorpus({ count: input.studies, seed: SEED }));
  writeFileSync(path.join(input.folder, RECORD), JSON.stringify(record));
}

/** A child's part: gives a folder a new library, about the studies that are there. */
export async function refillLibrary({ folder }: { readonly folder: string }): Promise<void> {
  const paths = dataPaths(folder);
  rmSync(path.join(folder, LIBRARY_MARK), { force: true });
  for (const end of ['', '-wal', '-shm']) rmSync(`${paths.library}${end}`, { force: true });
  rmSync(paths.backups, { recursive: true, force: true });
  await makeFiles(folder);
  const reader = openReader(paths);
  try {
    const slugs = reader.prepare<[], Slug>('SELECT slug FROM atlas.study ORDER BY id').pluck(true);
    fillLibrary(paths, slugs.all(), SEEN_AT);
  } finally {
    reader.close();
  }
  writeFileSync(path.join(folder, LIBRARY_MARK), libraryFingerprint());
}

/** The three files, empty, in a folder. */
export async function makeFiles(folder: string): Promise<DataPaths> {
  const paths = dataPaths(folder);
  prepareDataFolder(paths);
  for (const name of ['library', 'history', 'mirror'] as const) {
    await prepareDatabase(paths, name, () => Promise.resolve());
  }
  return paths;
}

/** A reading with its page, as a sync hands it to the writer; markups take turns. */
export function incoming(reading: StudyReading, index: number): IncomingReading {
  const markup = MARKUPS[index % MARKUPS.length] ?? 'semantic';
  return {
    reading,
    page: {
      url: reading.url,
      body: renderPage(reading, markup),
      etag: `"${reading.slug}"`,
      lastModified: null,
    },
  };
}

function writeAll(paths: DataPaths, readings: readonly StudyReading[]): BuildRecord {
  const db = openMirror(paths);
  const tenth = Math.ceil(readings.length / 10);
  const spent = { first: 0, last: 0, firstRows: 0, lastRows: 0 };
  try {
    const writer = createStudyWriter(db);
    for (let at = 0; at < readings.length; at += BATCH_PAGES) {
      const batch = readings
        .slice(at, at + BATCH_PAGES)
        .map((reading, place) => incoming(reading, at + place));
      const startedMs = performance.now();
      writer.write(batch, ORIGIN);
      const tookMs = performance.now() - startedMs;
      if (at < tenth) {
        spent.first += tookMs;
        spent.firstRows += batch.length;
      }
      if (at >= readings.length - tenth) {
        spent.last += tookMs;
        spent.lastRows += batch.length;
      }
    }
  } finally {
    db.close();
  }
  return {
    firstRowsPerSecond: (1000 * spent.firstRows) / spent.first,
    lastRowsPerSecond: (1000 * spent.lastRows) / spent.last,
  };
}

/** The first line of the starter set: what the product compares with the mirror's mark. */
function starterMark(): string {
  return (
    readFileSync(path.join(ROOT, 'resources/starter-atlas.jsonl'), 'utf8').split('\n', 1)[0] ?? ''
  );
}

function libraryMark(folder: string): string | null {
  const file = path.join(folder, LIBRARY_MARK);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function removeOlder(studies: number): void {
  const names = existsSync(CACHE) ? readdirSync(CACHE) : [];
  for (const name of names.filter((each) => each.startsWith(`${studies}-`))) {
    rmSync(path.join(CACHE, name), { recursive: true, force: true });
  }
}
