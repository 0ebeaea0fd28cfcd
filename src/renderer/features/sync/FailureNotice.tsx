// Why the last copy ended early, in the core's words, with what can be done.
// Invariant: no connection, or another program at work, is told calmly; nothing of it is an alarm.
import type { ReactElement } from 'react';
import { runCommand } from '../../commands/registry.ts';
import type { SyncStateView } from '../../../shared/contract/types.ts';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { Notice } from '../../ui/Notice.tsx';

const CALM: ReadonlySet<ErrorCode> = new Set(['source-unreachable', 'sync-running']);
/** The site does not give its pages to the program, but perhaps to a browser. */
const BY_HAND: ReadonlySet<ErrorCode> = new Set(['unreadable-site', 'source-refused']);

export interface FailureNoticeProps {
  readonly failure: NonNullable<SyncStateView['failure']>;
  readonly onRetry: () => void;
}

/** The notice. */
export function FailureNotice({ failure, onRetry }: FailureNoticeProps): ReactElement {
  return (
    <Notice tone={CALM.has(failure.code) ? 'plain' : 'danger'}>
      <p>
        {failure.code === 'sync-running' ? '' : 'The last copy stopped. '}
        {failure.message}
      </p>
      <ButtonRow>
        <Button onPress={onRetry}>Try again</Button>
        {BY_HAND.has(failure.code) && (
          <Button
            onPress={() => {
              runCommand('go.add-page');
            }}
          >
            Add a page by hand
          </Button>
        )}
      </ButtonRow>
    </Notice>
  );
}
