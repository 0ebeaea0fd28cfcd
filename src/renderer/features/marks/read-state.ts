// Marks the chosen studies as read, or as unread where all of them are read.
// Invariant: one request changes them all, so that one undo takes it back.
import { request } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import type { SearchRow } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { MAX_ROWS_PER_PAGE } from '../../../shared/domain/search.ts';

/** Rows of studies, a page at a time, until `isEnough` says so of a page. @throws ApiError */
export async function rowsOf(
  slugs: readonly Slug[],
  isEnough: (page: readonly SearchRow[]) => boolean = () => false,
): Promise<readonly SearchRow[]> {
  const rows: SearchRow[] = [];
  for (let from = 0; from < slugs.length; from += MAX_ROWS_PER_PAGE) {
    const page = await request('search.rows', {
      slugs: slugs.slice(from, from + MAX_ROWS_PER_PAGE),
    });
    rows.push(...page.rows);
    if (isEnough(page.rows)) break;
  }
  return rows;
}

/** Marks all as read; as unread where every one is read. @throws ApiError */
export async function toggleRead(slugs: readonly Slug[]): Promise<void> {
  const isUnread = ({ read }: SearchRow): boolean => read === 'unread';
  const rows = await rowsOf(slugs, (page) => page.some(isUnread));
  const state = rows.some(isUnread) || rows.length === 0 ? 'read' : 'unread';
  const { undo } = await request('read.set', { slugs: [...slugs], state });
  noteDone(undo);
}
