// Reads anew what an index holds of the mirror, on a connection of its own, with others between the steps.
// Invariant: what was read is one state of the mirror, however long it took and whatever was written meanwhile.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { createStudyNames } from '../atlas/study-names.ts';
import type { AtlasColumns } from './atlas-columns.ts';
import { createFacetLoader } from './load-facets.ts';
import type { RowOrders, Texts } from './row-orders.ts';
import { stepByStep, type Steps } from './steps.ts';

export interface Snapshot {
  /** The `study_revision` of what was read. */
  readonly version: number;
  /** Makes the columns; those of before are not to be used any more. */
  readonly finish: () => AtlasColumns;
  readonly texts: Texts;
}

/** Reads all studies, and the texts to sort by that were needed before. @throws the signal's reason */
export async function catchUpWith(
  open: () => Database,
  before: { readonly atlas: AtlasColumns; readonly orders: RowOrders },
  signal: AbortSignal,
): Promise<Snapshot> {
  const reader = open();
  try {
    // All that is read until the end is read of the state in which the first was.
    reader.exec('BEGIN');
    return await stepByStep(snapshotSteps(reader, before), () => nextTurn(null, { signal }));
  } finally {
    reader.close();
  }
}

function* snapshotSteps(
  reader: Database,
  before: { readonly atlas: AtlasColumns; readonly orders: RowOrders },
): Steps<Snapshot> {
  const version = reader
    .prepare<[], number>('SELECT number FROM atlas.study_revision WHERE id = 1')
    .pluck(true)
    .get();
  const loader = createFacetLoader(reader, createStudyNames(reader));
  const columns = yield* loader.atlas(before.atlas);
  yield;
  const texts = yield* before.orders.readAnew(loader, columns.ids());
  yield;
  return { version: version ?? 0, finish: () => columns.finish(), texts };
}
