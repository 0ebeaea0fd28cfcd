// Decides which studies leave the copy at the end of a run, and when a person is asked first.
// Invariant: gone is what its own address said in two runs, at least a day apart; absence from a listing alone is nothing.
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { MovedStudy, PendingRemoval, RemovalDecision } from '../../shared/domain/sync.ts';
import { isMany } from './guards.ts';

/** A study whose address said in this run that it is not there. */
export interface MissingStudy {
  readonly slug: Slug;
  /** Since when it has been saying so, and in which run it said so first. */
  readonly missingSince: UnixMs;
  readonly missingRun: string;
  /** The mirror shows it, from this source. */
  readonly isShown: boolean;
}

export interface RemovalInput {
  readonly source: string;
  readonly run: string;
  readonly now: UnixMs;
  readonly missing: readonly MissingStudy[];
  /** Old addresses that lead to another study. */
  readonly moved: readonly (MovedStudy & { readonly isShown: boolean })[];
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
  const gone = input.missing
    .filter(
      (study) =>
        study.isShown &&
        study.missingRun !== input.run &&
        // A clock that was set back makes the first time lie ahead: then it counts from now on.
        input.now - study.missingSince >= CONFIRM_AFTER_MS,
    )
    .map(({ slug }) => slug)
    .sort();
  const moved = input.moved
    .map(({ slug, to }) => ({ slug, to }))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const leaving = [...gone, ...input.moved.filter((one) => one.isShown).map(({ slug }) => slug)];
  if (!isMany(leaving.length, input.shown) || input.decision === 'remove') {
    return { kind: 'apply', gone, moved };
  }
  if (input.decision === 'keep') return { kind: 'apply', gone: [], moved: [] };
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
