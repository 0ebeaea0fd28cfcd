// The form that completes a reference: by hand, from a record, or from the register of the DOI.
// Invariant: nothing is set before the reader has seen each value; closing the form drops what was typed, nothing else does.
import { useState, type ReactElement } from 'react';
import { keepReferenceForm, referenceFormNow } from '../../api/reference-form.ts';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { useSettings } from '../../api/settings-store.ts';
import { noteDone } from '../../api/undo-store.ts';
import type { MethodInput } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { ReferenceForm, ReferenceWay } from '../../../shared/domain/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { keepPasted } from './kept-texts.ts';
import { FromDoi } from './FromDoi.tsx';
import { FromRecord } from './FromRecord.tsx';
import type { ReferenceView } from './reference-words.ts';
import styles from './Reference.module.css';
import { TypedFields } from './TypedFields.tsx';

export interface CompleteFormProps {
  readonly slug: Slug;
  readonly view: ReferenceView;
  readonly form: ReferenceForm;
  readonly onClose: () => void;
}

/** What to set, and where it is from. */
export type ToSet = Pick<MethodInput<'reference.set'>, 'fields' | 'kind' | 'source'>;

const WAYS: readonly { readonly value: ReferenceWay; readonly label: string }[] = [
  { value: 'typed', label: 'Type it' },
  { value: 'record', label: 'Paste a record' },
];
const DOI_WAY = { value: 'doi', label: 'Look up the DOI' } as const;

/** The open form. */
export function CompleteForm({ slug, view, form, onClose }: CompleteFormProps): ReactElement {
  const hasLookup = useSettings(({ settings }) => settings.doiLookup);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const way = form.way === 'doi' && !hasLookup ? 'typed' : form.way;
  const set = async (toSet: ToSet): Promise<void> => {
    setBusy(true);
    try {
      const { undo } = await request('reference.set', { slug, ...toSet });
      setError(null);
      noteDone(undo);
      // What was typed while it was being saved is not saved yet.
      if (toSet.kind !== 'typed' || referenceFormNow(slug) === form) {
        keepPasted(slug, '');
        onClose();
      }
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const common = { slug, view, isBusy, onSet: (toSet: ToSet) => void set(toSet) };
  return (
    <div className={styles['form']}>
      <h4 tabIndex={-1}>Complete the reference</h4>
      <p className={styles['quiet']}>
        What you set here is kept in your library with its source and date, and is what exports
        write. The copy of the atlas stays as it is, and each field can be given back.
      </p>
      <Choice<ReferenceWay>
        label="How"
        value={way}
        options={hasLookup ? [...WAYS, DOI_WAY] : WAYS}
        onChange={(chosen) => {
          setError(null);
          keepReferenceForm(slug, { ...form, way: chosen });
        }}
      />
      {way === 'typed' && <TypedFields {...common} form={form} />}
      {way === 'record' && <FromRecord {...common} />}
      {way === 'doi' && <FromDoi {...common} />}
      {error !== null && (
        <>
          <ErrorNotice error={error} />
          <p>Nothing was set. All that you typed is still here.</p>
        </>
      )}
      <div>
        <Button
          onPress={() => {
            keepPasted(slug, '');
            onClose();
          }}
        >
          Close without setting anything
        </Button>
      </div>
    </div>
  );
}
