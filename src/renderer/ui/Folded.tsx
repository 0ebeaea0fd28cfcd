// Something behind its heading, which is pressed to see it.
// Invariant: the heading is as high as everything that is pressed; the browser's own folding needs no script.
import type { ReactElement, ReactNode } from 'react';
import styles from './Folded.module.css';

export interface FoldedProps {
  readonly heading: ReactNode;
  readonly children: ReactNode;
  /** In a frame of its own, its heading in bold. */
  readonly isFramed?: boolean;
  /** Unfolded from the start. */
  readonly isOpen?: boolean;
  readonly onToggle?: (isOpen: boolean) => void;
}

/** The heading with what is behind it. */
export function Folded(props: FoldedProps): ReactElement {
  const { heading, children, isFramed = false, isOpen = false, onToggle } = props;
  return (
    <details
      className={isFramed ? styles['framed'] : undefined}
      open={isOpen}
      onToggle={(event) => {
        onToggle?.(event.currentTarget.open);
      }}
    >
      <summary className={styles['heading']}>{heading}</summary>
      {children}
    </details>
  );
}
