// Completing a reference from a record: pasted, or out of a file that the reader chooses.
// Invariant: what was pasted stays while other studies are looked at; it is only read.
import { useState, type ReactElement } from 'react';
import type { Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { FileInput } from '../../ui/FileInput.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { ToSet } from './CompleteForm.tsx';
import { keepPasted, usePasted } from './kept-texts.ts';
import { Proposal } from './Proposal.tsx';
import type { ReferenceView } from './reference-words.ts';
import styles from './Reference.module.css';
import { useRecord } from './use-record.ts';

export interface RecordProps {
  readonly slug: Slug;
  readonly view: ReferenceView;
  readonly isBusy: boolean;
  readonly onSet: (toSet: ToSet) => void;
}

/** The field to paste into, and what the record proposes. */
export function FromRecord({ slug, view, isBusy, onSet }: RecordProps): ReactElement {
  const text = usePasted(slug);
  const record = useRecord();
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File): Promise<void> => {
    try {
      const read = await file.text();
      keepPasted(slug, read);
      setProblem(null);
      record.read({ slug, text: read });
    } catch {
      setProblem(
        `“${file.name}” could not be read. What you pasted is still here. Choose the file again, or paste its text.`,
      );
    }
  };
  const { reading } = record;
  return (
    <>
      <TextInput
        label="Paste a record"
        lines={6}
        value={text}
        help="BibTeX, RIS, CSL-JSON or PubMed’s format (.nbib): what journals, PubMed and Zotero give under “Cite” or “Export”."
        onChange={(typed) => {
          keepPasted(slug, typed);
        }}
      />
      <FileInput
        label="Or choose a file with the record"
        accept=".bib,.ris,.json,.nbib,.txt,text/plain,application/json"
        onFile={(file) => void take(file)}
      />
      {problem !== null && (
        <Notice tone="danger" isAlert>
          <p dir="auto">{problem}</p>
        </Notice>
      )}
      <div>
        <Button
          look={reading === null ? 'main' : 'normal'}
          isDisabled={record.isAsking || text.trim() === ''}
          onPress={() => {
            record.read({ slug, text });
          }}
        >
          Read the record
        </Button>
      </div>
      <p role="status" className={styles['answer']}>
        {record.isAsking && 'Reading…'}
      </p>
      {record.error !== null && <ErrorNotice error={record.error} />}
      {reading !== null && (
        <Proposal
          // Another reading begins with its own ticks.
          key={`${reading.record ?? 0} ${reading.source} ${reading.proposal.length}`}
          reading={reading}
          asOf={view.asOf}
          isBusy={isBusy}
          onPick={(number) => {
            record.read({ slug, text, record: number });
          }}
          onSet={onSet}
        />
      )}
    </>
  );
}
