// What there is to say about the query: an error at its place, what was read in a forgiving way, or how to search.
// Invariant: always as high; what is longer scrolls in itself; an error says what is still shown.
import type { ReactElement } from 'react';
import type { QueryNotice } from '../../../shared/domain/search.ts';
import type { ApiError } from '../../api/client.ts';
import { askAgain, useSearch } from '../../api/search-store.ts';
import { Button } from '../../ui/Button.tsx';
import { partOf, placeInRef } from './query-part.ts';
import styles from './BrowseList.module.css';

/** The messages of the search. */
export function SearchMessages({ id }: { readonly id: string }): ReactElement {
  const error = useSearch((state) => state.error);
  const errorOf = useSearch((state) => state.errorOf);
  const notices = useSearch((state) => state.opened?.notices);
  const query = useSearch((state) => state.of?.query ?? '');
  const hasMore = error !== null || (notices?.length ?? 0) > 0;
  return (
    <div
      id={id}
      className={styles['messages']}
      // What scrolls can be reached with the keyboard.
      {...(hasMore ? { role: 'group', 'aria-label': 'About this search', tabIndex: 0 } : {})}
    >
      {error !== null ? (
        <Failure error={error} query={errorOf ?? ''} />
      ) : notices !== undefined && notices.length > 0 ? (
        <Notices notices={notices} query={query} />
      ) : (
        <p className={styles['hint']}>
          Words, “phrases”, author:name, pem:required, year:2015..2020. Results show as you type.
        </p>
      )}
    </div>
  );
}

function Failure({
  error,
  query,
}: {
  readonly error: ApiError;
  readonly query: string;
}): ReactElement {
  const place = placeInRef(error.ref);
  const hasOlder = useSearch((state) => state.opened !== null);
  return (
    <div className={styles['failure']}>
      <p>
        {error.message}
        {hasOlder && ' Below are the studies found before.'}
      </p>
      {error.code === 'query-syntax' && place !== null && (
        <Part query={query} at={place.at} end={place.end} />
      )}
      {error.code !== 'query-syntax' && <Button onPress={() => void askAgain()}>Try again</Button>}
    </div>
  );
}

function Notices({
  notices,
  query,
}: {
  readonly notices: readonly QueryNotice[];
  readonly query: string;
}): ReactElement {
  return (
    <ul className={styles['notices']}>
      {notices.map(({ at, length, message }) => (
        <li key={`${at} ${length} ${message}`}>
          {length > 0 && <Part query={query} at={at} end={at + length} />}
          <p>{message}</p>
        </li>
      ))}
    </ul>
  );
}

interface PartProps {
  readonly query: string;
  readonly at: number;
  readonly end: number;
}

/** The query again, with the part in question underlined. */
function Part({ query, at, end }: PartProps): ReactElement {
  const { before, part, after } = partOf(query, at, end);
  return (
    <p className={styles['echo']} dir="auto">
      {before}
      {part === '' ? (
        <u className={styles['part']} aria-hidden="true">
          {'\u00A0\u00A0'}
        </u>
      ) : (
        <u className={styles['part']}>{part}</u>
      )}
      {after}
    </p>
  );
}
