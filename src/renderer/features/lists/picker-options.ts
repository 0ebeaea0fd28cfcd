// Which lists are offered for what was typed, the likeliest first.
// Invariant: pure; Enter without a typed word chooses nothing, and no list is offered twice.
import type { ListView } from '../../../shared/contract/types.ts';
import type { ListId } from '../../../shared/domain/ids.ts';
import { foldText } from '../../../shared/util/fold-text.ts';
import { studiesInWords } from '../../ui/count-words.ts';

export type PickerMode = 'add' | 'remove';

export type PickerOption =
  | { readonly kind: 'list'; readonly id: ListId; readonly name: string; readonly detail: string }
  | { readonly kind: 'new'; readonly name: string };

export interface PickerFacts {
  readonly lists: readonly ListView[];
  readonly typed: string;
  readonly mode: PickerMode;
  /** How many of the studies each list holds, where that is known. */
  readonly held: ReadonlyMap<ListId, number>;
  /** How many studies it is about. */
  readonly count: number;
}

/** The options in order; a new list last, unless one has this name already. */
export function pickerOptions({
  lists,
  typed,
  mode,
  held,
  count,
}: PickerFacts): readonly PickerOption[] {
  const wanted = foldText(typed.trim());
  const fitting = lists
    .filter(({ id }) => mode === 'add' || (held.get(id) ?? 0) > 0)
    .map((list) => ({ list, folded: foldText(list.name) }))
    .filter(({ folded }) => folded.includes(wanted));
  const begins = fitting.filter(({ folded }) => folded.startsWith(wanted));
  const others = fitting.filter(({ folded }) => !folded.startsWith(wanted));
  const options = [...begins, ...others].map(({ list }): PickerOption => {
    const { id, name, size } = list;
    return {
      kind: 'list',
      id,
      name,
      detail: detailOf({ mode, size, held: held.get(id) ?? 0, count }),
    };
  });
  const isNew = wanted !== '' && !lists.some(({ name }) => foldText(name) === wanted);
  return mode === 'add' && isNew ? [...options, { kind: 'new', name: typed.trim() }] : options;
}

interface Detail {
  readonly mode: PickerMode;
  readonly size: number;
  readonly held: number;
  readonly count: number;
}

function detailOf({ mode, size, held, count }: Detail): string {
  if (mode === 'remove') return count === 1 ? studiesInWords(size) : `holds ${held} of ${count}`;
  if (held === 0) return studiesInWords(size);
  const some = held === count ? (count === 1 ? 'it' : 'all of them') : `${held} of them`;
  return `${studiesInWords(size)}, holds ${some} already`;
}

/** The option that the arrow keys go to from `active` (-1: none); around at both ends. */
export function nextOption(active: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (active < 0) return step === 1 ? 0 : count - 1;
  return (active + step + count) % count;
}
