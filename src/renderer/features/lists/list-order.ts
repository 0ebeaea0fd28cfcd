// Where a study of a list is moved to, as a new order and as the core is told.
// Invariant: pure; the place is told by a neighbour, so that it holds where another window has
// changed the list meanwhile.
import type { MethodInput } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';

export type MovePlace = MethodInput<'list.move'>['place'];

/** The order with the study at `from` standing at `to`; places count from 0. */
export function moved(order: readonly Slug[], from: number, to: number): readonly Slug[] {
  const slug = order[from];
  if (slug === undefined) return order;
  const others = order.filter((_each, place) => place !== from);
  return [...others.slice(0, to), slug, ...others.slice(to)];
}

/** Where the study at a place stands: after the one before it, or before the one after it. */
export function neighbourPlace(order: readonly Slug[], place: number): MovePlace {
  const before = order[place - 1];
  if (before !== undefined) return { after: before };
  const after = order[place + 1];
  return after === undefined ? { position: 1 } : { before: after };
}
