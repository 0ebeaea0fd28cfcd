// One of a few, all of them in sight: radio buttons in a row.
import type { ReactElement } from 'react';
import { Label, RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components';
import styles from './Choice.module.css';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly help?: string;
}

/** A labelled choice. */
export function Choice<T extends string>(props: ChoiceProps<T>): ReactElement {
  const { label, value, options, onChange, help } = props;
  return (
    <RadioGroup
      className={styles['group'] ?? ''}
      value={value}
      onChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <div className={styles['options']}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value}>
            <RadioButton className={styles['option'] ?? ''}>
              <span className={styles['dot']} aria-hidden="true" />
              {option.label}
            </RadioButton>
          </RadioField>
        ))}
      </div>
      {help !== undefined && (
        <Text slot="description" className={styles['help'] ?? ''}>
          {help}
        </Text>
      )}
    </RadioGroup>
  );
}
