// Builds groups of a query's tree while it is read.
// Invariant: a group has two children or more, none of its own kind; a double negation is none.
import type { GroupNode, Place, QueryNode } from './query-ast.ts';

/** What is being read: the whole query, or what stands in brackets. */
export interface Frame {
  readonly place: Place;
  /** A minus stands before the bracket. */
  readonly minus: Place | null;
  /** An odd number of minuses counts for what is inside. */
  readonly isExcluded: boolean;
  /** What "or" parts; the last of them is `branch`, which grows. */
  readonly branches: QueryNode[][];
  branch: QueryNode[];
  lastOr: Place | null;
  /** Nothing was typed inside, not even something that was left out. */
  isEmpty: boolean;
}

/** A frame with nothing in it yet. */
export function newFrame(place: Place, minus: Place | null, isExcluded: boolean): Frame {
  const branch: QueryNode[] = [];
  return { place, minus, isExcluded, branches: [branch], branch, lastOr: null, isEmpty: true };
}

/** What a frame means; null where it means nothing. */
export function closeGroups({ branches }: Frame): QueryNode | null {
  const parts = branches.map((branch) => group('and', branch)).filter((part) => part !== null);
  return group('or', parts);
}

/** A group of parts, flat: `(a b) c` is `a b c`. One part is itself, none is null. */
export function group(kind: GroupNode['kind'], parts: readonly QueryNode[]): QueryNode | null {
  if (parts.length === 1) return parts[0] ?? null;
  const children = parts.flatMap((part) => (part.kind === kind ? part.children : [part]));
  const [first] = children;
  if (first === undefined) return null;
  return { kind, children, at: first.at, end: children.at(-1)?.end ?? first.end };
}

/** The opposite of a node, by a minus that stands before it. */
export function negate(node: QueryNode, minus: Place): QueryNode {
  if (node.kind === 'not') return node.child;
  return { kind: 'not', child: node, at: minus.at, end: node.end };
}
