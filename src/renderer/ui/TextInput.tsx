// A field for a line or a block of text, with its label, its help and its error where they belong.
import type { ReactElement, ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import styles from './TextInput.module.css';

export interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ReactNode;
  /** In words, where the text is not accepted; null where it is. */
  readonly error?: string | null;
  /** How many lines are shown; one is a plain field. */
  readonly lines?: number;
  readonly isRequired?: boolean;
  readonly hasAutoFocus?: boolean;
  readonly onBlur?: () => void;
}

/** A labelled text field. */
export function TextInput(props: TextInputProps): ReactElement {
  const { label, value, onChange, help, error = null, lines = 1 } = props;
  return (
    <TextField
      className={styles['field'] ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      isRequired={props.isRequired ?? false}
      autoFocus={props.hasAutoFocus ?? false}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
      validationBehavior="aria"
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      {lines === 1 ? (
        <Input dir="auto" className={styles['input'] ?? ''} />
      ) : (
        <TextArea dir="auto" className={styles['input'] ?? ''} rows={lines} />
      )}
      {help !== undefined && (
        <Text slot="description" className={styles['help'] ?? ''}>
          {help}
        </Text>
      )}
      <FieldError className={styles['error'] ?? ''}>{error}</FieldError>
    </TextField>
  );
}
