// What studies are cited by when they are dragged into an editor: `\cite{…}` as text.
// Invariant: a key that was dragged is stored for good, as one that was copied; looking a key up stores nothing.
import type { Slug } from '../../shared/domain/ids.ts';
import { request } from './client.ts';

const MAX_DRAGGED = 200;

let known: { readonly slugs: readonly Slug[]; readonly text: string } | null = null;

/** Looks the keys up that a drag which may begin now would need: a drag waits for nobody. */
export function prepareDrag(slugs: readonly Slug[]): void {
  known = null;
  if (slugs.length === 0 || slugs.length > MAX_DRAGGED) return;
  request('key.show', { of: { slugs: [...slugs] } }).then(
    ({ keys }) => {
      const names = keys.map(({ key, next }) => key ?? next);
      if (names.every((name) => name !== null)) {
        known = { slugs, text: `\\cite{${names.join(',')}}` };
      }
    },
    // Without it a drag carries the studies alone, which is what lists take.
    () => undefined,
  );
}

/** The text for these studies, or null where it is not known yet. */
export function draggedText(slugs: readonly Slug[]): string | null {
  return known !== null && isSame(known.slugs, slugs) ? known.text : null;
}

/** The text was dropped somewhere: its keys are stored. */
export function keepDragged(slugs: readonly Slug[]): void {
  if (draggedText(slugs) === null) return;
  // A core that does not answer now gives the same keys at the next export.
  request('citation.copy', { slugs: [...slugs], as: 'cite' }).catch(() => undefined);
}

function isSame(one: readonly Slug[], other: readonly Slug[]): boolean {
  return one.length === other.length && one.every((slug, place) => slug === other[place]);
}
