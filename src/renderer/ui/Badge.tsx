// A badge: a word on a quiet ground. The word carries the meaning, the colour only repeats it.
import type { ReactElement, ReactNode } from 'react';
import styles from './Badge.module.css';

export type BadgeTone = 'plain' | 'good' | 'warn' | 'danger';

export interface BadgeProps {
  readonly tone?: BadgeTone;
  readonly children: ReactNode;
}

/** A badge with words. */
export function Badge({ tone = 'plain', children }: BadgeProps): ReactElement {
  return <span className={`${styles['badge'] ?? ''} ${styles[tone] ?? ''}`}>{children}</span>;
}
