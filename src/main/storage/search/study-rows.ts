// What a list of studies shows of each of them, read a page at a time.
// Invariant: at most 200 rows at once, in the order asked for; a slug without a study is left out. A study with
// several names (`study-names.ts`) has what the library holds under any of them.
import type { Database } from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { codingPem, type CodingAnswer } from '../../../shared/domain/library.ts';
import type { PemValue } from '../../../shared/domain/pem.ts';
import { MAX_ROWS_PER_PAGE, type StudyRow } from '../../../shared/domain/search.ts';
import { authorName, type Author } from '../../../shared/domain/study.ts';
import { presentName, type StudyNames } from '../atlas/study-names.ts';
import { createChangedLoader } from './load-changed.ts';
import { once } from './once.ts';

interface StoredRow {
  readonly slug: Slug;
  readonly title: string;
  readonly authors_json: string;
  readonly journal: string | null;
  readonly year: number | null;
  readonly level: string | null;
  readonly pem: PemValue;
  readonly pem_label: string | null;
  readonly derived: PemValue;
  readonly coded: CodingAnswer | null;
  readonly publication_type: string | null;
  readonly retracted: number;
  readonly content_hash: string;
  readonly seen_hash: string | null;
  readonly read: 'read' | 'unread';
  readonly tags_json: string;
}

type OwnPart = Pick<StoredRow, 'coded' | 'read' | 'tags_json'>;

// Only the parts that are shown leave the stored reading, which is some 20 times their size.
const ROWS = `SELECT s.slug, s.reading_json ->> '$.title' AS title,
    coalesce(s.reading_json -> '$.authors', '[]') AS authors_json,
    s.reading_json ->> '$.journal' AS journal, s.year,
    s.reading_json ->> '$.badges.level.label' AS level,
    s.pem, s.reading_json ->> '$.badges.pem.label' AS pem_label, s.derived, c.required AS coded,
    s.publication_type, s.retracted, s.content_hash, v.content_hash AS seen_hash, coalesce(r.state, 'unread') AS read,
    (SELECT json_group_array(tag) FROM
      (SELECT tag FROM library.study_tag t WHERE t.slug = s.slug ORDER BY tag_key)) AS tags_json
  FROM json_each(?) AS wanted
    CROSS JOIN atlas.study s ON s.slug = wanted.value
    LEFT JOIN library.own_coding c ON c.slug = s.slug
    LEFT JOIN library.read_state r ON r.slug = s.slug
    LEFT JOIN library.seen_version v ON v.slug = s.slug
  ORDER BY wanted.key`;

// The same of a study with several names: joined tags, the marks made last.
const OWN = `SELECT
    (SELECT required FROM library.own_coding WHERE slug IN (SELECT value FROM json_each(@names))
      ORDER BY coded_at DESC, slug DESC LIMIT 1) AS coded,
    coalesce((SELECT state FROM library.read_state WHERE slug IN (SELECT value FROM json_each(@names))
      ORDER BY at DESC, slug DESC LIMIT 1), 'unread') AS read,
    (SELECT json_group_array(tag) FROM (SELECT tag, min(tagged_at) FROM library.study_tag
      WHERE slug IN (SELECT value FROM json_each(@names)) GROUP BY tag_key ORDER BY tag_key)) AS tags_json`;

const AUTHORS_SHOWN = 3;

/** Makes the reader of rows; its statement is prepared at the first call. */
export function createStudyRows(
  reader: Database,
  names: StudyNames,
): (slugs: readonly Slug[]) => StudyRow[] {
  const statement = once(() => reader.prepare<[string], StoredRow>(ROWS));
  const changes = createChangedLoader(reader, names);
  const own = once(() => reader.prepare<[{ names: string }], OwnPart>(OWN));
  function withAllNames(row: StoredRow): StoredRow {
    const all = names.of(row.slug);
    if (all.length === 1) return row;
    const seen_hash = changes.seenOf(all);
    return { ...row, ...own().get({ names: JSON.stringify(all) }), seen_hash };
  }
  return (slugs) => {
    if (slugs.length > MAX_ROWS_PER_PAGE) {
      throw new AppError(
        'invalid-input',
        `Rows are read ${MAX_ROWS_PER_PAGE} at a time; ${slugs.length} were asked for.`,
      );
    }
    const wanted = slugs.map((slug) => presentName(names, slug));
    return statement()
      .all(JSON.stringify(wanted))
      .map((row) => toStudyRow(withAllNames(row)));
  };
}

/** As the atlas's own cards have it: up to three names, then "et al." */
export function authorsLine(authors: readonly Author[]): string {
  const shown = authors.slice(0, AUTHORS_SHOWN).map(authorName).join(', ');
  return authors.length > AUTHORS_SHOWN ? `${shown} et al.` : shown;
}

function toStudyRow(row: StoredRow): StudyRow {
  return {
    slug: row.slug,
    title: row.title,
    authors: authorsLine(JSON.parse(row.authors_json) as Author[]),
    journal: row.journal,
    year: row.year,
    level: row.level,
    pem: row.pem,
    pemLabel: row.pem_label,
    derived: row.derived,
    mine: codingPem(row.coded === null ? null : { required: row.coded }),
    publicationType: row.publication_type,
    retracted: row.retracted === 1,
    changed: row.seen_hash !== null && row.seen_hash !== row.content_hash,
    read: row.read,
    tags: JSON.parse(row.tags_json) as string[],
  };
}
