// What is thin about the citations, group by group, each study a button that opens it.
// Invariant: what was retracted comes first and is said in words; long groups are folded, not cut.
import { useState, type ReactElement } from 'react';
import { changePlace } from '../../api/settings-store.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/count-words.ts';
import { Folded } from '../../ui/Folded.tsx';
import { TitleButton } from '../../ui/TitleButton.tsx';
import {
  otherWarnings,
  thinGroups,
  type ThinEntry,
  type ThinGroup,
  type Warning,
} from './thin-words.ts';
import styles from './ExportView.module.css';

export interface ThinReportProps {
  readonly thin: readonly ThinEntry[];
  readonly warnings: readonly Warning[];
}

/** Groups up to this size are unfolded from the start. */
const OPEN_UP_TO = 5;
const SHOWN_AT_ONCE = 100;

/** The part "What is thin". */
export function ThinReport({ thin, warnings }: ThinReportProps): ReactElement {
  const groups = thinGroups(thin);
  const others = otherWarnings(warnings);
  return (
    <section className={styles['part']} aria-labelledby="export-thin">
      <h3 id="export-thin" className={styles['heading']}>
        What is thin
      </h3>
      {groups.length === 0 && others.length === 0 && (
        <p>Nothing: every entry has what a reference needs.</p>
      )}
      {groups.map((group) => (
        <Group key={group.lack} group={group} />
      ))}
      {others.length > 0 && (
        <Folded
          isFramed
          heading={`More to know: ${counted(others.length, 'remark', 'remarks')}`}
          isOpen={others.length <= OPEN_UP_TO}
        >
          <Some items={others} render={(warning) => <WarningWords warning={warning} />} />
        </Folded>
      )}
    </section>
  );
}

function Group({ group }: { readonly group: ThinGroup }): ReactElement {
  const { lack, heading, advice, entries } = group;
  const isGrave = lack === 'retracted';
  return (
    <Folded
      isFramed
      heading={isGrave ? <Badge tone="danger">{heading}</Badge> : heading}
      isOpen={isGrave || entries.length <= OPEN_UP_TO}
    >
      {advice !== null && <p className={styles['advice']}>{advice}</p>}
      <Some items={entries} render={(entry) => <StudyButton entry={entry} />} />
    </Folded>
  );
}

interface SomeProps<T extends { readonly key: string }> {
  readonly items: readonly T[];
  readonly render: (item: T) => ReactElement;
}

function Some<T extends { readonly key: string }>({ items, render }: SomeProps<T>): ReactElement {
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const rest = items.length - limit;
  return (
    <>
      <ul className={styles['items']}>
        {items.slice(0, limit).map((item, place) => (
          // A key may have several remarks; the order does not change while they are shown.
          <li key={`${item.key} ${place}`}>{render(item)}</li>
        ))}
      </ul>
      {rest > 0 && (
        <Button
          onPress={() => {
            setLimit(limit + SHOWN_AT_ONCE);
          }}
        >
          {`Show ${Math.min(rest, SHOWN_AT_ONCE)} more of ${rest}`}
        </Button>
      )}
    </>
  );
}

function StudyButton({ entry }: { readonly entry: ThinEntry }): ReactElement {
  return (
    <TitleButton
      title={entry.title}
      marks={{ 'data-opens-study': '' }}
      onPress={() => {
        changePlace({ slug: entry.slug, studyScroll: 0 });
      }}
    />
  );
}

function WarningWords({ warning }: { readonly warning: Warning }): ReactElement {
  return (
    <p className={styles['warning']}>
      <code>{warning.key}</code>: <bdi>{warning.message}</bdi>
    </p>
  );
}
