// A field to choose a file with, where the host has no dialog of its own.
// Invariant: the same file may be chosen again after it was mended.
import { useId, type ReactElement, type ReactNode, type Ref } from 'react';
import styles from './FileInput.module.css';

export interface FileInputProps {
  readonly label: string;
  /** As in HTML: endings and types. */
  readonly accept: string;
  readonly isDisabled?: boolean;
  readonly onFile: (file: File) => void;
  readonly ref?: Ref<HTMLInputElement>;
  /** What stands below it. */
  readonly children?: ReactNode;
}

/** The field with its label. */
export function FileInput(props: FileInputProps): ReactElement {
  const { label, accept, isDisabled = false, onFile, ref, children } = props;
  const id = useId();
  return (
    <div className={styles['file']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <input
        id={id}
        ref={ref}
        type="file"
        className={styles['chooser']}
        accept={accept}
        disabled={isDisabled}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          event.target.value = '';
        }}
      />
      {children}
    </div>
  );
}
