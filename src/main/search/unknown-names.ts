// Tells where a query names a list, a tag or a type that there is none of.
// Invariant: such a filter matches nothing, and is never left out: a name once deleted must not widen a search.
import type { QueryNotice } from '../../shared/domain/search.ts';
import { nameKey, type FacetTable } from './facet-table.ts';
import type { NamedValue, QueryNode } from './query-ast.ts';
import { shorten } from './shorten.ts';

const SENTENCES = {
  list: (name: string): string => `There is no list “${name}”; nothing matches it.`,
  tag: (name: string): string => `No study has the tag “${name}”; nothing matches it.`,
  type: (name: string): string => `No study has the type “${name}”; nothing matches it.`,
} as const;

/** A notice for every name in the query that nothing has. */
export function unknownNames(root: QueryNode | null, table: FacetTable): QueryNotice[] {
  const known = {
    list: new Set(table.multiple.list.map(({ key }) => key)),
    tag: new Set(table.multiple.tag.map(({ key }) => key)),
    type: new Set(table.single.type.values.map(nameKey)),
  };
  return namesIn(root).flatMap(({ facet, value }) =>
    known[facet].has(nameKey(value.name))
      ? []
      : [
          {
            at: value.at,
            length: value.end - value.at,
            message: SENTENCES[facet](shorten(value.name)),
          },
        ],
  );
}

function namesIn(
  node: QueryNode | null,
): { readonly facet: keyof typeof SENTENCES; readonly value: NamedValue }[] {
  switch (node?.kind) {
    case 'filter': {
      const { filter } = node;
      return filter.facet === 'type' || filter.facet === 'list' || filter.facet === 'tag'
        ? filter.values.map((value) => ({ facet: filter.facet, value }))
        : [];
    }
    case 'not':
      return namesIn(node.child);
    case 'and':
    case 'or':
      return node.children.flatMap(namesIn);
    case 'text':
    case undefined:
      return [];
  }
}
