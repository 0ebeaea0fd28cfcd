// Asks for the name of a list: a new one's, or another one.
// Invariant: what was typed stays until the core has taken it; a refusal stands at the field, in words.
import { useState, type ReactElement } from 'react';
import { toApiError, type ApiError } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import styles from './ListNameDialog.module.css';

export interface ListNameDialogProps {
  readonly title: string;
  readonly initialName: string;
  /** What the main button says. */
  readonly action: string;
  /** Asks the core, and closes the dialog where it agrees. @throws ApiError */
  readonly onName: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

// What the reader can put right at the field.
const OF_THE_NAME: ReadonlySet<string> = new Set(['name-taken', 'invalid-input']);

/** A dialog with one field. */
export function ListNameDialog(props: ListNameDialogProps): ReactElement {
  const { title, initialName, action, onName, onClose } = props;
  const [name, setName] = useState(initialName);
  const [error, setError] = useState<ApiError | null>(null);
  const [isAsking, setAsking] = useState(false);
  const submit = async (): Promise<void> => {
    if (isAsking) return;
    setAsking(true);
    try {
      await onName(name);
    } catch (thrown) {
      setError(toApiError(thrown));
    }
    setAsking(false);
  };
  const ofName = error !== null && OF_THE_NAME.has(error.code);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          label="Name of the list"
          value={name}
          onChange={(typed) => {
            setName(typed);
            setError(null);
          }}
          error={ofName ? error.message : null}
          hasAutoFocus
        />
        {error !== null && !ofName && <ErrorNotice error={error} />}
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit">
            {action}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
