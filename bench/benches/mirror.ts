// Writing pages into history and mirror as a sync does, and writing again what has not changed.
// Invariant: the product's own batches and durability, on the checkout's disk; each run has new files.
import {
  createStudyWriter,
  type IncomingReading,
  type WriteOutcome,
} from '../../src/main/storage/atlas/study-writer.ts';
import { createSourceStudies } from '../../src/main/storage/atlas/source-studies.ts';
import { inTransaction, openMirror } from '../../src/main/storage/open.ts';
import { BATCH_PAGES } from '../../src/main/sync/batch-writer.ts';
import type { UnixMs } from '../../src/shared/domain/ids.ts';
import { generateCorpus } from '../../tests/support/generator/study.ts';
import { atlasData, incoming, makeFiles, ORIGIN, SEED, SEEN_AT } from '../data/atlas-data.ts';
import { ATLAS_SIZE } from '../options.ts';
import { withTemporaryFolder } from '../support/checkout.ts';
import { measure, type Sample } from '../support/race.ts';
import type { Column, Line, Section } from '../support/report.ts';
import { mean, median } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';

const COLUMNS: readonly Column[] = [
  { key: 'rows', label: 'rows/s' },
  { key: 'perBatch', label: `ms/batch of ${BATCH_PAGES}`, digits: 2 },
  { key: 'cpu', label: 'CPU ms/batch', digits: 2 },
];

const STEPS = ['write', 'same', 'confirm'] as const;
type Step = (typeof STEPS)[number];
const STEP_NAMES: Readonly<Record<Step, string>> = {
  write: 'new pages into empty files',
  same: 'again, nothing changed: every page was sent',
  confirm: 'again, nothing changed: every answer was 304',
};

/** The bench: steps at the atlas's size, and how building the data folders of all sizes went. */
export async function benchMirror({ isQuick, sizes }: BenchContext): Promise<Section[]> {
  const studies = isQuick ? 1000 : Math.min(ATLAS_SIZE, ...sizes);
  const pages = generateCorpus({ count: studies, seed: SEED }).map(incoming);
  const runs: Readonly<Record<Step, Sample>>[] = [];
  for (let run = 0; run < (isQuick ? 1 : 3); run += 1) runs.push(await writeOnce(pages));
  const batches = Math.ceil(studies / BATCH_PAGES);
  const lines = STEPS.map((step): Line => {
    const wallMs = median(runs.map((run) => run[step].wallMs));
    return {
      name: STEP_NAMES[step],
      cells: {
        rows: (1000 * studies) / wallMs,
        perBatch: wallMs / batches,
        cpu: mean(runs.map((run) => run[step].cpuMs)) / batches,
      },
    };
  });
  return [
    {
      bench: 'mirror',
      title: `studies with their pages into history and mirror, ${runs.length} runs`,
      studies,
      columns: COLUMNS,
      lines,
      goals: [],
      remarks: [],
    },
    growthSection(sizes),
  ];
}

/** Does writing slow down as the files grow? Taken from the building of the data folders. */
function growthSection(sizes: readonly number[]): Section {
  return {
    bench: 'mirror',
    title: 'the same while the files grow (one run: when the bench’s data folder was built)',
    studies: null,
    columns: [
      { key: 'first', label: 'first tenth, rows/s' },
      { key: 'last', label: 'last tenth, rows/s' },
    ],
    lines: sizes.map((size) => {
      const { firstRowsPerSecond, lastRowsPerSecond } = atlasData(size).build;
      return {
        name: `${size} studies`,
        cells: { first: firstRowsPerSecond, last: lastRowsPerSecond },
      };
    }),
    ...{ goals: [], remarks: [] },
  };
}

async function writeOnce(
  pages: readonly IncomingReading[],
): Promise<Readonly<Record<Step, Sample>>> {
  return await withTemporaryFolder(async (folder) => {
    const db = openMirror(await makeFiles(folder));
    try {
      const writer = createStudyWriter(db);
      const sourceStudies = createSourceStudies(db, ORIGIN.source);
      const later = { ...ORIGIN, at: (SEEN_AT + 86_400_000) as UnixMs };
      const writeAll = (origin: typeof ORIGIN, expected: WriteOutcome): Sample =>
        measure(() => {
          for (const batch of batchesOf(pages)) expectAll(writer.write(batch, origin), expected);
        });
      return {
        write: writeAll(ORIGIN, 'added'),
        same: writeAll(later, 'unchanged'),
        confirm: measure(() => {
          for (const batch of batchesOf(pages)) {
            const answered = batch.map(({ reading }) => ({ slug: reading.slug, lastmod: null }));
            inTransaction(db, () => {
              sourceStudies.answered(answered, later.at);
            });
          }
        }),
      };
    } finally {
      db.close();
    }
  });
}

function* batchesOf(pages: readonly IncomingReading[]): Generator<IncomingReading[]> {
  for (let at = 0; at < pages.length; at += BATCH_PAGES) yield pages.slice(at, at + BATCH_PAGES);
}

function expectAll(outcomes: readonly WriteOutcome[], expected: WriteOutcome): void {
  if (outcomes.some((outcome) => outcome !== expected)) {
    throw new Error(`a page was not ${expected}: ${outcomes.join(' ')}`);
  }
}
