// The evidence table of a list: its columns, its format, and where to put it.
// Invariant: each column of PEM says whose it is; notes of the reader's come only where they are ticked.
import { useId, useState, type ReactElement } from 'react';
import { request } from '../../api/client.ts';
import type { ListId } from '../../../shared/domain/ids.ts';
import {
  DEFAULT_EVIDENCE_COLUMNS,
  EVIDENCE_COLUMNS,
  EVIDENCE_EXTENSIONS,
  EVIDENCE_HEADINGS,
  type EvidenceColumn,
  type EvidenceFormat,
} from '../../../shared/domain/evidence-table.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { SavePlaces } from '../../ui/save-file/SavePlaces.tsx';
import type { WriteFile } from '../../ui/save-file/use-saving.ts';
import styles from './ExportView.module.css';
import { tableSavedInWords } from './saved-words.ts';

const FORMATS: readonly { readonly value: EvidenceFormat; readonly label: string }[] = [
  { value: 'csv', label: 'CSV' },
  { value: 'markdown', label: 'Markdown' },
  { value: 'latex', label: 'LaTeX table' },
];

export interface EvidencePartProps {
  readonly listId: ListId;
  /** The name of the bibliography's file, which the table's is made from. */
  readonly beside: string;
}

/** The part "Evidence table", folded until it is wanted. */
export function EvidencePart(props: EvidencePartProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <Folded isFramed heading="Evidence table" isOpen={isOpen} onToggle={setOpen}>
      {isOpen && <Table {...props} />}
    </Folded>
  );
}

function Table({ listId, beside }: EvidencePartProps): ReactElement {
  const id = useId();
  const [format, setFormat] = useState<EvidenceFormat>('csv');
  const [columns, setColumns] = useState<readonly EvidenceColumn[]>(DEFAULT_EVIDENCE_COLUMNS);
  const write: WriteFile = async ({ target, shown }, force) => {
    const chosen = EVIDENCE_COLUMNS.filter((column) => columns.includes(column));
    const saved = await request('evidence.save', {
      ...{ list: listId, format, columns: chosen, target, force },
    });
    return tableSavedInWords(saved, shown);
  };
  const name = beside.replace(/\.[^.]*$/u, '');
  return (
    <section className={styles['part']} aria-label="Evidence table">
      <Choice label="Write it as" value={format} options={FORMATS} onChange={setFormat} />
      <fieldset className={styles['columns']} aria-describedby={id}>
        <legend>Columns</legend>
        {EVIDENCE_COLUMNS.map((column) => (
          <label key={column} className={styles['tick']}>
            <input
              type="checkbox"
              checked={columns.includes(column)}
              onChange={({ currentTarget }) => {
                const others = columns.filter((each) => each !== column);
                setColumns(currentTarget.checked ? [...others, column] : others);
              }}
            />
            {EVIDENCE_HEADINGS[column]}
          </label>
        ))}
      </fieldset>
      {columns.length === 0 ? (
        <p id={id}>Tick a column at least; then the table can be saved.</p>
      ) : (
        <SavePlaces
          key={format}
          suggestedName={`${name}-evidence.${EVIDENCE_EXTENSIONS[format]}`}
          commandLine="companion table"
          onWrite={write}
        />
      )}
    </section>
  );
}
