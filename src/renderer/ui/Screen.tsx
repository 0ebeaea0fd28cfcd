// A screen of words and forms: one column, as wide as the reader likes lines.
import type { ReactElement, ReactNode, Ref } from 'react';
import styles from './Screen.module.css';

export interface ScreenProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
  /** For a screen that begins at its heading by itself: the heading can then have the focus. */
  readonly headingRef?: Ref<HTMLHeadingElement>;
}

/** A screen with its heading. */
export function Screen({ title, children, ref, headingRef }: ScreenProps): ReactElement {
  return (
    <div className={styles['screen']} ref={ref}>
      <h2
        className={styles['title']}
        ref={headingRef}
        tabIndex={headingRef === undefined ? undefined : -1}
      >
        {title}
      </h2>
      {children}
    </div>
  );
}

export interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
  /** As of a screen. */
  readonly headingRef?: Ref<HTMLHeadingElement>;
}

/** One headed part of a screen. */
export function Part({ title, children, headingRef }: PartProps): ReactElement {
  return (
    <section className={styles['part']}>
      <h3
        className={styles['heading']}
        ref={headingRef}
        tabIndex={headingRef === undefined ? undefined : -1}
      >
        {title}
      </h3>
      {children}
    </section>
  );
}

/** A part that says by itself what it is, and has a name for those who hear it. */
export function PlainPart({ label, children }: PlainPartProps): ReactElement {
  return (
    <section className={styles['part']} aria-label={label}>
      {children}
    </section>
  );
}

export interface PlainPartProps {
  readonly label: string;
  readonly children: ReactNode;
}
