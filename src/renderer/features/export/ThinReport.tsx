// What is thin about the citations, group by group: each study with what mends it, or left as it is.
// Invariant: what was retracted comes first and is said in words; long groups are folded, not cut; what was left is never
// out of reach.
import { useState, type ReactElement, type ReactNode } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { completeReferenceOf } from '../../api/reference-form.ts';
import { changePlace } from '../../api/settings-store.ts';
import { noteDone } from '../../api/undo-store.ts';
import type { MethodInput } from '../../../shared/contract/types.ts';
import { LACK_WORDS, type Lack } from '../../../shared/domain/thin.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/count-words.ts';
import { Folded } from '../../ui/Folded.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { TitleButton } from '../../ui/TitleButton.tsx';
import {
  leftGroups,
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
  /** A remark was left, or brought up again. */
  readonly onChanged: () => void;
}

/** Groups up to this size are unfolded from the start. */
const OPEN_UP_TO = 5;
const SHOWN_AT_ONCE = 100;

/** The part "What is thin". */
export function ThinReport({ thin, warnings, onChanged }: ThinReportProps): ReactElement {
  const groups = thinGroups(thin);
  const left = leftGroups(thin);
  const others = otherWarnings(warnings);
  const [error, setError] = useState<ApiError | null>(null);
  const leave: Leave = async (of) => {
    try {
      const { undo } = await request('report.leave', of);
      setError(null);
      noteDone(undo);
      onChanged();
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  };
  const countOfLeft = left.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <section className={styles['part']} aria-labelledby="export-thin">
      <h3 id="export-thin" className={styles['heading']} tabIndex={-1}>
        What is thin
      </h3>
      {error !== null && <ErrorNotice error={error} />}
      {groups.length === 0 && others.length === 0 && (
        <p>
          {countOfLeft === 0
            ? 'Nothing: every entry has what a reference needs.'
            : 'Nothing but what you leave as it is.'}
        </p>
      )}
      {groups.map((group) => (
        <Group key={group.lack} group={group} leave={leave} />
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
      {countOfLeft > 0 && (
        <Folded isFramed heading={`Left as it is: ${counted(countOfLeft, 'remark', 'remarks')}`}>
          {left.map(({ lack, heading, entries }) => (
            <div key={lack}>
              <h4 className={styles['leftHeading']}>{heading}</h4>
              <Some
                items={entries}
                render={(entry) => (
                  <Entry entry={entry}>
                    <LeaveButton entry={entry} lack={lack} isLeft={false} leave={leave} />
                  </Entry>
                )}
              />
            </div>
          ))}
        </Folded>
      )}
    </section>
  );
}

type Leave = (of: MethodInput<'report.leave'>) => Promise<void>;

interface GroupProps {
  readonly group: ThinGroup;
  readonly leave: Leave;
}

function Group({ group, leave }: GroupProps): ReactElement {
  const { lack, heading, advice, fix, entries } = group;
  const isGrave = lack === 'retracted';
  return (
    <Folded
      isFramed
      heading={isGrave ? <Badge tone="danger">{heading}</Badge> : heading}
      isOpen={isGrave || entries.length <= OPEN_UP_TO}
    >
      {advice !== null && <p className={styles['advice']}>{advice}</p>}
      <Some
        items={entries}
        render={(entry) => (
          <Entry entry={entry}>
            {fix === 'complete' && <CompleteButton entry={entry} />}
            <LeaveButton entry={entry} lack={lack} isLeft leave={leave} />
          </Entry>
        )}
      />
    </Folded>
  );
}

interface EntryProps {
  readonly entry: ThinEntry;
  readonly children: ReactNode;
}

function Entry({ entry, children }: EntryProps): ReactElement {
  return (
    <>
      <StudyButton entry={entry} />
      <div className={styles['fixes']}>{children}</div>
    </>
  );
}

function CompleteButton({ entry }: { readonly entry: ThinEntry }): ReactElement {
  return (
    <Button
      aria-label={`Complete the reference of ${entry.title}`}
      onPress={() => {
        completeReferenceOf(entry.slug);
      }}
    >
      Complete the reference
    </Button>
  );
}

/** The button goes with its row: the focus goes on to the next row, or stays in the report. */
function focusBeside(button: Element): void {
  const row = button.closest('li');
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  const next = [...(beside?.querySelectorAll('button') ?? [])].at(-1);
  (next ?? document.getElementById('export-thin'))?.focus();
}

interface LeaveButtonProps {
  readonly entry: ThinEntry;
  readonly lack: Lack;
  readonly isLeft: boolean;
  readonly leave: Leave;
}

function LeaveButton({ entry, lack, isLeft, leave }: LeaveButtonProps): ReactElement {
  const label = isLeft ? 'Leave as it is' : 'Bring up again';
  return (
    <Button
      aria-label={`${label}: ${LACK_WORDS[lack].name}, ${entry.title}`}
      onPress={({ target }) => {
        focusBeside(target);
        void leave({ slug: entry.slug, lack, isLeft });
      }}
    >
      {label}
    </Button>
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
        {numbered(items.slice(0, limit)).map(({ item, id }) => (
          <li key={id}>{render(item)}</li>
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

/** A key may have several remarks. One that goes leaves the others the elements that they are, with the focus. */
function numbered<T extends { readonly key: string }>(
  items: readonly T[],
): readonly { readonly item: T; readonly id: string }[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const count = counts.get(item.key) ?? 0;
    counts.set(item.key, count + 1);
    return { item, id: `${item.key} ${count}` };
  });
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
