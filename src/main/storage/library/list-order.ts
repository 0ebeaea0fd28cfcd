// The order of a reading list: where a study goes among the others.
// Invariant: pure; a place is between two neighbours, so that moving one study writes no other.
import { AppError } from '../../../shared/contract/errors.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { presentName, type StudyNames } from '../atlas/study-names.ts';

/** Where a study is moved to: a place counted from 1, or just before or after another study of the list. */
export type ListPlace =
  { readonly position: number } | { readonly before: Slug } | { readonly after: Slug };

/** The same place, by the present name of the study that it names. */
export function presentPlace(place: ListPlace, names: StudyNames): ListPlace {
  if ('position' in place) return place;
  return 'before' in place
    ? { before: presentName(names, place.before) }
    : { after: presentName(names, place.after) };
}

/**
 * How many of the others stand before the place. Places count from 1; one past the end is the end.
 * @throws AppError `not-found` where the study that it names is not among them
 */
export function indexFor(place: ListPlace, slugs: readonly string[], name: string): number {
  if ('position' in place) return Math.min(Math.max(place.position - 1, 0), slugs.length);
  const anchor = 'before' in place ? place.before : place.after;
  const index = slugs.indexOf(anchor);
  if (index < 0) throw notInList(anchor, name);
  return 'before' in place ? index : index + 1;
}

/** A number strictly between two neighbours, or null where doubles have run out between them. */
export function between(low: number | null, high: number | null): number | null {
  if (low === null && high === null) return 1;
  if (low === null) return (high ?? 0) - 1;
  if (high === null) return low + 1;
  const middle = (low + high) / 2;
  return middle > low && middle < high ? middle : null;
}

/** That a study that was named is not in the list. */
export function notInList(slug: string, name: string): AppError {
  return new AppError('not-found', `${slug} is not in “${name}”. Nothing was changed.`, {
    ref: slug,
  });
}
