// Puts what is told about a query into an order and a length that can be read.
// Invariant: nothing is passed over in silence: what is not told one by one is told in sum.
import type { QueryNotice } from '../../shared/domain/search.ts';

const MAX_NOTICES = 20;

/** The notices in order of place; beyond the twentieth one that says there are more. */
export function tellInOrder(notices: readonly QueryNotice[]): QueryNotice[] {
  const sorted = notices.toSorted((a, b) => a.at - b.at);
  const next = sorted[MAX_NOTICES];
  if (next === undefined) return sorted;
  const message = 'There is more of this kind further on, not told one by one.';
  return [...sorted.slice(0, MAX_NOTICES), { at: next.at, length: 0, message }];
}
