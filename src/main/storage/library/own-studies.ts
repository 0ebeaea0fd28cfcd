// Which studies a person has anything to do with: a sync looks after them first.
// Invariant: read only, and nothing of what was written leaves here but the studies' names.
import type { Slug } from '../../../shared/domain/ids.ts';
import type { ReaderDatabase } from '../open.ts';

const OWN = `WITH own AS (
  SELECT slug FROM library.note WHERE slug IS NOT NULL AND removed_at IS NULL
  UNION SELECT slug FROM library.list_entry JOIN library.reading_list AS list ON list.id = list_id
    WHERE list.removed_at IS NULL
  UNION SELECT slug FROM library.study_tag
  UNION SELECT slug FROM library.read_state
  UNION SELECT slug FROM library.own_coding
  UNION SELECT slug FROM library.citation_key
  UNION SELECT slug FROM library.reference_field
  UNION SELECT slug FROM library.reference)
  -- Under the name that the atlas has for it now, too.
  SELECT slug FROM own UNION SELECT slug_alias.slug FROM own JOIN atlas.slug_alias ON alias = own.slug`;

/** The slugs of all studies that have a note, a list, a tag, a mark, a coding or a citation key. */
export function ownStudies(reader: ReaderDatabase): ReadonlySet<Slug> {
  return new Set(reader.prepare<[], Slug>(OWN).pluck(true).all());
}
