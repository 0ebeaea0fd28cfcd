// Writes readings into the history and then into the mirror: the one way a study gets there.
// Invariant: what the mirror shows is in the history before it is shown; starter rows never replace a page's reading.
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type {
  OriginKind,
  StarterFacts,
  StudyOrigin,
  StudyReading,
} from '../../../shared/domain/study.ts';
import { canonicalJson } from '../../../shared/util/canonical-json.ts';
import { contentHashOf } from '../../atlas/content-hash.ts';
import { inTransaction, type MirrorDatabase } from '../open.ts';
import { packBody } from './kept-pages.ts';
import { studyColumns } from './study-columns.ts';

/** The page a reading was made from, as received: bytes with the type they were sent as, or a text that was given. */
export interface ReceivedPage {
  readonly url: string;
  readonly body: string | Uint8Array;
  readonly contentType?: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Where it was received by somebody else, and so at another time than it came here. */
  readonly fetchedAt?: UnixMs;
}

export interface IncomingReading {
  readonly reading: StudyReading;
  readonly page: ReceivedPage | null;
  /** When it was last looked up, where that was not when it came here: a study of a bundle. */
  readonly checkedAt?: UnixMs;
}

export type WriteOutcome = 'added' | 'changed' | 'unchanged';

interface StoredHead {
  readonly content_hash: string;
  readonly origin: OriginKind;
}

/** The writer over one open mirror. Every call is two transactions: history, then mirror. */
export interface StudyWriter {
  /**
   * Stores readings that all came from `origin`. Outcomes are in the order given. `alongside` writes to the mirror in
   * the same transaction, after the readings.
   * @throws AppError `locked`, `disk-full`, `not-writable`, `mirror-corrupt`
   */
  write(
    incoming: readonly IncomingReading[],
    origin: StudyOrigin,
    alongside?: () => void,
  ): WriteOutcome[];
  /**
   * Stores better readings of pages that are here already: where they are from stays as it was, and the history says
   * that it was the program that read anew.
   */
  rewrite(readings: readonly StudyReading[], at: UnixMs): void;
  /** Lays the starter set's facts beside the readings, and its rows where there is no reading yet. Returns how many rows were added or changed. */
  writeStarter(
    rows: readonly { readonly reading: StudyReading; readonly facts: StarterFacts }[],
    at: UnixMs,
  ): number;
}

/** Prepares the writer's statements. */
export function createStudyWriter(db: MirrorDatabase): StudyWriter {
  const statements = prepare(db);

  function headOf(slug: Slug): StoredHead | null {
    return statements.head.get(slug) ?? null;
  }
  function factsOf(slug: Slug): StarterFacts | null {
    const row = statements.facts.get(slug);
    return row === undefined ? null : (JSON.parse(row.facts_json) as StarterFacts);
  }

  function record(
    readings: readonly { readonly reading: StudyReading; readonly hash: ContentHash }[],
    origin: Sighting,
  ): void {
    inTransaction(db, () => {
      for (const { reading, hash } of readings) {
        statements.version.run(hash, reading.slug, canonicalJson(reading));
        statements.sighting.run(reading.slug, origin.at, hash, origin.kind, origin.source);
      }
    });
  }

  function writeOne(item: Packed, origin: StudyOrigin): WriteOutcome {
    const { reading, page, hash, checkedAt } = item;
    const head = headOf(reading.slug);
    // A page without its reading would be taken for the one that is shown.
    if (page === null && origin.kind === 'bundle' && head?.content_hash !== hash) {
      statements.dropPage.run(reading.slug);
    }
    if (page !== null) {
      statements.page.run({ ...page, slug: reading.slug, at: page.fetchedAt ?? origin.at });
    }
    if (head !== null && head.content_hash === hash) {
      // The same words from the site confirm a starter row or a given page; a given page does not unseat the site.
      const isConfirming = strength(origin.kind) >= strength(head.origin);
      const { kind, source, at } = isConfirming ? origin : { kind: null, source: null, at: 0 };
      const checked = checkedAt ?? at;
      statements.confirm.run({ slug: reading.slug, at, checked, origin: kind, source });
      return 'unchanged';
    }
    statements.upsert.run({
      slug: reading.slug,
      content_hash: hash,
      origin: origin.kind,
      origin_source: origin.source,
      at: origin.at,
      checked_at: checkedAt ?? origin.at,
      reading_json: JSON.stringify(reading),
      ...studyColumns(reading, factsOf(reading.slug)),
    });
    return head === null ? 'added' : 'changed';
  }

  return {
    write(incoming, origin, alongside) {
      // Hashing and packing take most of the time, and need no lock.
      const packed = incoming.map(pack);
      const news = packed.filter(
        ({ reading, hash }) => headOf(reading.slug)?.content_hash !== hash,
      );
      if (news.length > 0) record(news, origin);
      return inTransaction(db, () => {
        const outcomes = packed.map((item) => writeOne(item, origin));
        alongside?.();
        return outcomes;
      });
    },
    rewrite(readings, at) {
      if (readings.length === 0) return;
      const hashed = readings.map((reading) => ({ reading, hash: contentHashOf(reading) }));
      record(hashed, { kind: 'reread', source: 'this program', at });
      inTransaction(db, () => {
        for (const { reading, hash } of hashed) {
          statements.rewrite.run({
            slug: reading.slug,
            content_hash: hash,
            at,
            reading_json: JSON.stringify(reading),
            ...studyColumns(reading, factsOf(reading.slug)),
          });
        }
      });
    },
    writeStarter(rows, at) {
      const origin: StudyOrigin = { kind: 'starter', source: 'starter set', at };
      const hashed = rows.map((row) => ({ ...row, hash: contentHashOf(row.reading) }));
      const wanted = hashed.filter(({ reading, hash }) => {
        const head = headOf(reading.slug);
        return head === null || (head.origin === 'starter' && head.content_hash !== hash);
      });
      if (wanted.length > 0) record(wanted, origin);
      return inTransaction(db, () => {
        for (const { reading, facts } of rows) {
          statements.putFacts.run(reading.slug, JSON.stringify(facts));
        }
        for (const item of wanted) {
          writeOne({ ...item, page: null, checkedAt: null }, origin);
        }
        for (const { reading } of rows) refreshColumns(reading.slug);
        return wanted.length;
      });
    },
  };

  // Facts that arrive after a page change what is derived and searched, so the columns are made again.
  function refreshColumns(slug: Slug): void {
    const row = statements.reading.get(slug);
    if (row === undefined) return;
    const columns = studyColumns(JSON.parse(row.reading_json) as StudyReading, factsOf(slug));
    statements.refresh.run({ slug, derived: columns.derived, search_body: columns.search_body });
  }
}

/** When and from where a version came to be shown. */
type Sighting =
  StudyOrigin | { readonly kind: 'reread'; readonly source: string; readonly at: UnixMs };

interface Packed {
  readonly reading: StudyReading;
  readonly hash: ContentHash;
  readonly checkedAt: UnixMs | null;
  readonly page: {
    readonly url: string;
    readonly etag: string | null;
    readonly lastModified: string | null;
    readonly contentType: string | null;
    readonly fetchedAt: UnixMs | null;
    readonly body: Buffer;
  } | null;
}

function pack({ reading, page, checkedAt }: IncomingReading): Packed {
  const hash = contentHashOf(reading);
  const checked = checkedAt ?? null;
  if (page === null) return { reading, hash, checkedAt: checked, page };
  const { url, etag, lastModified, body, fetchedAt = null } = page;
  const isText = typeof body === 'string';
  const contentType = isText ? 'text/html; charset=utf-8' : (page.contentType ?? null);
  const bytes = isText ? Buffer.from(body, 'utf8') : body;
  const packed = { url, etag, lastModified, contentType, fetchedAt, body: packBody(bytes) };
  return { reading, hash, checkedAt: checked, page: packed };
}

function strength(kind: OriginKind): number {
  return ['starter', 'given-page', 'bundle', 'site'].indexOf(kind);
}

function prepare(db: MirrorDatabase) {
  return {
    head: db.prepare<[string], StoredHead>('SELECT content_hash, origin FROM study WHERE slug = ?'),
    reading: db.prepare<[string], { reading_json: string }>(
      'SELECT reading_json FROM study WHERE slug = ?',
    ),
    facts: db.prepare<[string], { facts_json: string }>(
      'SELECT facts_json FROM starter_fact WHERE slug = ?',
    ),
    putFacts: db.prepare(`
      INSERT INTO starter_fact (slug, facts_json) VALUES (?, ?)
      ON CONFLICT (slug) DO UPDATE SET facts_json = excluded.facts_json WHERE excluded.facts_json IS NOT facts_json`),
    version: db.prepare(
      'INSERT INTO history.study_version (content_hash, slug, reading_json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    sighting: db.prepare(
      'INSERT INTO history.sighting (slug, seen_at, content_hash, origin, source) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    page: db.prepare(`
      INSERT INTO page (slug, url, fetched_at, etag, last_modified, content_type, body_zstd)
      VALUES (@slug, @url, @at, @etag, @lastModified, @contentType, @body)
      ON CONFLICT (slug) DO UPDATE SET url = excluded.url, fetched_at = excluded.fetched_at, etag = excluded.etag,
        last_modified = excluded.last_modified, content_type = excluded.content_type, body_zstd = excluded.body_zstd`),
    dropPage: db.prepare('DELETE FROM page WHERE slug = ?'),
    // A row that says all this already is not written again. What a bundle takes over is as old as the bundle's own
    // look at it, however late it came here.
    confirm: db.prepare(`
      UPDATE study SET status = 'present', origin = coalesce(@origin, origin),
        checked_at = CASE WHEN @origin = 'bundle' THEN @checked ELSE max(checked_at, @checked) END,
        origin_source = coalesce(@source, origin_source),
        origin_at = CASE WHEN @origin IS NULL THEN origin_at ELSE @at END
      WHERE slug = @slug AND (status = 'gone'
        OR (@origin IS NOT NULL AND (origin IS NOT @origin OR origin_source IS NOT @source)))`),
    refresh: db.prepare(`
      UPDATE study SET derived = @derived, search_body = @search_body
      WHERE slug = @slug AND (derived IS NOT @derived OR search_body IS NOT @search_body)`),
    rewrite: db.prepare(`
      UPDATE study SET content_hash = @content_hash, changed_at = @at, pem = @pem, derived = @derived, level = @level,
        publication_type = @publication_type, year = @year, retracted = @retracted, has_summary = @has_summary,
        sort_author = @sort_author, sort_title = @sort_title, search_title = @search_title,
        search_authors = @search_authors, search_journal = @search_journal, search_body = @search_body,
        reading_json = @reading_json
      WHERE slug = @slug`),
    upsert: db.prepare(`
      INSERT INTO study (slug, content_hash, status, origin, origin_source, origin_at, checked_at, changed_at,
        pem, derived, level, publication_type, year, retracted, has_summary, sort_author, sort_title,
        search_title, search_authors, search_journal, search_body, reading_json)
      VALUES (@slug, @content_hash, 'present', @origin, @origin_source, @at, @checked_at, @at,
        @pem, @derived, @level, @publication_type, @year, @retracted, @has_summary, @sort_author, @sort_title,
        @search_title, @search_authors, @search_journal, @search_body, @reading_json)
      ON CONFLICT (slug) DO UPDATE SET content_hash = excluded.content_hash, status = 'present', origin = excluded.origin,
        origin_source = excluded.origin_source, origin_at = excluded.origin_at, checked_at = excluded.checked_at,
        changed_at = excluded.changed_at, pem = excluded.pem, derived = excluded.derived, level = excluded.level,
        publication_type = excluded.publication_type, year = excluded.year, retracted = excluded.retracted,
        has_summary = excluded.has_summary, sort_author = excluded.sort_author, sort_title = excluded.sort_title, search_title = excluded.search_title,
        search_authors = excluded.search_authors, search_journal = excluded.search_journal,
        search_body = excluded.search_body, reading_json = excluded.reading_json
      WHERE excluded.content_hash IS NOT study.content_hash`),
  };
}
