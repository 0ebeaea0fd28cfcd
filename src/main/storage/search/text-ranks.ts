// Orders of all studies by a text of theirs, read out of the mirror, and mended where a few studies have changed.
// Invariant: mended is what reading all of it anew would give. Texts are compared by SQLite alone, so that both agree.
import type { Database } from 'better-sqlite3';
import type { Slug } from '../../../shared/domain/ids.ts';
import { LACKING } from '../../search/sort-orders.ts';
import type { MendedColumns } from './mend-columns.ts';
import { once } from './once.ts';
import type { Steps } from './steps.ts';

/** All rows by a text, then by slug, those without one last; `ranks[row]`: equal texts have equal ranks. */
export interface TextRanks {
  readonly order: Int32Array;
  readonly ranks: Int32Array;
}

/** The texts that studies are sorted by. */
export type TextColumn = 'sort_title' | 'sort_author';

export interface TextRanksLoader {
  read(ids: Float64Array): Steps<TextRanks>;
  /** The same where columns were mended. */
  mend(before: TextRanks, columns: MendedColumns): TextRanks;
}

type TextRow = readonly [id: number, slug: Slug, text: string];

/** Some 2 ms. */
const TEXTS_A_STEP = 3000;

interface Text {
  readonly id: number;
  readonly slug: Slug;
  readonly text: string;
}

/** Makes the loader for one text over a connection with the mirror attached as `atlas`. */
export function createTextRanks(reader: Database, column: TextColumn): TextRanksLoader {
  // Walked along an index of the column; those without a text stand at its beginning, and go last.
  const having = once(() =>
    reader
      .prepare<[string, Slug, number], TextRow>(
        `SELECT id, slug, ${column} FROM atlas.study WHERE status = 'present' AND ${column} <> ''
          AND (${column}, slug) > (?, ?) ORDER BY ${column}, slug LIMIT ?`,
      )
      .raw(true),
  );
  const lacking = once(() =>
    reader
      .prepare<[Slug, number], TextRow>(
        `SELECT id, slug, ${column} FROM atlas.study WHERE status = 'present' AND ${column} = '' AND slug > ?
          ORDER BY slug LIMIT ?`,
      )
      .raw(true),
  );
  const some = once(() =>
    reader.prepare<[string], Text>(
      `SELECT study.id, slug, ${column} AS text FROM json_each(?) AS asked CROSS JOIN atlas.study ON study.id = asked.value
      ORDER BY ${column} = '', ${column}, slug`,
    ),
  );
  const stands = once(() =>
    reader
      .prepare<[Text], number>(
        `SELECT (${column} = '', ${column}, slug) < (@text = '', @text, @slug) FROM atlas.study WHERE id = @id`,
      )
      .pluck(true),
  );
  const one = once(() =>
    reader.prepare<[number], string>(`SELECT ${column} FROM atlas.study WHERE id = ?`).pluck(true),
  );

  /** How many of the order stand before a text. */
  function placeOf(text: Text, order: Int32Array, ids: Float64Array): number {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const id = ids[order[middle] ?? 0] ?? 0;
      if (stands().get({ ...text, id }) === 1) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    *read(ids) {
      const order = new Int32Array(ids.length);
      const ranks = new Int32Array(ids.length).fill(LACKING);
      let place = 0;
      let rank = -1;
      let before = '';
      function take(texts: readonly TextRow[]): void {
        for (let next = 0; next < texts.length; next += 1) {
          const [id, , text] = texts[next] ?? NO_TEXT;
          const row = rowOf(ids, id);
          // A row under a former name is none of the table's.
          if (ids[row] !== id) continue;
          order[place] = row;
          place += 1;
          if (text === '') continue;
          if (text !== before) rank += 1;
          before = text;
          ranks[row] = rank;
        }
      }
      for (const next of [
        ([, slug, text]: TextRow) => having().all(text, slug, TEXTS_A_STEP),
        ([, slug]: TextRow) => lacking().all(slug, TEXTS_A_STEP),
      ]) {
        let last = NO_TEXT;
        for (;;) {
          const texts = next(last);
          take(texts);
          last = texts.at(-1) ?? last;
          if (texts.length < TEXTS_A_STEP) break;
          yield;
        }
      }
      return { order, ranks };
    },
    mend(known, { rows: changed, places, atlas: { ids } }) {
      const before = places === null ? known : renumbered(known, places, ids.length);
      // A byte a row: looking all rows up in a set takes ten times as long.
      const isMoved = new Uint8Array(ids.length);
      for (const row of changed) isMoved[row] = 1;
      const staying = without(before.order, isMoved);
      const moved = some().all(JSON.stringify(Array.from(changed, (row) => ids[row])));
      const order = new Int32Array(ids.length);
      let taken = 0;
      let place = 0;
      const texts = new Map<number, string>();
      for (const text of moved) {
        const end = placeOf(text, staying, ids);
        order.set(staying.subarray(taken, end), place);
        place += end - taken;
        taken = end;
        const row = rowOf(ids, text.id);
        order[place] = row;
        place += 1;
        texts.set(row, text.text);
      }
      order.set(staying.subarray(taken), place);
      const textOf = (row: number): string => texts.get(row) ?? one().get(ids[row] ?? 0) ?? '';
      return { order, ranks: ranksAlong(order, { before: before.ranks, isMoved, textOf }) };
    },
  };
}

const NO_TEXT: TextRow = [-1, '' as Slug, ''];

/** The same texts under the rows' new numbers, without those that are no rows any more. */
function renumbered({ order, ranks }: TextRanks, places: Int32Array, size: number): TextRanks {
  const staying = new Int32Array(order.length);
  const ranksNow = new Int32Array(size).fill(LACKING);
  let count = 0;
  for (const row of order) {
    const place = places[row] ?? -1;
    if (place < 0) continue;
    staying[count] = place;
    count += 1;
    ranksNow[place] = ranks[row] ?? LACKING;
  }
  return { order: staying.subarray(0, count), ranks: ranksNow };
}

function without(order: Int32Array, isMoved: Uint8Array): Int32Array {
  const staying = new Int32Array(order.length);
  let count = 0;
  for (const row of order) {
    if (isMoved[row] === 1) continue;
    staying[count] = row;
    count += 1;
  }
  return staying.subarray(0, count);
}

/** What is known of the texts along an order: the ranks of those that stayed, and any one's text, which is read. */
interface Known {
  readonly before: Int32Array;
  readonly isMoved: Uint8Array;
  readonly textOf: (row: number) => string;
}

function ranksAlong(order: Int32Array, { before, isMoved, textOf }: Known): Int32Array {
  const ranks = new Int32Array(order.length).fill(LACKING);
  let rank = -1;
  let last = -1;
  for (const row of order) {
    const hasMoved = isMoved[row] === 1;
    if (hasMoved ? textOf(row) === '' : before[row] === LACKING) break;
    const isSame =
      last >= 0 &&
      (hasMoved || isMoved[last] === 1
        ? textOf(row) === textOf(last)
        : before[row] === before[last]);
    if (!isSame) rank += 1;
    ranks[row] = rank;
    last = row;
  }
  return ranks;
}

/** The row of an id; of one that is no row, some other. */
export function rowOf(ids: Float64Array, id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
