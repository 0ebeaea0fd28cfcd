// Decides which studies leave the copy at the end of a run, and when a person is asked first.
// Invariant: gone or moved is what its own address said in two runs, at least a day apart; absence from a listing is nothing.
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { MovedStudy, PendingRemoval, RemovalDecision } from '../../shared/domain/sync.ts';
import type { MissingRow, MovedRow } from '../storage/atlas/leaving-studies.ts';
import { isMany } from './guards.ts';

/** A study whose address said in this run that it is not there. */
export type MissingStudy = MissingRow;
/** A study whose address led to another one in this run. */
export type MovingStudy = MovedRow;

export interface RemovalInput {
  readonly source: string;
  readonly run: string;
  readonly now: UnixMs;
  readonly missing: readonly MissingStudy[];
  /** Old addresses that lead to another study. */
  readonly moved: readonly MovingStudy[];
  /** How many studies the mirror shows from this source. */
  readonly shown: number;
  readonly decision: RemovalDecision | null;
}

export type Removal =
  | {
      readonly kind: 'apply';
      readonly gone: readonly Slug[];
      readonly moved: readonly MovedStudy[];
    }
  | { readonly kind: 'ask'; readonly pending: PendingRemoval };

const CONFIRM_AFTER_MS = 24 * 60 * 60 * 1000;
const EXAMPLES = 10;

/** What goes, or that somebody must be asked: more than max(50, 5 %) of what came from the source would. */
export function judgeRemovals(input: RemovalInput): Removal {
  const isConfirmed = (since: number, run: string): boolean =>
    run !== input.run && input.now - since >= CONFIRM_AFTER_MS;
  const gone = input.missing
    .filter((study) => study.isShown && isConfirmed(study.missingSince, study.missingRun))
    .map(({ slug }) => slug)
    .sort();
  const moving = input.moved.filter(
    (study) =>
      // What came from elsewhere (a starter row, a given page) is none of this source's to take away.
      study.isShownFromHere !== false &&
      study.isTargetShown &&
      !study.isKnown &&
      isConfirmed(study.movedSince, study.movedRun),
  );
  const moved = moving
    .map(({ slug, to }) => ({ slug, to }))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const leaving = [
    ...gone,
    ...moving.flatMap((one) => (one.isShownFromHere === null ? [] : one.slug)),
  ];
  if (input.decision === 'keep') return { kind: 'apply', gone: [], moved: [] };
  if (!isMany(leaving.length, input.shown) || input.decision === 'remove') {
    return { kind: 'apply', gone, moved };
  }
  return {
    kind: 'ask',
    pending: {
      source: input.source,
      gone: gone.length,
      moved: leaving.length - gone.length,
      of: input.shown,
      examples: [...leaving].sort().slice(0, EXAMPLES),
    },
  };
}
