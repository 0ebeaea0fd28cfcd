// Changes one filter of a query as typed: what a chip or a range of years does to the search field.
// Invariant: what a person typed stays as typed, but for the filter that is changed. Every edit is proved
// before it is given out: the new text must parse to the tree that was meant, and give no more remarks
// than the old one; where the smallest edit does not (a quote or an "or" left open at the end), a larger
// one is tried, and the query is written anew at last.
//
// The last word stays what it is, a beginning or a whole word: `parseQuery` makes the last text a prefix
// whatever filters stand behind it, and no edit here adds, removes or moves a text.
import { AppError } from '../../shared/contract/errors.ts';
import type { Facet } from '../../shared/domain/search.ts';
import { group } from './build-tree.ts';
import { clausesOf, filtersIn, plainFilters } from './describe-query.ts';
import { facetFilter, filterWith, filterWithout, yearFilter } from './edit-filter.ts';
import { parseQuery, type ParsedQuery } from './parse-query.ts';
import { printFilter, printQuery } from './print-query.ts';
import type { Filter, FilterNode, Place, QueryNode } from './query-ast.ts';

/** One facet value on or off, another range of years (null: none), or all filters gone. */
export type QueryChange =
  | { readonly facet: Facet; readonly value: string; readonly on: boolean }
  | { readonly years: { readonly from: number | null; readonly to: number | null } | null }
  | { readonly clear: 'filters' };

/**
 * The query with one change. A facet's values are or-ed in one filter (`pem:required,unclear`), which is
 * appended where there is none. Where the query asks for the facet in a way that no chip can show
 * (`pem:required pem:unclear`, `-pem:unclear`), a value that is switched on takes the place of all that:
 * what the chips show is then what is searched. Groups that mix facets or words are never touched.
 * @throws AppError `query-syntax` as `parseQuery`; `invalid-input` for a value that the facet cannot have, or
 *   where the query is full
 */
export function editQuery(query: string, change: QueryChange): string {
  const { root } = parseQuery(query);
  if ('clear' in change) return remove(query, root, clausesOf(root).filter(isOnlyFilters));
  if ('years' in change) {
    return put(query, root, { facet: 'year', filter: (old) => yearFilter(change.years, old) });
  }
  const { facet, value, on } = change;
  const added = facetFilter(facet, value);
  if (on) return put(query, root, { facet, filter: (old) => filterWith(old, added) });
  const changes = clausesOf(root).flatMap((clause) => {
    if (clause.kind !== 'filter' || clause.filter.facet !== facet) return [];
    return [{ node: clause, filter: filterWithout(clause.filter, added) }];
  });
  return replace(query, root, changes);
}

interface NewFilter {
  readonly facet: Facet;
  /** Null: nothing is left to ask for. */
  readonly filter: (old: Filter | null) => Filter | null;
}

/** Puts a filter in the place of the facet's plain one, or of everything the query says of this facet alone. */
function put(query: string, root: QueryNode | null, { facet, filter }: NewFilter): string {
  const plain = plainFilters(root).find((node) => node.filter.facet === facet);
  if (plain !== undefined) {
    return replace(query, root, [{ node: plain, filter: filter(plain.filter) }]);
  }
  const others = clausesOf(root).filter((clause) => isAbout(clause, facet));
  const rest = others.length === 0 ? query : remove(query, root, others);
  const added = filter(null);
  return added === null ? rest : append(rest, added);
}

interface FilterChange {
  readonly node: FilterNode;
  readonly filter: Filter | null;
}

function replace(query: string, root: QueryNode | null, changes: readonly FilterChange[]): string {
  const changed = changes.filter(
    ({ node, filter }) => filter === null || printFilter(filter) !== printFilter(node.filter),
  );
  const clauses = clausesOf(root).flatMap((clause): QueryNode[] => {
    const change = changed.find(({ node }) => node === clause);
    if (change === undefined) return [clause];
    return change.filter === null ? [] : [{ ...change.node, filter: change.filter }];
  });
  // From the end, so that the places before stay right.
  const edited = changed
    .toReversed()
    .reduce(
      (text, { node, filter }) =>
        filter === null
          ? cut(text, node)
          : text.slice(0, node.at) + printFilter(filter) + text.slice(node.end),
      query,
    );
  return firstThatMeans(group('and', clauses), query, [edited]);
}

function remove(query: string, root: QueryNode | null, unwanted: readonly QueryNode[]): string {
  const kept = clausesOf(root).filter((clause) => !unwanted.includes(clause));
  const edited = unwanted.toReversed().reduce(cut, query);
  return firstThatMeans(group('and', kept), query, [edited]);
}

function append(query: string, filter: Filter): string {
  const { root } = parseQuery(query);
  const text = printFilter(filter);
  const meant = group('and', [
    ...clausesOf(root),
    { kind: 'filter', filter, at: query.length, end: query.length },
  ]);
  const gap = query === '' || /\s$/u.test(query) ? '' : ' ';
  return firstThatMeans(meant, query, [
    query + gap + text,
    // `a or b pem:required` would ask for PEM of b alone.
    `(${query.trim()}) ${text}`,
  ]);
}

/** The text without a part, and without the blank or the empty brackets that it would leave. */
function cut(text: string, { at, end }: Place): string {
  const before = text.slice(0, at);
  const after = text.slice(end);
  if (/\($/u.test(before.trimEnd()) && /^\)/u.test(after.trimStart())) {
    const open = before.trimEnd().length - 1;
    return cut(text, { at: open, end: text.indexOf(')', end) + 1 });
  }
  if (before.trim() === '' || before.endsWith('(')) return before + after.trimStart();
  if (after.trim() === '' || after.startsWith(')')) return before.trimEnd() + after;
  return /\s$/u.test(before) && /^\s/u.test(after) ? before + after.trimStart() : before + after;
}

/**
 * The first text that means the tree and has no more remarks than the query had; else the tree, written anew; else the
 * first that means it at all: "not(pem:required)x" without its filter is the word "not" and x, which is remarked upon.
 */
function firstThatMeans(meant: QueryNode | null, query: string, texts: readonly string[]): string {
  const remarks = parseQuery(query).notices.length;
  const wanted = shapeOf(meant);
  const found = [...texts, printQuery(meant)].flatMap((text) => {
    const parsed = parseOrNull(text);
    if (parsed === null || shapeOf(parsed.root) !== wanted) return [];
    return { text, remarks: parsed.notices.length };
  });
  const best = found.find((one) => one.remarks <= remarks) ?? found[0];
  if (best !== undefined) return best.text;
  throw new AppError(
    'invalid-input',
    'This filter cannot be added to the search as it stands: it may hold as many words and filters as a search takes. Nothing was changed. Take something out of the search first.',
  );
}

function parseOrNull(text: string): ParsedQuery | null {
  try {
    return parseQuery(text);
  } catch (error) {
    // An edit that runs into what stands beside it: the next one is tried.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The tree without its places and without the spelling of its words, which are compared folded. */
function shapeOf(root: QueryNode | null): string {
  return JSON.stringify(root, (name, part: unknown) =>
    name === 'at' || name === 'end' || name === 'text' ? undefined : part,
  );
}

/** True for a part that holds filters and no word. */
function isOnlyFilters(node: QueryNode): boolean {
  switch (node.kind) {
    case 'text':
      return false;
    case 'filter':
      return true;
    case 'not':
      return isOnlyFilters(node.child);
    case 'and':
    case 'or':
      return node.children.every(isOnlyFilters);
  }
}

function isAbout(node: QueryNode, facet: Facet): boolean {
  return isOnlyFilters(node) && filtersIn(node).every(({ filter }) => filter.facet === facet);
}
