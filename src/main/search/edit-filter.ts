// Adds a value to a filter, or takes one out.
// Invariant: values are compared as a search compares them (names folded, ranges by what they hold), and
// a filter without values is none, never "everything".
import { AppError } from '../../shared/contract/errors.ts';
import { PEM_VALUES } from '../../shared/domain/pem.ts';
import type { Facet } from '../../shared/domain/search.ts';
import { READ_STATES } from '../../shared/domain/library.ts';
import { EVIDENCE_LEVELS } from '../../shared/domain/study.ts';
import { levelCodes } from './describe-query.ts';
import { NOT_STATED, nameKey } from './facet-table.ts';
import type { Filter, LevelRange, NamedValue, YearRange } from './query-ast.ts';

type Years = YearRange | typeof NOT_STATED;
type Levels = LevelRange | typeof NOT_STATED;

// Years are written with four digits at most.
const MAX_YEAR = 9999;

/** A facet's value as it stands in its counts, as a filter. @throws AppError `invalid-input` for one it cannot have */
export function facetFilter(facet: Facet, value: string): Filter {
  switch (facet) {
    case 'pem':
    case 'derived':
    case 'mine':
      return { facet, values: [known(PEM_VALUES, facet, value)] };
    case 'read':
      return { facet, values: [known(READ_STATES, facet, value)] };
    case 'retracted':
    case 'changed':
      return { facet, values: [known(['yes'], facet, value)] };
    case 'level': {
      const level = known([...EVIDENCE_LEVELS, NOT_STATED], facet, value);
      return { facet, values: [level === NOT_STATED ? level : { from: level, to: level }] };
    }
    case 'year': {
      if (value === NOT_STATED) return { facet, values: [value] };
      if (!/^\d{1,4}$/u.test(value)) throw noValue(facet, value);
      return { facet, values: [{ from: Number(value), to: Number(value) }] };
    }
    case 'type':
    case 'list':
    case 'tag': {
      // A quote cannot be typed inside a name; names are compared folded, where it is nothing.
      const name = value.replace(/["“”„]/gu, ' ').trim();
      if (name === '') throw noValue(facet, value);
      return { facet, values: [{ name, at: 0, end: 0 }] };
    }
  }
}

/** A filter with the values of another of its facet as well; the other where there is none yet. */
export function filterWith(old: Filter | null, added: Filter): Filter {
  if (old === null) return added;
  if (holdsAll(old, added)) return old;
  return joined(old, added);
}

/** A filter without a value, or null where none is left. Ranges part around it. */
export function filterWithout(old: Filter, taken: Filter): Filter | null {
  const left = parted(old, taken);
  return left.values.length === 0 ? null : left;
}

/** A filter of one range, with `not-stated` kept where it was asked for; null where nothing is asked for. */
export function yearFilter(
  range: { readonly from: number | null; readonly to: number | null } | null,
  old: Filter | null,
): Filter | null {
  const kept = old?.facet === 'year' ? old.values.filter((value) => value === NOT_STATED) : [];
  const isNone = range === null || (range.from === null && range.to === null);
  const values: Years[] = [...(isNone ? [] : [inOrder(range)]), ...kept];
  return values.length === 0 ? null : { facet: 'year', values };
}

function inOrder({ from, to }: YearRange): YearRange {
  return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
}

function holdsAll(old: Filter, added: Filter): boolean {
  return JSON.stringify(parted(added, old).values) === '[]';
}

/** Both filters are of one facet. */
function joined(old: Filter, added: Filter): Filter {
  if (old.facet === 'level' && added.facet === 'level') {
    return { facet: 'level', values: toLevels(levelCodes([...old.values, ...added.values])) };
  }
  // The values of one facet are of one kind.
  return { ...old, values: [...old.values, ...added.values] } as Filter;
}

function parted(old: Filter, taken: Filter): Filter {
  if (old.facet === 'level' && taken.facet === 'level') {
    const gone = levelCodes(taken.values);
    const codes = levelCodes(old.values);
    const left = codes.filter((code) => !gone.includes(code));
    if (left.length === codes.length) return old;
    return { facet: 'level', values: toLevels(left) };
  }
  if (old.facet === 'year' && taken.facet === 'year') {
    return { facet: 'year', values: old.values.flatMap((years) => without(years, taken.values)) };
  }
  const gone = new Set(taken.values.map(keyOf));
  return { ...old, values: old.values.filter((value) => !gone.has(keyOf(value))) } as Filter;
}

function keyOf(value: string | NamedValue | YearRange | LevelRange): string {
  return typeof value === 'string' ? value : 'name' in value ? nameKey(value.name) : '';
}

function toLevels(codes: readonly string[]): Levels[] {
  return codes.flatMap((code): Levels[] => {
    if (code === NOT_STATED) return [NOT_STATED];
    const level = EVIDENCE_LEVELS.find((each) => each === code);
    return level === undefined ? [] : [{ from: level, to: level }];
  });
}

/** What is left of a range when others are taken out of it. */
function without(years: Years, taken: readonly Years[]): Years[] {
  if (years === NOT_STATED) return taken.includes(NOT_STATED) ? [] : [years];
  let left: YearRange[] = [years];
  for (const gone of taken) {
    if (gone !== NOT_STATED) left = left.flatMap((range) => split(range, gone));
  }
  return left;
}

function split({ from, to }: YearRange, gone: YearRange): YearRange[] {
  const [low, high] = [from ?? -Infinity, to ?? Infinity];
  const [first, last] = [gone.from ?? -Infinity, gone.to ?? Infinity];
  if (last < low || first > high) return [{ from, to }];
  return [
    ...(low < first && first > 0 ? [{ from, to: first - 1 }] : []),
    ...(high > last && last < MAX_YEAR ? [{ from: last + 1, to }] : []),
  ];
}

function known<T extends string>(allowed: readonly T[], facet: Facet, value: string): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw noValue(facet, value);
  return found;
}

function noValue(facet: Facet, value: string): AppError {
  return new AppError(
    'invalid-input',
    `A search cannot ask for “${value.slice(0, 60)}” of ${facet}. Nothing was changed.`,
    { ref: facet },
  );
}
