// Writes a query's tree as the text that means it: the chips of a window and its search field are two
// views of one query.
// Invariant: `parseQuery(printQuery(root)).root` is `root` again, places aside, for every tree that was
// parsed. In a tree put together by hand the last word becomes the prefix, as if it had been typed.
import type { Filter, GroupNode, QueryNode, TextNode } from './query-ast.ts';
import { isOperator } from './query-scanner.ts';

/** The query as text; an empty one for null. */
export function printQuery(root: QueryNode | null): string {
  return root === null ? '' : print(root, 'or');
}

/** `pem:required,unclear`: one filter as text. */
export function printFilter(filter: Filter): string {
  switch (filter.facet) {
    case 'pem':
    case 'derived':
    case 'mine':
      return `${filter.facet}:${filter.values.join(',')}`;
    case 'year':
    case 'level':
      return `${filter.facet}:${filter.values.map(printRange).join(',')}`;
    case 'type':
    case 'list':
    case 'tag':
      return `${filter.facet}:${filter.values.map((value) => printName(value.name)).join(',')}`;
    case 'read':
      return `is:${filter.values.join(',')}`;
    case 'retracted':
    case 'changed':
      return `is:${filter.facet}`;
  }
}

/** `within`: the operator around the node; only an "or" inside an "and" needs brackets, and what is negated. */
function print(node: QueryNode, within: GroupNode['kind'] | 'not'): string {
  switch (node.kind) {
    case 'text':
      return printText(node);
    case 'filter':
      return printFilter(node.filter);
    case 'not':
      return `-${print(node.child, 'not')}`;
    case 'and':
    case 'or': {
      const { kind } = node;
      const text = node.children
        .map((child) => print(child, kind))
        .join(kind === 'or' ? ' or ' : ' ');
      return within === 'not' || (within === 'and' && kind === 'or') ? `(${text})` : text;
    }
  }
}

function printText({ field, text, isPhrase }: TextNode): string {
  const prefix = field === null ? '' : `${field}:`;
  const isBare = !isPhrase && (field !== null || (!isOperator(text) && !text.startsWith('-')));
  return prefix + (isBare && !/[\s"“”„()]/u.test(text) ? text : quote(text));
}

function printRange(
  range:
    'not-stated' | { readonly from: number | string | null; readonly to: number | string | null },
): string {
  if (range === 'not-stated') return range;
  const from = String(range.from ?? '');
  const to = String(range.to ?? '');
  return from === to ? from : `${from}..${to}`;
}

function printName(name: string): string {
  return /^[^\s"“”„(),]+$/u.test(name) ? name : quote(name);
}

// A quote inside a name cannot be typed; names are compared folded, where a quote is nothing.
function quote(text: string): string {
  return `"${text.replace(/["“”„]/gu, ' ')}"`;
}
