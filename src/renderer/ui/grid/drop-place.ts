// Where a row stands after it was dropped.
// Invariant: pure; places count the rows as they are before the drop.

export interface DropMark {
  readonly place: number;
  readonly side: 'before' | 'after';
}

/** Where a row that is taken from a place stands after it is put before or after another. */
export function placeAfterDrop(from: number, { place, side }: DropMark): number {
  const gap = side === 'before' ? place : place + 1;
  return gap > from ? gap - 1 : gap;
}
