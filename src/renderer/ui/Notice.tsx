// A message that stays until it is dealt with: what happened, what is safe, what to do.
import type { ReactElement, ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import { Button } from './Button.tsx';
import styles from './Notice.module.css';

export interface NoticeProps {
  readonly tone?: 'plain' | 'good' | 'warn' | 'danger';
  readonly children: ReactNode;
  /** `alert` is read out at once: for what went wrong just now. */
  readonly isAlert?: boolean;
}

/** A message in the page, never over it. */
export function Notice({ tone = 'plain', children, isAlert = false }: NoticeProps): ReactElement {
  return (
    <div
      className={`${styles['notice'] ?? ''} ${styles[tone] ?? ''}`}
      role={isAlert ? 'alert' : undefined}
    >
      {children}
    </div>
  );
}

export interface ErrorNoticeProps {
  readonly error: ApiError;
  /** Offered where trying again may help. */
  readonly onRetry?: (() => void) | undefined;
}

/** A failed request in words, with the way to try again. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps): ReactElement {
  return (
    <Notice tone="danger" isAlert>
      <p>{error.message}</p>
      {onRetry !== undefined && (
        <p>
          <Button onPress={onRetry}>Try again</Button>
        </p>
      )}
    </Notice>
  );
}
