// The values that the filters offer, in an order that does not jump.
// Invariant: pure; "not stated" is always among them where a study can lack the value, whatever its count;
// open sets (types, lists, tags) keep their order while a search narrows the counts.
import { PEM_VALUES, type PemValue } from '../../../shared/domain/pem.ts';
import type { Facet, FacetCounts } from '../../../shared/domain/search.ts';
import { EVIDENCE_LEVELS, type EvidenceLevel } from '../../../shared/domain/study.ts';
import { pemLabel } from '../../ui/badge-words.ts';

export interface FilterValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export const NOT_STATED = 'not-stated';

/** The atlas's own words for its levels. */
const LEVEL_LABELS: Readonly<Record<EvidenceLevel, string>> = {
  E0: 'E0 Consensus',
  E1: 'E1 Replicated',
  E2: 'E2 Moderate',
  E3: 'E3 Preliminary',
};

const CLOSED: Readonly<Partial<Record<Facet, readonly (readonly [string, string])[]>>> = {
  pem: pemChoices(),
  derived: pemChoices(),
  mine: pemChoices(),
  level: [
    ...EVIDENCE_LEVELS.map((level) => [level, LEVEL_LABELS[level]] as const),
    [NOT_STATED, 'Not stated'],
  ],
  year: [[NOT_STATED, 'Not stated']],
  read: [
    ['unread', 'Unread'],
    ['read', 'Read'],
  ],
  retracted: [['yes', 'Retracted']],
  changed: [['yes', 'Changed since I saw it']],
};

/** The facets whose values are names: they have as many as there are. */
export type OpenFacet = 'type' | 'list' | 'tag';
export type ClosedFacet = Exclude<Facet, OpenFacet>;

/** All values of a facet that has a few known ones. */
export function closedValues(facet: ClosedFacet, counts: FacetCounts): readonly FilterValue[] {
  return (CLOSED[facet] ?? []).map(([value, label]) => ({
    value,
    label,
    count: counts[facet][value] ?? 0,
  }));
}

/** The named values of a facet in a given order, "not stated" last where the facet has it. */
export function openValues(
  facet: OpenFacet,
  counts: FacetCounts,
  order: readonly string[],
): readonly FilterValue[] {
  const known = counts[facet];
  const named = order.map((value) => ({ value, label: value, count: known[value] ?? 0 }));
  if (facet !== 'type') return named;
  return [...named, { value: NOT_STATED, label: 'Not stated', count: known[NOT_STATED] ?? 0 }];
}

/**
 * The order of names: the most studies first. Counted anew over the whole atlas; within a search the
 * order before is kept, and names that are new go to its end.
 */
export function orderNames(
  before: readonly string[],
  counts: Readonly<Record<string, number>>,
  isWhole: boolean,
): readonly string[] {
  const names = Object.keys(counts).filter((name) => name !== NOT_STATED);
  const known = new Set(before);
  const kept = isWhole ? [] : before.filter((name) => Object.hasOwn(counts, name));
  const rest = (isWhole ? names : names.filter((name) => !known.has(name))).toSorted(
    (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a.localeCompare(b, 'en'),
  );
  const order = [...kept, ...rest];
  const isSame =
    order.length === before.length && order.every((name, place) => name === before[place]);
  return isSame ? before : order;
}

/** The first few of many, those that are on and "not stated" among them. */
export function shortList(
  values: readonly FilterValue[],
  isOn: (value: string) => boolean,
  most: number,
): readonly FilterValue[] {
  if (values.length <= most + 1) return values;
  return values.filter(({ value }, place) => place < most || value === NOT_STATED || isOn(value));
}

/** A typed year: a whole number up to four digits, null for none, undefined for anything else. */
export function readYear(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d{1,4}$/u.test(trimmed) ? Number(trimmed) : undefined;
}

/** The first and the last year that studies have; null where none has one. */
export function yearSpan(counts: FacetCounts): { first: number; last: number } | null {
  const years = Object.keys(counts.year)
    .filter((year) => year !== NOT_STATED)
    .map(Number);
  return years.length === 0 ? null : { first: Math.min(...years), last: Math.max(...years) };
}

function pemChoices(): readonly (readonly [PemValue, string])[] {
  return PEM_VALUES.map((value) => [value, pemLabel(value)]);
}
