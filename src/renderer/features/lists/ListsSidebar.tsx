// The lists to go to: all studies first, then every list with its size. Studies can be dropped on one.
// Invariant: the order is the core's; a drop is said in words, and its sign is not a colour alone.
import { useState, type ReactElement } from 'react';
import { request, toApiError } from '../../api/client.ts';
import { useSettings } from '../../api/settings-store.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import type { ListId, Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { addToList } from './list-changes.ts';
import { ListEntry } from './ListEntry.tsx';
import { ListNameDialog } from './ListNameDialog.tsx';
import styles from './ListsSidebar.module.css';

export interface ListsSidebarProps {
  /** The list that is shown; null for all studies. */
  readonly openList: ListId | null;
  readonly onOpen: (list: ListId | null) => void;
}

/** The navigation "Lists". */
export function ListsSidebar({ openList, onOpen }: ListsSidebarProps): ReactElement {
  const { value, error, retry } = useAnswer('list.all', {}, ['library']);
  const isWorkspace = useSettings(
    ({ place }) => place.screen === 'browse' || place.screen === 'list',
  );
  const [isNaming, setNaming] = useState(false);
  const [dropProblem, setDropProblem] = useState<string | null>(null);
  useCommand('list.create', () => {
    setNaming(true);
  });
  const create = async (name: string): Promise<void> => {
    const { list, undo } = await request('list.create', { name });
    setNaming(false);
    noteDone(undo);
    onOpen(list.id);
  };
  const drop = (list: ListId, slugs: readonly Slug[]): void => {
    setDropProblem(null);
    addToList(list, slugs).catch((thrown: unknown) => {
      setDropProblem(toApiError(thrown).message);
    });
  };
  return (
    <nav className={styles['sidebar']} aria-labelledby="lists-heading">
      <h2 id="lists-heading" className={styles['heading']}>
        Lists
      </h2>
      <ul className={styles['lists']}>
        <ListEntry
          list={null}
          isCurrent={isWorkspace && openList === null}
          onOpen={() => {
            onOpen(null);
          }}
        />
        {(value?.lists ?? []).map((list) => (
          <ListEntry
            key={list.id}
            list={list}
            isCurrent={isWorkspace && openList === list.id}
            onOpen={() => {
              onOpen(list.id);
            }}
            onDrop={(slugs) => {
              drop(list.id, slugs);
            }}
          />
        ))}
      </ul>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {dropProblem !== null && (
        <Notice tone="danger" isAlert>
          <p>{dropProblem}</p>
        </Notice>
      )}
      <Button
        onPress={() => {
          setNaming(true);
        }}
      >
        New list
      </Button>
      {isNaming && (
        <ListNameDialog
          title="New list"
          initialName=""
          action="Make the list"
          onName={create}
          onClose={() => {
            setNaming(false);
          }}
        />
      )}
    </nav>
  );
}
