// All receipts, newest first, found again by what is in them.
// Invariant: what was found stays until something newer is there.
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { gotReceipts, openReceipt, useReceiptPlace } from '../../api/receipt-place.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { dateTimeInWords } from '../../ui/dates.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part } from '../../ui/Screen.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import styles from './Receipt.module.css';

const FIRST = 10;
/** The most that the core gives. */
const MOST = 200;

/** The part "Receipts". */
export function ReceiptsPart(): ReactElement {
  const [query, setQuery] = useState('');
  const [limit, setLimit] = useState(FIRST);
  // One more than is shown tells whether there are more.
  const asked = Math.min(limit + 1, MOST);
  const answer = useAnswer('sync.receipts', { query, limit: asked }, ['mirror']);
  const heading = useRef<HTMLHeadingElement>(null);
  const isWanted = useReceiptPlace((place) => place.isListWanted);
  useEffect(() => {
    if (!isWanted) return;
    // After the window has shown the screen, whose beginning would take the focus.
    const timer = setTimeout(() => {
      heading.current?.focus();
      gotReceipts();
    });
    return () => {
      clearTimeout(timer);
    };
  }, [isWanted]);
  const receipts = answer.value?.receipts ?? [];
  return (
    <Part title="Receipts" headingRef={heading}>
      <p>
        Each run leaves a receipt of what it did. Search them for a study, a journal, a badge, a
        reason.
      </p>
      <TextInput
        label="Search the receipts"
        value={query}
        onChange={(typed) => {
          setQuery(typed);
          setLimit(FIRST);
        }}
      />
      {answer.error !== null && <ErrorNotice error={answer.error} onRetry={answer.retry} />}
      {answer.value !== null && receipts.length === 0 && (
        <p>
          {query.trim() === '' ? 'There is no receipt yet.' : 'No receipt has all these words.'}
        </p>
      )}
      <ul className={styles['list']}>
        {receipts.slice(0, limit).map(({ id, finishedAt, summary }) => (
          <li key={id}>
            <button
              type="button"
              className={styles['receipt']}
              onClick={() => {
                openReceipt(id);
              }}
            >
              <span className={styles['when']}>{dateTimeInWords(finishedAt)}</span>
              <span>{summary}</span>
            </button>
          </li>
        ))}
      </ul>
      {receipts.length > limit && (
        <div>
          <Button
            onPress={() => {
              setLimit(MOST);
            }}
          >
            Show earlier ones
          </Button>
        </div>
      )}
    </Part>
  );
}
