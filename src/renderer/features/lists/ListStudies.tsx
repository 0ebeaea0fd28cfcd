// The studies of a list: the grid in the list's own order, and what is done with the chosen ones.
// Invariant: the line for messages is always there, so that nothing jumps when something is said.
import { useState, type ReactElement } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { toApiError } from '../../api/client.ts';
import { select } from '../../api/selection.ts';
import { changePlace, useSettings } from '../../api/settings-store.ts';
import { useCommand } from '../../commands/registry.ts';
import type { ListView } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { studiesInWords } from '../../ui/count-words.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { StudyGrid } from '../../ui/grid/StudyGrid.tsx';
import { takeOutOfList } from './list-changes.ts';
import { movedInWords, shortTitle } from './list-words.ts';
import { useListFocus } from './use-list-focus.ts';
import { useListRows } from './use-list-rows.ts';
import styles from './ListView.module.css';

export interface ListStudiesProps {
  readonly list: ListView;
  readonly order: readonly Slug[];
  readonly move: (from: number, to: number, sentence: string) => void;
  /** What was said of the last move is not true. */
  readonly hasMoveFailed: boolean;
  /** False while another screen covers the list. */
  readonly isShown: boolean;
  readonly onEnterStudy: () => void;
}

/** The grid with its buttons; for an empty list, how to fill it. */
export function ListStudies(props: ListStudiesProps): ReactElement {
  const { list, order, move, isShown, onEnterStudy } = props;
  const count = order.length;
  const [initialScroll] = useState(() => useSettings.getState().place.listScroll);
  const focus = useListFocus(order);
  const rows = useListRows(order);
  const [message, setMessage] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const say = (sentence: string): void => {
    setMessage(sentence);
    setProblem(null);
  };
  const moveTo = (from: number, to: number): void => {
    const slug = order[from];
    if (slug === undefined) return;
    const title = shortTitle(rows.rowOf(slug)?.title ?? slug);
    if (to < 0 || to >= count) {
      const sentence = `“${title}” is ${to < 0 ? 'first' : 'last'} in the list already.`;
      say(sentence);
      announce(sentence);
      return;
    }
    const sentence = movedInWords(title, to + 1, count);
    say(sentence);
    move(from, to, sentence);
    focus.follow(slug, to);
  };
  const { activePlace, activeSlug, chosen } = focus;
  const acting = chosen.length > 0 ? chosen : activeSlug === null ? [] : [activeSlug];
  const takeOut = (): void => {
    if (acting.length === 0) return;
    takeOutOfList(list.id, acting).then(say, (thrown: unknown) => {
      setProblem(toApiError(thrown).message);
    });
  };
  const canAct = isShown && count > 0;
  useCommand(
    'entry.up',
    () => {
      moveTo(activePlace, activePlace - 1);
    },
    canAct,
  );
  useCommand(
    'entry.down',
    () => {
      moveTo(activePlace, activePlace + 1);
    },
    canAct,
  );
  useCommand('entry.remove', takeOut, canAct);
  useCommand(
    'study.next',
    () => {
      focus.activate(Math.min(activePlace + 1, count - 1));
    },
    canAct,
  );
  useCommand(
    'study.previous',
    () => {
      focus.activate(Math.max(activePlace - 1, 0));
    },
    canAct,
  );

  return (
    <>
      {count === 0 && <EmptyList name={list.name} />}
      {problem !== null && (
        <Notice tone="danger" isAlert>
          <p>{problem}</p>
        </Notice>
      )}
      {rows.error !== null && <ErrorNotice error={rows.error} onRetry={rows.retry} />}
      <div className={styles['bar']}>
        {count > 0 && (
          <div className={styles['acts']} role="group" aria-label="Studies of this list">
            <Button
              onPress={() => {
                moveTo(activePlace, activePlace - 1);
              }}
            >
              Move up
            </Button>
            <Button
              onPress={() => {
                moveTo(activePlace, activePlace + 1);
              }}
            >
              Move down
            </Button>
            <Button onPress={takeOut}>
              {chosen.length > 1
                ? `Take ${studiesInWords(chosen.length)} out`
                : 'Take out of this list'}
            </Button>
            {chosen.length > 0 && (
              <Button
                look="quiet"
                onPress={() => {
                  select([]);
                }}
              >
                {`Choose none of the ${chosen.length}`}
              </Button>
            )}
          </div>
        )}
        <p className={styles['message']} dir="auto">
          {props.hasMoveFailed ? '' : message}
        </p>
      </div>
      {count > 0 && (
        <StudyGrid
          label={`${list.name}, ${studiesInWords(count)}`}
          count={count}
          rowAt={(place) => rows.rowOf(order[place])}
          onVisible={rows.onVisible}
          terms={[]}
          activePlace={activePlace}
          openSlug={focus.openSlug}
          selected={focus.selected}
          onActivate={focus.activate}
          onToggle={focus.toggle}
          onExtend={focus.extend}
          onSelectAll={() => {
            select(order);
          }}
          onEnter={onEnterStudy}
          onMove={moveTo}
          contents={list.id}
          initialScroll={initialScroll}
          onScroll={(top) => {
            changePlace({ listScroll: Math.round(top) });
          }}
          slugsToDrag={(place) => slugsToDrag({ order, chosen, place })}
        />
      )}
    </>
  );
}

interface Dragged {
  readonly order: readonly Slug[];
  readonly chosen: readonly Slug[];
  readonly place: number;
}

/** All that are chosen, where one of them is dragged; else the dragged one alone. */
function slugsToDrag({ order, chosen, place }: Dragged): readonly Slug[] {
  const slug = order[place];
  if (slug === undefined) return [];
  return chosen.includes(slug) ? chosen : [slug];
}

function EmptyList({ name }: { readonly name: string }): ReactElement {
  return (
    <Notice>
      <p>No study is in this list yet. There are three ways to add some, from all studies:</p>
      <ul className={styles['ways']}>
        <li>Open a study and press the key “l”.</li>
        <li>Choose “Add to a list” from all commands.</li>
        <li>
          Drag studies with the mouse onto “<bdi>{name}</bdi>” in the lists at the side.
        </li>
      </ul>
    </Notice>
  );
}
