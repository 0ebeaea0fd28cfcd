// An open list: its name, what can be done with it, and its studies in their own order.
// Invariant: the order is the core's, a move is shown at once, and the focus goes with the study.
import { useState, type ReactElement, type ReactNode } from 'react';
import { request, type ApiError } from '../../api/client.ts';
import { openPrint } from '../../api/printing.ts';
import { useSettings } from '../../api/settings-store.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useCommand } from '../../commands/registry.ts';
import type { ListId } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { studiesInWords } from '../../ui/count-words.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { DeleteListDialog } from './DeleteListDialog.tsx';
import { ListNameDialog } from './ListNameDialog.tsx';
import { ListStudies } from './ListStudies.tsx';
import { useListOrder } from './use-list-order.ts';
import styles from './ListView.module.css';

export interface ListViewProps {
  readonly listId: ListId;
  /** Moves the focus into the study beside. */
  readonly onEnterStudy: () => void;
  /** The list's note, shown when it is asked for. */
  readonly noteSlot: ReactNode;
  readonly onExport: () => void;
  /** The list is no longer there to be shown. */
  readonly onClosed: () => void;
}

/** The middle pane when a list is open. */
export function ListView(props: ListViewProps): ReactElement {
  const { listId, onEnterStudy, noteSlot, onExport, onClosed } = props;
  const isShown = useSettings(({ place }) => place.screen === 'list');
  const listOrder = useListOrder(listId);
  const { value, error, retry } = listOrder.shown;
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [isNoteShown, setNoteShown] = useState(false);
  const toggleNote = (): void => {
    setNoteShown(!isNoteShown);
  };
  const openDialog = (kind: 'rename' | 'delete') => (): void => {
    setDialog(kind);
  };
  const close = (): void => {
    setDialog(null);
  };
  const isThere = value !== null;
  useCommand('list.rename', openDialog('rename'), isShown && isThere);
  useCommand('list.delete', openDialog('delete'), isShown && isThere);
  useCommand('list.note', toggleNote, isShown && isThere);
  useCommand('list.export', onExport, isShown && isThere);
  const print = (): void => {
    openPrint({ list: listId });
  };
  useCommand('list.print', print, isShown && isThere);

  const rename = async (name: string): Promise<void> => {
    const { undo } = await request('list.rename', { list: listId, name });
    close();
    noteDone(undo);
  };
  const remove = async (): Promise<void> => {
    const { undo } = await request('list.delete', { list: listId });
    onClosed();
    noteDone(undo);
  };

  if (error?.code === 'not-found') return <GoneNotice onClosed={onClosed} />;
  if (value === null) return <Waiting error={error} onRetry={retry} />;
  const { list, notes } = value;
  const size = listOrder.order.length;
  return (
    <div className={styles['view']}>
      <header className={styles['header']}>
        <h2 className={styles['title']} id="list-heading" tabIndex={-1} dir="auto">
          {list.name}
        </h2>
        <p className={styles['size']}>
          {studiesInWords(size)}
          {notes.length > 0 ? '. There is a note on this list.' : ''}
        </p>
        <div className={styles['buttons']} role="group" aria-label="This list">
          <Button onPress={onExport}>Export</Button>
          <Button onPress={print}>Print…</Button>
          <Button onPress={toggleNote} aria-expanded={isNoteShown} aria-controls="list-note">
            Note on this list
          </Button>
          <Button onPress={openDialog('rename')}>Rename</Button>
          <Button onPress={openDialog('delete')}>Delete</Button>
        </div>
      </header>
      <div id="list-note" className={styles['note']} hidden={!isNoteShown}>
        {isNoteShown && noteSlot}
      </div>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {listOrder.moveError !== null && <ErrorNotice error={listOrder.moveError} />}
      <ListStudies
        list={list}
        order={listOrder.order}
        move={listOrder.move}
        hasMoveFailed={listOrder.moveError !== null}
        isShown={isShown}
        onEnterStudy={onEnterStudy}
      />
      {dialog === 'rename' && (
        <ListNameDialog
          title="Rename this list"
          initialName={list.name}
          action="Rename"
          onName={rename}
          onClose={close}
        />
      )}
      {dialog === 'delete' && (
        <DeleteListDialog name={list.name} size={size} onDelete={remove} onClose={close} />
      )}
    </div>
  );
}

interface WaitingProps {
  readonly error: ApiError | null;
  readonly onRetry: () => void;
}

function Waiting({ error, onRetry }: WaitingProps): ReactElement {
  return (
    <div className={styles['view']}>
      {error === null ? (
        <p className={styles['size']}>Opening the list…</p>
      ) : (
        <ErrorNotice error={error} onRetry={onRetry} />
      )}
    </div>
  );
}

function GoneNotice({ onClosed }: { readonly onClosed: () => void }): ReactElement {
  return (
    <div className={styles['view']}>
      <Notice tone="warn">
        <p>
          This list is no longer there: it was deleted, or making it was undone. Its studies and
          your notes on them are safe.
        </p>
        <p>
          <Button onPress={onClosed}>Go to all studies</Button>
        </p>
      </Notice>
    </div>
  );
}
