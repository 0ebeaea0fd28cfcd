// A sync's states, progress and receipt.
// Invariant: a receipt is a value that stays true: it names studies and versions, and no row of a file.
import type { ContentHash, Slug, UnixMs } from './ids.ts';
import type { FieldChange } from './study-changes.ts';

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

/** Why a run waits: the site asked for silence, or it cannot be reached. */
export const WAIT_REASONS = ['site-asked', 'offline'] as const;

export interface SyncWait {
  readonly reason: (typeof WAIT_REASONS)[number];
  readonly until: UnixMs;
}

export interface SyncProgress {
  readonly state: SyncState;
  readonly done: number;
  readonly total: number;
  /** The study that was asked for last. */
  readonly current: Slug | null;
  /** Its title, where the copy or the starter set has one. */
  readonly currentTitle: string | null;
  /** How long the rest will take at the pace of the last minutes; null until that can be told. */
  readonly leftMs: number | null;
  /** Pages that could not be read so far. */
  readonly unreadable: number;
  readonly wait: SyncWait | null;
}

/** Before anything has begun. */
export const NO_PROGRESS: SyncProgress = {
  state: 'idle',
  done: 0,
  total: 0,
  current: null,
  currentTitle: null,
  leftMs: null,
  unreadable: 0,
  wait: null,
};

/** What a run is of that reads the kept pages again: it asks no site, and cannot be gone on with. */
export const KEPT_PAGES = 'the pages kept on this computer';

/** `by-hand` checks everything; `daily` the listing, what is new, the reader's own and a part of the rest. */
export const SYNC_KINDS = ['by-hand', 'daily'] as const;
export type SyncKind = (typeof SYNC_KINDS)[number];

/** What a receipt is of: a copy of a site, a bundle that was read in, or kept pages that were read anew. */
export const RECEIPT_KINDS = [...SYNC_KINDS, 'bundle', 'reread'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

export const DISCOVERY_KINDS = ['sitemap', 'listing'] as const;
export type DiscoveryKind = (typeof DISCOVERY_KINDS)[number];

/** A page that could not be read as a study: kept out of the mirror and named here. */
export interface UnreadablePage {
  readonly slug: Slug;
  readonly url: string;
  readonly reason: string;
}

/** A study that says something else than before; both versions are in the history. */
export interface ChangedStudy {
  readonly slug: Slug;
  readonly title: string;
  /** Both null in receipts of before versions were named. */
  readonly before: ContentHash | null;
  readonly after: ContentHash | null;
  readonly fields: readonly FieldChange[];
}

/** A study whose address leads to another one. */
export interface MovedStudy {
  readonly slug: Slug;
  readonly to: Slug;
}

/** What a finished run did. Lists are in alphabetical order of their slugs. */
export interface SyncReceipt {
  readonly id: string;
  readonly kind: ReceiptKind;
  readonly source: string;
  readonly startedAt: UnixMs;
  readonly finishedAt: UnixMs;
  /** How the studies were found; null where nothing had to be found. */
  readonly discovery: DiscoveryKind | null;
  readonly listed: number;
  readonly requests: number;
  readonly added: readonly Slug[];
  readonly changed: readonly ChangedStudy[];
  readonly unchanged: number;
  /** Of the unchanged: those whose date in the sitemap stood, so that they were not asked for. */
  readonly settled: number;
  readonly unreadable: readonly UnreadablePage[];
  /** Did not arrive: the site answered with an error, a refusal or a question for people, or not at all. */
  readonly failed: readonly UnreadablePage[];
  /** Known from this source, and no longer listed. Their addresses were asked. */
  readonly unlisted: readonly Slug[];
  /** Their addresses say that they are not there; kept until they say so again a day later. */
  readonly missing: readonly Slug[];
  /** Said so twice, a day apart: taken out of the copy, readable from the history. */
  readonly gone: readonly Slug[];
  readonly moved: readonly MovedStudy[];
  /** A banner that was not there before says retracted or withdrawn. */
  readonly retracted: readonly Slug[];
  /** Rows of this copy that were newer than a bundle's and stayed. */
  readonly kept: number;
  /** What else a reader should know, in sentences. */
  readonly notices: readonly string[];
}

/** What a run waits for an answer to: it would take more out of the copy than a guard lets pass. */
export interface PendingRemoval {
  readonly source: string;
  /** How many would go, of how many that came from the source; a few of them by name. */
  readonly gone: number;
  readonly moved: number;
  readonly of: number;
  readonly examples: readonly Slug[];
}

export const DECISIONS = ['remove', 'keep'] as const;
/** The reader's answer to a pending removal. */
export type RemovalDecision = (typeof DECISIONS)[number];

/** A run that was begun and is not finished, and is not at work just now. */
export interface UnfinishedSync {
  readonly source: string;
  readonly kind: SyncKind;
  readonly startedAt: UnixMs;
  readonly done: number;
  readonly total: number;
  /** Paused by the reader. */
  readonly isPaused: boolean;
  /** Ended by a fault, and waits for the reader; else it was ended by quitting or a crash and goes on by itself. */
  readonly hasFailed: boolean;
  readonly pendingRemoval: PendingRemoval | null;
}

/** A version of the atlas's own machinery, and how many studies of the copy were made by it. */
export interface CopyVersion {
  readonly generator: string | null;
  readonly scanner: string | null;
  readonly policy: string | null;
  readonly studies: number;
}
