// Puts studies into a list, or takes them out of one: type a few letters, Enter.
// Invariant: it stays open and says what happened until the reader closes it.
import { useMemo, useState, type ReactElement } from 'react';
import { toApiError, type ApiError } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { ListView } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { studiesInWords } from '../../ui/count-words.ts';
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { addToList, addToNewList, takeOutOfList } from './list-changes.ts';
import { ListPicker } from './ListPicker.tsx';
import { pickerOptions, type PickerMode, type PickerOption } from './picker-options.ts';
import { useHeld } from './use-held.ts';
import styles from './AddToListDialog.module.css';

export interface AddToListDialogProps {
  readonly slugs: readonly Slug[];
  readonly onClose: () => void;
}

const NO_LISTS: readonly ListView[] = [];

/** The dialog. */
export function AddToListDialog({ slugs, onClose }: AddToListDialogProps): ReactElement {
  const { value, error: loadError, retry } = useAnswer('list.all', {}, ['library']);
  const lists = value?.lists ?? NO_LISTS;
  const held = useHeld(lists, slugs);
  const [mode, setMode] = useState<PickerMode>('add');
  const [typed, setTyped] = useState('');
  const [done, setDone] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const count = slugs.length;
  const options = useMemo(
    () => pickerOptions({ lists, typed, mode, held, count }),
    [lists, typed, mode, held, count],
  );
  const pick = (option: PickerOption): void => {
    setError(null);
    change(option, slugs, mode).then(
      (sentence) => {
        setDone(sentence);
        setTyped('');
      },
      (thrown: unknown) => {
        setDone('');
        setError(toApiError(thrown));
      },
    );
  };
  const what = count === 1 ? 'this study' : studiesInWords(count);
  const title = mode === 'add' ? `Add ${what} to a list` : `Take ${what} out of a list`;
  const label =
    mode === 'add' ? 'Name of a list, or of a new one' : 'Name of the list to take out of';
  return (
    <Dialog title={title} onClose={onClose}>
      <ListPicker
        label={label}
        typed={typed}
        onType={setTyped}
        options={options}
        nothing={nothingInWords({ mode, typed, what, isLoaded: value !== null })}
        onPick={pick}
      />
      <p className={styles['done']} dir="auto">
        {done}
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {loadError !== null && <ErrorNotice error={loadError} onRetry={retry} />}
      <Choice
        label="What to do"
        value={mode}
        options={[
          { value: 'add', label: 'Add' },
          { value: 'remove', label: 'Take out' },
        ]}
        onChange={setMode}
      />
      <DialogButtons>
        <Button onPress={onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}

function change(option: PickerOption, slugs: readonly Slug[], mode: PickerMode): Promise<string> {
  if (option.kind === 'new') return addToNewList(option.name, slugs);
  return mode === 'add' ? addToList(option.id, slugs) : takeOutOfList(option.id, slugs);
}

interface Nothing {
  readonly mode: PickerMode;
  readonly typed: string;
  readonly what: string;
  readonly isLoaded: boolean;
}

function nothingInWords({ mode, typed, what, isLoaded }: Nothing): string {
  if (!isLoaded) return 'Reading the lists…';
  if (mode === 'remove') {
    return typed.trim() === '' ? `No list holds ${what}.` : `No list of this name holds ${what}.`;
  }
  return 'There is no list yet. Type a name to make the first one.';
}
