// Shortens what did not change between two versions, so that the changes can be found.
// Invariant: what was added or removed is always whole.
import type { MethodOutput } from '../../../shared/contract/types.ts';

export type DiffPart = MethodOutput<'note.compare'>['parts'][number];

export interface FoldedPart {
  readonly kind: DiffPart['kind'] | 'left-out';
  readonly text: string;
}

const KEPT = 300;

/** Parts of a comparison, with the middle of long unchanged parts left out and named. */
export function foldSame(parts: readonly DiffPart[]): FoldedPart[] {
  return parts.flatMap((part, place): FoldedPart[] => {
    const { kind, text } = part;
    if (kind !== 'same' || text.length <= KEPT * 3) return [part];
    const before = place === 0 ? '' : cleanEnd(text.slice(0, KEPT));
    const after = place === parts.length - 1 ? '' : cleanStart(text.slice(-KEPT));
    const left = text.length - before.length - after.length;
    const words = ` [… ${new Intl.NumberFormat('en-GB').format(left)} unchanged characters …] `;
    const folded: FoldedPart[] = [
      { kind: 'same', text: before },
      { kind: 'left-out', text: words },
      { kind: 'same', text: after },
    ];
    return folded.filter((each) => each.text !== '');
  });
}

// A pair of code units that make one character is not cut in two.
const cleanEnd = (text: string): string => text.replace(/[\uD800-\uDBFF]$/u, '');
const cleanStart = (text: string): string => text.replace(/^[\uDC00-\uDFFF]/u, '');
