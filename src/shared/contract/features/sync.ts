// Copying the atlas: runs, how they stand, and what they did.
import { z } from 'zod';
import {
  DECISIONS,
  DISCOVERY_KINDS,
  RECEIPT_KINDS,
  SYNC_KINDS,
  SYNC_STATES,
  WAIT_REASONS,
} from '../../domain/sync.ts';
import type { ContentHash } from '../../domain/ids.ts';
import { ERROR_CODES } from '../errors.ts';
import { slug, unixMs } from '../study-schemas.ts';
import { nothing, textOrNull, texts } from './common.ts';

const contentHash = z.custom<ContentHash>(
  (value) => typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value),
  'not a content hash',
);
const fieldChange = z.strictObject({
  field: z.string(),
  label: z.string(),
  before: textOrNull,
  after: textOrNull,
});
const count = z.number().int().min(0);

export const receipt = z.strictObject({
  id: z.string(),
  kind: z.enum(RECEIPT_KINDS),
  source: z.string(),
  startedAt: unixMs,
  finishedAt: unixMs,
  discovery: z.enum(DISCOVERY_KINDS).nullable(),
  listed: count,
  requests: count,
  added: z.array(slug),
  changed: z.array(
    z.strictObject({
      slug,
      title: z.string(),
      before: contentHash.nullable(),
      after: contentHash.nullable(),
      fields: z.array(fieldChange),
    }),
  ),
  unchanged: count,
  settled: count,
  unreadable: z.array(z.strictObject({ slug, url: z.string(), reason: z.string() })),
  failed: z.array(z.strictObject({ slug, url: z.string(), reason: z.string() })),
  unlisted: z.array(slug),
  missing: z.array(slug),
  gone: z.array(slug),
  moved: z.array(z.strictObject({ slug, to: slug })),
  retracted: z.array(slug),
  kept: count,
  notices: texts,
});
const pendingRemoval = z.strictObject({
  source: z.string(),
  gone: count,
  moved: count,
  of: count,
  examples: z.array(slug),
});
export const unfinishedSync = z.strictObject({
  source: z.string(),
  kind: z.enum(SYNC_KINDS),
  startedAt: unixMs,
  done: count,
  total: count,
  isPaused: z.boolean(),
  hasFailed: z.boolean(),
  pendingRemoval: pendingRemoval.nullable(),
});
export const copyVersion = z.strictObject({
  generator: textOrNull,
  scanner: textOrNull,
  policy: textOrNull,
  studies: count,
});
const progress = z.strictObject({
  state: z.enum(SYNC_STATES),
  done: count,
  total: count,
  current: slug.nullable(),
  currentTitle: textOrNull,
  leftMs: z.number().nullable(),
  unreadable: count,
  wait: z.strictObject({ reason: z.enum(WAIT_REASONS), until: unixMs }).nullable(),
});
const errorValue = z.strictObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  retryable: z.boolean(),
  ref: textOrNull,
});
const runInput = z.strictObject({
  source: z.string().min(1),
  kind: z.enum(SYNC_KINDS).default('by-hand'),
  delayMs: z.number().int().min(0).max(3_600_000).nullable().default(null),
});
const receiptSummary = z.strictObject({
  id: z.string(),
  kind: z.enum(RECEIPT_KINDS),
  source: z.string(),
  finishedAt: unixMs,
  /** What it did, in one sentence. */
  summary: z.string(),
});

export const SYNC_METHODS = {
  /** Runs a sync, or goes on with an unfinished one, and answers when it has ended: for scripts. */
  'sync.run': { input: runInput, output: receipt },
  /**
   * Begins a sync, or goes on with an unfinished one, and answers at once; `sync.progress` events and `sync.state` tell
   * the rest. Without a delay the site's pace is kept; a site on this computer has none.
   */
  'sync.start': {
    input: runInput.extend({ source: z.string().min(1).nullable().default(null) }),
    output: z.strictObject({ joined: z.boolean() }),
  },
  /** Ends the sync of this process, to be gone on with by `sync.start` and not before; refused for a `sync.reread`. */
  'sync.pause': { input: nothing, output: z.strictObject({ paused: z.boolean() }) },
  /** Ends the sync of this process, or gives up an unfinished one, keeping what was fetched; answers when it has ended. */
  'sync.stop': { input: nothing, output: z.strictObject({ stopped: z.boolean() }) },
  /** Answers what an unfinished run asks, which `sync.start` then finishes. */
  'sync.decide': {
    input: z.strictObject({ decision: z.enum(DECISIONS) }),
    output: z.strictObject({ source: z.string() }),
  },
  'sync.state': {
    input: nothing,
    output: z.strictObject({
      isRunning: z.boolean(),
      source: textOrNull,
      startedAt: unixMs.nullable(),
      progress,
      /** How the last sync of this process ended, if it failed. */
      failure: errorValue.nullable(),
      /** The last that finished, of any process. */
      receipt: receipt.nullable(),
      /** Begun and not finished, of any process; null while it is at work in this one. */
      unfinished: unfinishedSync.nullable(),
      /** When the next daily sync is due, where one is wanted and the program stays open. */
      nextDailyAt: unixMs.nullable(),
    }),
  },
  /** Reads all kept pages again with this program's reader; nothing is fetched. */
  'sync.reread': { input: nothing, output: receipt },
  /** Receipts, newest first; with words, those in which all of them occur. */
  'sync.receipts': {
    input: z.strictObject({
      query: z.string().max(500).default(''),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.strictObject({ receipts: z.array(receiptSummary) }),
  },
  'sync.receipt': {
    input: z.strictObject({ id: z.string().max(100) }),
    output: z.strictObject({
      receipt,
      /** The whole receipt as a text for people, and a name for a file of it. */
      text: z.string(),
      fileName: z.string(),
    }),
  },
  /** Writes the text to a chosen file. */
  'sync.saveReceipt': {
    input: z.strictObject({
      id: z.string().max(100),
      target: z.string(),
      force: z.boolean().default(false),
    }),
    output: z.strictObject({ written: z.boolean() }),
  },
};
