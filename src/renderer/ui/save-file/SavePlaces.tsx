// Where the file can be put on this computer, and what happened when it was.
// Invariant: no path is typed; what happened stays in its place, which is always there.
import { useId, useState, type ReactElement } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import { Button } from '../Button.tsx';
import { Dialog, DialogButtons } from '../Dialog.tsx';
import { ErrorNotice } from '../Notice.tsx';
import { TextInput } from '../TextInput.tsx';
import { useSaving, type Saving, type WriteFile } from './use-saving.ts';
import styles from './SavePlaces.module.css';

export interface SavePlacesProps {
  readonly suggestedName: string;
  readonly onWrite: WriteFile;
  /** The command that does the same, for a host that can write no files. */
  readonly commandLine: string;
}

type Places = MethodOutput<'file.places'>;

/** The part "Save the file". */
export function SavePlaces({ suggestedName, onWrite, commandLine }: SavePlacesProps): ReactElement {
  const headingId = useId();
  const { value: places, error, retry } = useAnswer('file.places', {});
  const [typedName, setTypedName] = useState<string | null>(null);
  const [isNameMissing, setNameMissing] = useState(false);
  const saving = useSaving(onWrite);
  const name = (typedName ?? suggestedName).trim();
  const saveInto = (folder: number | null): void => {
    setNameMissing(name === '');
    if (name === '') return;
    saving.save({ name, folder, isDownload: folder === null && places?.chooser === 'download' });
  };
  return (
    <section className={styles['part']} aria-labelledby={headingId}>
      <h3 id={headingId} className={styles['heading']}>
        Save the file
      </h3>
      <TextInput
        label="File name"
        value={typedName ?? suggestedName}
        onChange={(typed) => {
          setTypedName(typed);
          setNameMissing(false);
        }}
        error={isNameMissing ? `Give the file a name, such as ${suggestedName}.` : null}
      />
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {places !== null && (
        <PlaceButtons places={places} name={name} commandLine={commandLine} onSave={saveInto} />
      )}
      <div className={styles['result']}>
        {saving.isSaving ? <p>Saving…</p> : saving.result !== null && <p>{saving.result}</p>}
        {saving.error !== null && <ErrorNotice error={saving.error} />}
      </div>
      {saving.asking !== null && <ReplaceDialog shown={saving.asking.shown} saving={saving} />}
    </section>
  );
}

interface PlaceButtonsProps {
  readonly places: Places;
  readonly name: string;
  readonly commandLine: string;
  readonly onSave: (folder: number | null) => void;
}

function PlaceButtons({ places, name, commandLine, onSave }: PlaceButtonsProps): ReactElement {
  const { chooser, folders } = places;
  if (chooser === 'none' && folders.length === 0) {
    return (
      <p>
        This window can write no files. The command line can: <code>{commandLine}</code>.
      </p>
    );
  }
  return (
    <div className={styles['buttons']}>
      {chooser !== 'none' && (
        <Button
          look="main"
          onPress={() => {
            onSave(null);
          }}
        >
          {chooser === 'dialog' ? 'Save file…' : `Download ${name}`}
        </Button>
      )}
      {folders.map((folder, place) => (
        <Button
          key={folder}
          onPress={() => {
            onSave(place);
          }}
        >
          {`Save into ${folder}`}
        </Button>
      ))}
    </div>
  );
}

interface ReplaceDialogProps {
  readonly shown: string;
  readonly saving: Saving;
}

function ReplaceDialog({ shown, saving }: ReplaceDialogProps): ReactElement {
  return (
    <Dialog title="Replace this file?" onClose={saving.cancel}>
      <p>
        <bdi>{shown}</bdi> was not written by this app, or was changed since. It has not been
        touched.
      </p>
      <p>
        You can replace it: what is in it now is kept beside it, as <bdi>{shown}</bdi>.bak. Or
        cancel, and choose another name.
      </p>
      <DialogButtons>
        <Button onPress={saving.cancel}>Cancel</Button>
        <Button look="danger" onPress={saving.replace}>
          Replace and keep the old file as .bak
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
