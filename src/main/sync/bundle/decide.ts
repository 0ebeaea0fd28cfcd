// Whether a study of a bundle takes the place of ours. Pure.
// Invariant: what our own check found later stays, and a bundle never passes for a check of the site.
import type { ContentHash } from '../../../shared/domain/ids.ts';
import type { OriginKind } from '../../../shared/domain/study.ts';

export interface OurStudy {
  readonly contentHash: ContentHash;
  readonly origin: OriginKind;
  readonly checkedAt: number;
  readonly isGone: boolean;
}
export interface TheirStudy {
  readonly contentHash: ContentHash;
  readonly checkedAt: number;
  /** Where the maker's copy had it from. */
  readonly origin: Exclude<OriginKind, 'starter'>;
}

/** `write`: it is stored. `same`: ours says it already, and stays as it is. `keep`: ours differs, and stays. */
export type Decision = 'write' | 'same' | 'keep';

/** What to do with a study of a bundle, by what we have of it. */
export function decide(ours: OurStudy | null, theirs: TheirStudy): Decision {
  if (ours === null || ours.origin === 'starter') return 'write';
  const stay: Decision = ours.contentHash === theirs.contentHash && !ours.isGone ? 'same' : 'keep';
  // Its own address said twice that it is gone: only that address can take it back.
  if (ours.isGone) return 'keep';
  const isLater = theirs.checkedAt > ours.checkedAt;
  switch (ours.origin) {
    case 'site':
      return isLater && stay === 'keep' ? 'write' : stay;
    case 'bundle':
      return isLater ? 'write' : stay;
    case 'given-page':
      // A page given by somebody else is no better than one given by the reader, unless it is newer.
      return isLater || theirs.origin !== 'given-page' ? 'write' : stay;
  }
}
