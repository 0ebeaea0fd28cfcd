// Asks before a list is deleted, and says what stays.
import { useState, type ReactElement } from 'react';
import { toApiError, type ApiError } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { studiesInWords } from '../../ui/count-words.ts';
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';

export interface DeleteListDialogProps {
  readonly name: string;
  readonly size: number;
  /** @throws ApiError */
  readonly onDelete: () => Promise<void>;
  readonly onClose: () => void;
}

/** The question. */
export function DeleteListDialog(props: DeleteListDialogProps): ReactElement {
  const { name, size, onDelete, onClose } = props;
  const [error, setError] = useState<ApiError | null>(null);
  const confirm = (): void => {
    onDelete().catch((thrown: unknown) => {
      setError(toApiError(thrown));
    });
  };
  return (
    <Dialog title="Delete this list?" onClose={onClose}>
      <p>
        “<bdi>{name}</bdi>” goes, with its order of {studiesInWords(size)}. The studies themselves
        stay, and so do your notes, tags and codings.
      </p>
      <p>You can undo this: the list then comes back whole, with the note on it.</p>
      {error !== null && <ErrorNotice error={error} />}
      <DialogButtons>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="danger" onPress={confirm}>
          Delete this list
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
