// Which panes of the workspace are in sight.
// Invariant: pure; at least one always is, and the studies are wherever three fit.
import type { PaneCount } from './pane-layout.ts';

export type PaneName = 'filters' | 'list' | 'study';

export type ShownPanes = Readonly<Record<PaneName, boolean>>;

/**
 * The panes in sight. Where three fit, the reader folds the sides; where fewer do, `chosen` says which
 * is shown (beside the study, where two fit).
 */
export function visiblePanes(
  count: PaneCount,
  chosen: PaneName,
  folded: { readonly isFiltersFolded: boolean; readonly isStudyFolded: boolean },
): ShownPanes {
  if (count === 3) {
    return { filters: !folded.isFiltersFolded, list: true, study: !folded.isStudyFolded };
  }
  if (count === 2) {
    return { filters: chosen === 'filters', list: chosen !== 'filters', study: true };
  }
  return { filters: chosen === 'filters', list: chosen === 'list', study: chosen === 'study' };
}
