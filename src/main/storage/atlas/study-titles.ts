// The title of a study by its name, for telling a person which one is meant.
// Invariant: a title is the last one that was read, whether from the starter set, a bundle or the site; none is made up.
import type { Slug } from '../../../shared/domain/ids.ts';
import type { MirrorDatabase } from '../open.ts';

/** A look-up over the mirror; null where it does not know the study, or its page named no title. */
export function createTitleLookup(db: MirrorDatabase): (slug: Slug) => string | null {
  const find = db
    .prepare<[string], string | null>(
      `SELECT nullif(trim(reading_json ->> '$.title'), '') FROM study WHERE slug = ?`,
    )
    .pluck(true);
  return (slug) => find.get(slug) ?? null;
}
