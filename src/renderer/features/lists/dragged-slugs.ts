// Studies that are dragged onto a list: read once, on arrival.
// Invariant: what is dropped comes from anywhere; only slugs get through.
import { parseSlug, type Slug } from '../../../shared/domain/ids.ts';
import { DRAGGED_SLUGS } from '../../ui/grid/grid-types.ts';

/** True where studies are dragged; their names cannot be read before they are dropped. */
export function holdsStudies(transfer: Pick<DataTransfer, 'types'>): boolean {
  return transfer.types.includes(DRAGGED_SLUGS);
}

/** The studies that were dropped; empty for anything else. */
export function droppedSlugs(transfer: Pick<DataTransfer, 'getData'>): readonly Slug[] {
  return slugsIn(transfer.getData(DRAGGED_SLUGS));
}

/** The slugs in a JSON array of texts. */
export function slugsIn(json: string): readonly Slug[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Another program's data under our name: there is no study in it.
    return [];
  }
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const slug = typeof each === 'string' ? parseSlug(each) : null;
    return slug === null ? [] : [slug];
  });
}
