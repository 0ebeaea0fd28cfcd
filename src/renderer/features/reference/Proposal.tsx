// What a record would change, field by field: the reader ticks what to take.
// Invariant: a record that seems to be of another paper says so first, and then nothing is ticked for the reader.
import { useEffect, useRef, useState, type ReactElement } from 'react';
import {
  RECORD_FORMAT_NAMES,
  type ReferenceField,
} from '../../../shared/domain/reference-fields.ts';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/count-words.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { ToSet } from './CompleteForm.tsx';
import {
  labelOf,
  sourceInWords,
  valueInWords,
  type ProposedField,
  type RecordReading,
  type ReferenceView,
} from './reference-words.ts';
import styles from './Reference.module.css';

export interface ProposalProps {
  readonly reading: RecordReading;
  readonly asOf: ReferenceView['asOf'];
  readonly isBusy: boolean;
  /** Reads another record of the same text; null where there is only the one. */
  readonly onPick: ((record: number) => void) | null;
  readonly onSet: (toSet: ToSet) => void;
}

/** The confirmation. */
export function Proposal({ reading, asOf, isBusy, onPick, onSet }: ProposalProps): ReactElement {
  const { proposal, format, kind } = reading;
  const [ticked, setTicked] = useState<readonly ReferenceField[]>(() =>
    proposal.filter(({ suggested }) => suggested).map(({ field }) => field),
  );
  const [source, setSource] = useState(reading.source);
  const heading = useRef<HTMLHeadingElement>(null);
  // It was asked for with a button, and begins at its heading.
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const offered = proposal.filter(({ same, refused }) => !same && !refused);
  const refused = proposal.filter((each) => each.refused);
  const same = proposal.filter((each) => each.same && !each.refused);
  const taken = offered.filter(({ field }) => ticked.includes(field));
  return (
    <div className={styles['proposal']}>
      <h4 ref={heading} tabIndex={-1}>
        What the {RECORD_FORMAT_NAMES[format]} record says
      </h4>
      <Match match={reading.match} />
      {onPick !== null && reading.records.length > 1 && (
        <Records reading={reading} onPick={onPick} />
      )}
      {reading.problems.length > 0 && (
        <Notice tone="warn">
          <p>Not all of the text could be read. Nothing of it was set.</p>
          <Facts>
            {reading.problems.map(({ line, message }, place) => (
              <li key={place} dir="auto">
                {line === null ? message : `Line ${line}: ${message}`}
              </li>
            ))}
          </Facts>
        </Notice>
      )}
      {offered.length > 0 && (
        <fieldset className={styles['group']}>
          <legend className={styles['label']}>Take over</legend>
          {offered.map((field) => (
            <ProposedRow
              key={field.field}
              field={field}
              asOf={asOf}
              isOn={ticked.includes(field.field)}
              onChange={(isOn) => {
                const others = ticked.filter((each) => each !== field.field);
                setTicked(isOn ? [...others, field.field] : others);
              }}
            />
          ))}
        </fieldset>
      )}
      {refused.map((field) => (
        <p key={field.field} dir="auto">
          {labelOf(field)}: cannot be used. {field.remarks.join(' ')}
        </p>
      ))}
      {same.length > 0 && (
        <p className={styles['quiet']}>
          As it is cited already: {same.map(({ label }) => label).join(', ')}.
        </p>
      )}
      {reading.leftOut.length > 0 && (
        <Folded heading={`Left out: ${counted(reading.leftOut.length, 'field', 'fields')}`}>
          <p dir="auto">
            No field takes these: {reading.leftOut.map(({ name }) => name).join(', ')}.
          </p>
        </Folded>
      )}
      {offered.length === 0 ? (
        reading.record !== null && <p>The record has nothing that is not cited already.</p>
      ) : (
        <>
          <TextInput label="Where is it from?" value={source} onChange={setSource} />
          <div>
            <Button
              look="main"
              isDisabled={isBusy || taken.length === 0}
              onPress={() => {
                onSet({
                  fields: taken.map(({ field, proposed }) => ({ field, value: proposed })),
                  kind,
                  source: source.trim(),
                });
              }}
            >
              {taken.length === 0
                ? 'Tick what to take over'
                : `Set ${counted(taken.length, 'field', 'fields')}`}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Match({ match }: Pick<RecordReading, 'match'>): ReactElement | null {
  if (match === null) return null;
  const { verdict, sentence } = match;
  if (verdict === 'same') return <p dir="auto">{sentence}</p>;
  return (
    <Notice tone={verdict === 'other' ? 'danger' : 'warn'} isAlert>
      <p dir="auto">
        <strong>{sentence}</strong>
      </p>
      <p>Nothing was set, and nothing is ticked for you.</p>
    </Notice>
  );
}

interface RecordsProps {
  readonly reading: RecordReading;
  readonly onPick: (record: number) => void;
}

const SHOWN_RECORDS = 20;

function Records({ reading, onPick }: RecordsProps): ReactElement {
  const { records, record: chosen } = reading;
  const shown = records.filter(({ record }) => record <= SHOWN_RECORDS || record === chosen);
  return (
    <div className={styles['records']}>
      <p>
        {chosen === null
          ? `The text has ${records.length} records, and none is known to be of this paper. Which one is?`
          : `The text has ${records.length} records. This is number ${chosen}.`}
      </p>
      <Folded heading="Choose the record" isOpen={chosen === null}>
        <ul className={styles['records']}>
          {shown.map(({ record, title, year, authors, key }) => (
            <li key={record}>
              <Button
                aria-pressed={record === chosen}
                onPress={() => {
                  onPick(record);
                }}
              >
                <bdi>{`${record}. ${title ?? key ?? 'without a title'}`}</bdi>
              </Button>
              <p className={styles['quiet']} dir="auto">
                {[authors, year].filter((each) => each !== null).join(', ')}
              </p>
            </li>
          ))}
        </ul>
        {shown.length < records.length && (
          <p>The first {SHOWN_RECORDS} are shown. Paste the record alone to take another.</p>
        )}
      </Folded>
    </div>
  );
}

interface ProposedRowProps {
  readonly field: ProposedField;
  readonly asOf: ReferenceView['asOf'];
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function ProposedRow({ field, asOf, isOn, onChange }: ProposedRowProps): ReactElement {
  const present = valueInWords(field.field, field.present);
  const from = sourceInWords({ from: field.presentFrom, correction: null }, asOf);
  return (
    <div className={styles['row']}>
      <label className={styles['tick']}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
        <span dir="auto">
          <strong>{labelOf(field)}:</strong>{' '}
          {valueInWords(field.field, field.proposed) ?? 'nothing'}
        </span>
      </label>
      <p className={styles['quiet']} dir="auto">
        {present === null
          ? 'Nothing is cited now.'
          : `Cited now: ${present}${from === null ? (field.presentFrom === 'reader' ? ' (set by you)' : '') : ` (${from})`}`}
      </p>
      {field.remarks.map((remark) => (
        <p key={remark} className={styles['remark']} dir="auto">
          {remark}
        </p>
      ))}
    </div>
  );
}
