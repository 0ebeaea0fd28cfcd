// Something that is on or off, with what it does.
import { useId, type ReactElement } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components';
import styles from './SettingsView.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly help: string;
  readonly onChange: (isOn: boolean) => void;
}

/** A labelled switch. */
export function Switch({ label, isOn, help, onChange }: SwitchProps): ReactElement {
  const helpId = useId();
  return (
    <>
      <SwitchField isSelected={isOn} onChange={onChange} aria-describedby={helpId}>
        <SwitchButton className={styles['switch'] ?? ''}>
          <span className={styles['track']} aria-hidden="true" />
          {label}
        </SwitchButton>
      </SwitchField>
      <p id={helpId} className={styles['help']}>
        {help}
      </p>
    </>
  );
}
