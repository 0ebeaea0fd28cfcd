// A sync's states, progress and receipt.
import type { Slug, UnixMs } from './ids.ts';

export const SYNC_STATES = [
  'idle',
  'checking',
  'planning',
  'fetching',
  'removing',
  'finishing',
  'waiting',
  'paused',
  'needs-decision',
  'failed',
] as const;
export type SyncState = (typeof SYNC_STATES)[number];

export interface SyncProgress {
  readonly state: SyncState;
  readonly done: number;
  readonly total: number;
}

/** A page that could not be read as a study: kept out of the mirror and named here. */
export interface UnreadablePage {
  readonly slug: Slug;
  readonly url: string;
  readonly reason: string;
}

/** What a finished run did. All lists are slugs in alphabetical order. */
export interface SyncReceipt {
  readonly source: string;
  readonly startedAt: UnixMs;
  readonly finishedAt: UnixMs;
  /** How the studies were found. */
  readonly discovery: 'sitemap' | 'listing';
  readonly listed: number;
  readonly requests: number;
  readonly added: readonly Slug[];
  readonly changed: readonly Slug[];
  readonly unchanged: number;
  readonly unreadable: readonly UnreadablePage[];
  /** Known from this source, and no longer listed: kept, to be asked about. */
  readonly unlisted: readonly Slug[];
}
