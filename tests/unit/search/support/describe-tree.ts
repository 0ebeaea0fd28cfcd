// A query's tree without its places, short enough to stand in a test.
// Invariant: two trees that mean the same to a search have the same description.
import type { Filter, QueryNode } from '../../../../src/main/search/query-ast.ts';
import { parseQuery } from '../../../../src/main/search/parse-query.ts';

/** `fatigue*` is a prefix, `"brain fog"` a phrase, `covid+19` a word that folds to two. */
export function describeTree(node: QueryNode | null): unknown {
  switch (node?.kind) {
    case undefined:
      return null;
    case 'text': {
      const words = node.isPhrase ? `"${node.words.join(' ')}"` : node.words.join('+');
      return `${node.field === null ? '' : `${node.field}:`}${words}${node.isPrefix ? '*' : ''}`;
    }
    case 'filter':
      return describeFilter(node.filter);
    case 'not':
      return { not: describeTree(node.child) };
    case 'and':
    case 'or':
      return { [node.kind]: node.children.map(describeTree) };
  }
}

/** The tree of a typed query, described. */
export function treeOf(text: string): unknown {
  return describeTree(parseQuery(text).root);
}

function describeFilter(filter: Filter): unknown {
  const values = filter.values.map((value) => {
    if (typeof value === 'string') return value;
    return 'name' in value ? value.name : `${value.from ?? ''}..${value.to ?? ''}`;
  });
  return `${filter.facet}=${values.join('|')}`;
}
