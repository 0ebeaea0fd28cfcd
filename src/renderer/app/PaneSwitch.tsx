// Shows and folds the panes; where one or two fit, it chooses which.
import type { ReactElement } from 'react';
import type { PaneCount } from './pane-layout.ts';
import type { PaneName, ShownPanes } from './visible-panes.ts';
import styles from './PaneSwitch.module.css';

const NAMES: Readonly<Record<PaneName, string>> = {
  filters: 'Lists and filters',
  list: 'Studies',
  study: 'Study',
};

export interface PaneSwitchProps {
  readonly count: PaneCount;
  readonly shows: ShownPanes;
  readonly onShow: (pane: PaneName) => void;
  /** Only where three panes fit. */
  readonly onFold: (pane: 'filters' | 'study') => void;
}

/** A row of toggles, one a pane that can be folded or gone to. */
export function PaneSwitch({ count, shows, onShow, onFold }: PaneSwitchProps): ReactElement {
  const names: readonly PaneName[] =
    count === 1
      ? ['filters', 'list', 'study']
      : count === 2
        ? ['filters', 'list']
        : ['filters', 'study'];
  return (
    <div className={styles['switch']} role="group" aria-label="Parts of the window">
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className={styles['pane']}
          aria-pressed={shows[name]}
          onClick={() => {
            if (count === 3 && shows[name] && name !== 'list') onFold(name);
            else onShow(name);
          }}
        >
          {NAMES[name]}
        </button>
      ))}
    </div>
  );
}
