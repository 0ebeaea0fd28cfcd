// What a query asks for, told so that a window can show it: the chips that are on, the years, the words to mark.
// Invariant: a chip is on only where the query says exactly that, plainly: one filter of the facet in the
// whole query, not excluded, and-ed with the rest. Everything else is for the search field to show.
import type { Facet, HitTerm } from '../../shared/domain/search.ts';
import { EVIDENCE_LEVELS } from '../../shared/domain/study.ts';
import { NOT_STATED, nameKey, type FacetTable } from './facet-table.ts';
import type {
  Filter,
  FilterNode,
  LevelRange,
  QueryNode,
  TextNode,
  YearRange,
} from './query-ast.ts';

/** A facet value that is switched on. */
export interface ActiveValue {
  readonly facet: Facet;
  readonly value: string;
}

/** What a query asks for, besides its matches. */
export interface QueryDescription {
  readonly active: readonly ActiveValue[];
  /** Facets that the query filters by in a way that no chip can show: with OR, excluded, twice, more ranges of years. */
  readonly elsewhere: readonly Facet[];
  readonly years: YearRange | null;
  readonly terms: readonly HitTerm[];
}

/** Describes a query; names are spelled as the facets of `table` spell them, else as typed. */
export function describeQuery(root: QueryNode | null, table: FacetTable): QueryDescription {
  const plain = plainFilters(root);
  return {
    active: plain.flatMap(({ filter }) => activeValues(filter, table)),
    elsewhere: facetsElsewhere(root, plain),
    years: plainYears(plain),
    terms: hitTerms(root),
  };
}

function facetsElsewhere(root: QueryNode | null, plain: readonly FilterNode[]): Facet[] {
  const isShown = ({ filter }: FilterNode): boolean =>
    filter.facet !== 'year' || rangesOf(filter.values).length <= 1;
  const shown = new Set(plain.filter(isShown).map(({ filter }) => filter.facet));
  const used = new Set(filtersIn(root).map(({ filter }) => filter.facet));
  return [...used].filter((facet) => !shown.has(facet));
}

function rangesOf(values: readonly (YearRange | typeof NOT_STATED)[]): readonly YearRange[] {
  return values.filter((value) => value !== NOT_STATED);
}

/** The parts of a query that must all hold. */
export function clausesOf(root: QueryNode | null): readonly QueryNode[] {
  return root === null ? [] : root.kind === 'and' ? root.children : [root];
}

/** The filters that stand alone in the query for their facet, and-ed with the rest and not excluded. */
export function plainFilters(root: QueryNode | null): FilterNode[] {
  const uses = new Map<Facet, number>();
  for (const { filter } of filtersIn(root)) {
    uses.set(filter.facet, (uses.get(filter.facet) ?? 0) + 1);
  }
  return clausesOf(root).filter(
    (clause): clause is FilterNode =>
      clause.kind === 'filter' && uses.get(clause.filter.facet) === 1,
  );
}

/** Every filter of a query, wherever it stands. */
export function filtersIn(node: QueryNode | null): FilterNode[] {
  switch (node?.kind) {
    case undefined:
    case 'text':
      return [];
    case 'filter':
      return [node];
    case 'not':
      return filtersIn(node.child);
    case 'and':
    case 'or':
      return node.children.flatMap(filtersIn);
  }
}

/** The codes of levels that ranges stand for, strongest first, `not-stated` last; each once. */
export function levelCodes(values: readonly (LevelRange | typeof NOT_STATED)[]): string[] {
  const codes = EVIDENCE_LEVELS.filter((level) =>
    values.some((range) => range !== NOT_STATED && level >= range.from && level <= range.to),
  );
  return values.includes(NOT_STATED) ? [...codes, NOT_STATED] : [...codes];
}

function activeValues(filter: Filter, table: FacetTable): ActiveValue[] {
  const { facet } = filter;
  return valuesOf(filter, table).map((value) => ({ facet, value }));
}

function valuesOf(filter: Filter, table: FacetTable): readonly string[] {
  switch (filter.facet) {
    case 'pem':
    case 'derived':
    case 'mine':
    case 'read':
    case 'retracted':
    case 'changed':
      return filter.values;
    case 'level':
      return levelCodes(filter.values);
    case 'year':
      return filter.values.includes(NOT_STATED) ? [NOT_STATED] : [];
    case 'type':
    case 'list':
    case 'tag': {
      const { facet } = filter;
      return [...new Set(filter.values.map(({ name }) => spelling(facet, name, table)))];
    }
  }
}

function spelling(facet: 'type' | 'list' | 'tag', name: string, table: FacetTable): string {
  const key = nameKey(name);
  const known =
    facet === 'type'
      ? table.single.type.values.find((value) => nameKey(value) === key)
      : table.multiple[facet].find((named) => named.key === key)?.name;
  return known ?? name;
}

/** One range; `not-stated` beside it is a value of its own and makes it no less plain. */
function plainYears(plain: readonly FilterNode[]): YearRange | null {
  for (const { filter } of plain) {
    if (filter.facet !== 'year') continue;
    const ranges = rangesOf(filter.values);
    return ranges.length === 1 ? (ranges[0] ?? null) : null;
  }
  return null;
}

function hitTerms(root: QueryNode | null): HitTerm[] {
  const terms = new Map<string, HitTerm>();
  for (const { words, isPrefix, field } of positiveTexts(root, false)) {
    terms.set(`${field ?? ''}:${words.join(' ')}${isPrefix ? '*' : ''}`, {
      words,
      isPrefix,
      field,
    });
  }
  return [...terms.values()];
}

/** Texts under an even number of minuses. */
function positiveTexts(node: QueryNode | null, isExcluded: boolean): TextNode[] {
  switch (node?.kind) {
    case undefined:
    case 'filter':
      return [];
    case 'text':
      return isExcluded ? [] : [node];
    case 'not':
      return positiveTexts(node.child, !isExcluded);
    case 'and':
    case 'or':
      return node.children.flatMap((child) => positiveTexts(child, isExcluded));
  }
}
