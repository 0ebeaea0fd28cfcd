// The fields of one's own coding.
import type { ReactElement } from 'react';
import type { CodingAnswer } from '../../../shared/domain/library.ts';
import type { CodingForm } from '../../../shared/domain/settings.ts';
import { Choice } from '../../ui/Choice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { COMMON_DEFINITIONS } from './coding-form.ts';
import styles from './Coding.module.css';

export interface CodingFieldsProps {
  readonly form: CodingForm;
  readonly isAnswerMissing: boolean;
  readonly onChange: (form: CodingForm) => void;
}

const ANSWERS: readonly { readonly value: CodingAnswer | ''; readonly label: string }[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'unclear', label: 'Unclear' },
];

/** The fields. */
export function CodingFields({ form, isAnswerMissing, onChange }: CodingFieldsProps): ReactElement {
  const change = (patch: Partial<CodingForm>): void => {
    onChange({ ...form, ...patch });
  };
  return (
    <>
      <fieldset className={styles['group']}>
        <legend className={styles['label']}>Case definitions used</legend>
        <div className={styles['options']}>
          {COMMON_DEFINITIONS.map((name) => (
            <Tick
              key={name}
              label={name}
              isOn={form.common.includes(name)}
              onChange={(isOn) => {
                const others = form.common.filter((each) => each !== name);
                change({ common: isOn ? [...others, name] : others });
              }}
            />
          ))}
        </div>
      </fieldset>
      <TextInput
        label="Other definitions, one on each line"
        lines={2}
        value={form.others}
        onChange={(others) => {
          change({ others });
        }}
      />
      <Choice<CodingAnswer | ''>
        label="Was PEM required to take part?"
        value={form.required}
        options={ANSWERS}
        onChange={(required) => {
          change({ required });
        }}
      />
      <p className={styles['problem']} role="alert">
        {isAnswerMissing &&
          'Choose yes, no or unclear; then it can be saved. Nothing that you typed is lost.'}
      </p>
      <TextInput
        label="How it was established"
        help="For example: methods section; asked the authors."
        value={form.how}
        onChange={(how) => {
          change({ how });
        }}
      />
      <TextInput
        label="Quote"
        lines={3}
        value={form.quote}
        onChange={(quote) => {
          change({ quote });
        }}
      />
      <TextInput
        label="Page"
        value={form.page}
        onChange={(page) => {
          change({ page });
        }}
      />
      <Tick
        label="Checked against the full text"
        isOn={form.checkedFullText}
        onChange={(checkedFullText) => {
          change({ checkedFullText });
        }}
      />
    </>
  );
}

interface TickProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Tick({ label, isOn, onChange }: TickProps): ReactElement {
  return (
    <label className={styles['option']}>
      <input
        type="checkbox"
        className={styles['tick']}
        checked={isOn}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      {label}
    </label>
  );
}
