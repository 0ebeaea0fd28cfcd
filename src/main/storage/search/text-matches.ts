// Asks the full-text indexes: which studies have a text, how many, and how well it fits.
// Invariant: only expressions made by `search/query-plan.ts` come here, and they are bound, never pasted.
import type { Database } from 'better-sqlite3';
import type { Slug } from '../../../shared/domain/ids.ts';
import { once } from './once.ts';

/** The rows that are to be scored: 1 for each. `doAllMatch`: every one of them is known to match. */
export interface Wanted {
  readonly rows: Uint8Array;
  readonly doAllMatch: boolean;
}

/** Rows by number of the table in memory; `ids` ascending, as loaded. */
export interface TextMatches {
  /** One byte a row, 1 for a match; a fresh array. */
  studies(match: string, ids: Float64Array): Uint8Array;
  /** The rows with such a note, under whatever name of the study it stands. */
  notes(match: string, rowOfSlug: ReadonlyMap<Slug, number>, size: number): Uint8Array;
  /** How many studies match, gone ones included, counting no further than `limit`. */
  count(match: string, limit: number): number;
  /** Row → bm25, higher is better, for the wanted rows that match; NaN for all others. */
  scores(match: string, wanted: Wanted, ids: Float64Array): Float64Array;
}

// One word in the title says as much as eight mentions in the text (a title has some 12 words, a page
// some 300), one among the authors as much as four: who is named in a search is looked for as an author.
// The journal counts as text.
const COLUMN_WEIGHTS = { title: 8, authors: 4, journal: 1, body: 1 } as const;

// Up to here a row's place in the set that goes along with the query is its id. Ids follow the number
// of studies ever stored, so beyond it something is wrong with the ids, and every match is scored.
const MAX_ID_IN_SET = 20_000_000;

const STUDIES = 'SELECT rowid FROM atlas.study_fts WHERE study_fts MATCH ? ORDER BY rowid';
const NOTES = `SELECT DISTINCT n.slug FROM library.note_fts f JOIN library.note n ON n.id = f.rowid
  WHERE note_fts MATCH ? AND n.removed_at IS NULL AND n.slug IS NOT NULL`;
const COUNT =
  'SELECT count(*) FROM (SELECT 1 FROM atlas.study_fts WHERE study_fts MATCH ? LIMIT ?)';
// bm25 is worked out for a row only when SQLite asks for the column: not for rows outside the set.
const SCORED = `bm25(study_fts, @title, @authors, @journal, @body) FROM atlas.study_fts
  WHERE study_fts MATCH @match AND (@wanted IS NULL OR substr(@wanted, rowid + 1, 1) = x'01')
  ORDER BY rowid`;

type ScoreParameters = typeof COLUMN_WEIGHTS & {
  readonly match: string;
  readonly wanted: Uint8Array | null;
};

/** Makes the statements, each prepared when first needed and kept. */
export function createTextMatches(reader: Database): TextMatches {
  const studies = once(() => reader.prepare<[string], number>(STUDIES).pluck(true));
  const notes = once(() => reader.prepare<[string], Slug>(NOTES).pluck(true));
  const count = once(() => reader.prepare<[string, number], number>(COUNT).pluck(true));
  const scores = once(() =>
    reader.prepare<[ScoreParameters], number>(`SELECT ${SCORED}`).pluck(true),
  );
  const pairs = once(() =>
    reader
      .prepare<[ScoreParameters], readonly [number, number]>(`SELECT rowid, ${SCORED}`)
      .raw(true),
  );
  return {
    studies: (match, ids) => toMask(studies().all(match), ids),
    notes(match, rowOfSlug, size) {
      const mask = new Uint8Array(size);
      for (const slug of notes().all(match)) {
        const row = rowOfSlug.get(slug);
        if (row !== undefined) mask[row] = 1;
      }
      return mask;
    },
    count: (match, limit) => count().get(match, limit) ?? 0,
    scores(match, { rows, doAllMatch }, ids) {
      const parameters = { ...COLUMN_WEIGHTS, match, wanted: byId(rows, ids) };
      // Numbers alone take a fifth less time than pairs, and are enough where it is known whose they are.
      return doAllMatch && parameters.wanted !== null
        ? toScores(scores().all(parameters), rows)
        : toScoresById(pairs().all(parameters), rows, ids);
    },
  };
}

// FTS5 gives negative numbers, so that the best sort first: they are turned round.
function toScores(found: readonly number[], wanted: Uint8Array): Float64Array {
  const byRow = new Float64Array(wanted.length).fill(Number.NaN);
  let place = 0;
  for (let row = 0; row < wanted.length; row += 1) {
    if (wanted[row] !== 1) continue;
    byRow[row] = -(found[place] ?? 0);
    place += 1;
  }
  return byRow;
}

function toScoresById(
  found: readonly (readonly [number, number])[],
  wanted: Uint8Array,
  ids: Float64Array,
): Float64Array {
  const byRow = new Float64Array(ids.length).fill(Number.NaN);
  let row = 0;
  for (const [id, rank] of found) {
    while (row < ids.length && (ids[row] ?? 0) < id) row += 1;
    if (ids[row] === id && wanted[row] === 1) byRow[row] = -rank;
  }
  return byRow;
}

/** Both lists ascend: one walk over both. An id that is no row (a study that is gone) is passed over. */
function toMask(found: readonly number[], ids: Float64Array): Uint8Array {
  const mask = new Uint8Array(ids.length);
  let row = 0;
  for (const id of found) {
    while (row < ids.length && (ids[row] ?? 0) < id) row += 1;
    if (ids[row] === id) mask[row] = 1;
  }
  return mask;
}

function byId(wanted: Uint8Array, ids: Float64Array): Uint8Array | null {
  const last = ids.at(-1) ?? 0;
  if (last > MAX_ID_IN_SET || (ids[0] ?? 0) < 0) return null;
  const set = new Uint8Array(last + 1);
  for (let row = 0; row < ids.length; row += 1) {
    if (wanted[row] === 1) set[ids[row] ?? 0] = 1;
  }
  return set;
}
