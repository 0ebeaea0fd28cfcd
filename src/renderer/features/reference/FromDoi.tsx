// Completing a reference from the register of its DOI; only where the reader has switched that on.
// Invariant: nothing is sent before the button is pressed, and then the DOI alone.
import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { RecordProps } from './FromRecord.tsx';
import { Proposal } from './Proposal.tsx';
import styles from './Reference.module.css';
import { useRecord } from './use-record.ts';

/** The DOI, and what its register proposes. */
export function FromDoi({ slug, view, isBusy, onSet }: RecordProps): ReactElement {
  const cited = view.fields.find(({ field }) => field === 'doi')?.value;
  const [doi, setDoi] = useState(typeof cited === 'string' ? cited : '');
  const record = useRecord();
  const { reading } = record;
  return (
    <>
      <TextInput
        label="DOI"
        value={doi}
        help="When you press the button, this DOI is sent to doi.org, which leads to the register that has the paper. Nothing else is sent."
        onChange={setDoi}
      />
      <div>
        <Button
          look={reading === null ? 'main' : 'normal'}
          isDisabled={record.isAsking || doi.trim() === ''}
          onPress={() => {
            record.lookUp({ slug, doi: doi.trim() });
          }}
        >
          Look it up at doi.org
        </Button>
      </div>
      <p role="status" className={styles['answer']}>
        {record.isAsking && 'Asking doi.org…'}
      </p>
      {record.error !== null && <ErrorNotice error={record.error} />}
      {reading !== null && (
        <Proposal
          key={reading.source}
          reading={reading}
          asOf={view.asOf}
          isBusy={isBusy}
          onPick={null}
          onSet={onSet}
        />
      )}
    </>
  );
}
