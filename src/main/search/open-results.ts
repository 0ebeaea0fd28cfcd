// The results that windows have open: ordered slugs under a name, the last few of them.
// Invariant: a result never changes once opened, so that a place in it means one study for as long as
// it is held; memory is bounded (16 of 61,450 studies are 8 MB, most of them shared slugs).
import { AppError } from '../../shared/contract/errors.ts';
import type { Slug } from '../../shared/domain/ids.ts';

const HELD = 16;

export interface OpenResults {
  /** Holds a result; answers with its name. The one unused for longest is let go where there are too many. */
  open(slugs: readonly Slug[]): string;
  /** @throws AppError `result-gone` */
  slugs(name: string): readonly Slug[];
}

/** An empty store. `makeName` gives names that cannot be guessed. */
export function createOpenResults(makeName: () => string, held = HELD): OpenResults {
  // In order of use: a Map keeps the order in which its keys were set.
  const results = new Map<string, readonly Slug[]>();
  return {
    open(slugs) {
      const name = makeName();
      results.set(name, slugs);
      for (const oldest of results.keys()) {
        if (results.size <= held) break;
        results.delete(oldest);
      }
      return name;
    },
    slugs(name) {
      const slugs = results.get(name);
      if (slugs === undefined) throw resultGone(name);
      results.delete(name);
      results.set(name, slugs);
      return slugs;
    },
  };
}

function resultGone(name: string): AppError {
  return new AppError(
    'result-gone',
    'The result of this search is no longer held. Nothing is lost: search again, and it is there.',
    { retryable: true, ref: name },
  );
}
