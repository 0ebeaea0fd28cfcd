// What the last run did, in a few sentences; all of it on demand.
import type { ReactElement } from 'react';
import { openReceipt } from '../../api/receipt-place.ts';
import type { SyncReceipt } from '../../../shared/domain/sync.ts';
import { Button } from '../../ui/Button.tsx';
import { ageInWords, dateTimeInWords } from '../../ui/dates.ts';
import { Sentences } from '../../ui/Facts.tsx';
import { Part } from '../../ui/Screen.tsx';
import { useNow } from '../../ui/use-now.ts';
import { KIND_WORDS, receiptInWords } from './receipt-words.ts';

export interface LastReceiptProps {
  /** Null before the first. */
  readonly receipt: SyncReceipt | null;
}

/** The part "The last receipt". */
export function LastReceipt({ receipt }: LastReceiptProps): ReactElement | null {
  const now = useNow();
  if (receipt === null) return null;
  const { kind, source, finishedAt, notices } = receipt;
  return (
    <Part title="The last receipt">
      <p>
        {KIND_WORDS[kind]}, from <bdi>{source}</bdi>, {dateTimeInWords(finishedAt)} (
        {ageInWords(finishedAt, now)}).
      </p>
      <Sentences lines={[...receiptInWords(receipt), ...notices]} />
      <div>
        <Button
          onPress={() => {
            openReceipt(receipt.id);
          }}
        >
          Show the whole receipt
        </Button>
      </div>
    </Part>
  );
}
