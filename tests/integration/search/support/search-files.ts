// The three files with studies and marks put straight into their rows, and the reader over them.
// Invariant: the real schema, the real connections; folded columns are made as the product makes them.
import { copyFileSync } from 'node:fs';
import type { PemValue } from '../../../../src/shared/domain/pem.ts';
import type { Slug } from '../../../../src/shared/domain/ids.ts';
import type { EvidenceLevel } from '../../../../src/shared/domain/study.ts';
import type { CodingAnswer } from '../../../../src/shared/domain/library.ts';
import { foldText } from '../../../../src/shared/util/fold-text.ts';
import {
  openLibrary,
  openMirror,
  openReader,
  prepareDatabase,
  type ReaderDatabase,
} from '../../../../src/main/storage/open.ts';
import {
  dataPaths,
  prepareDataFolder,
  type DataPaths,
} from '../../../../src/main/storage/paths.ts';
import {
  createSearchIndex,
  type SearchIndex,
} from '../../../../src/main/storage/search/search-index.ts';

/** A study as a test says it, before folding. */
export interface TestStudy {
  readonly slug: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly journal: string;
  readonly body: string;
  readonly pem: PemValue;
  readonly derived: PemValue;
  readonly level: EvidenceLevel | null;
  readonly type: string | null;
  readonly year: number | null;
  readonly isRetracted: boolean;
  readonly isGone: boolean;
}

/** What a person has said of a study, by slug. */
export interface TestMarks {
  readonly lists: readonly { readonly name: string; readonly slugs: readonly string[] }[];
  readonly tags: readonly { readonly name: string; readonly slugs: readonly string[] }[];
  readonly read: readonly string[];
  /** Seen in another version; those in `read` were seen as they are. */
  readonly changed: readonly string[];
  readonly coded: readonly { readonly slug: string; readonly required: CodingAnswer }[];
  readonly notes: readonly {
    readonly slug: string;
    readonly body: string;
    readonly isRemoved: boolean;
  }[];
}

/** A study that nothing is said of but what `parts` say. */
export function testStudy(parts: Partial<TestStudy> & { readonly slug: string }): TestStudy {
  return {
    title: parts.slug,
    authors: [],
    journal: '',
    body: '',
    pem: 'not-stated',
    derived: 'not-stated',
    level: null,
    type: null,
    year: null,
    isRetracted: false,
    isGone: false,
    ...parts,
  };
}

/** The files, empty, in a folder. */
export async function makeFiles(folder: string): Promise<DataPaths> {
  const paths = dataPaths(folder);
  prepareDataFolder(paths);
  for (const name of ['library', 'mirror', 'history'] as const) {
    await prepareDatabase(paths, name, () => Promise.resolve());
  }
  return paths;
}

/** A copy of closed files in another folder: 30 times as quick as making them. */
export function copyFiles(from: DataPaths, folder: string): DataPaths {
  const to = dataPaths(folder);
  prepareDataFolder(to);
  for (const file of ['library', 'atlas', 'history'] as const) copyFileSync(from[file], to[file]);
  return to;
}

/** Stores studies; one whose slug is there is replaced. */
export function putStudies(paths: DataPaths, studies: readonly TestStudy[]): void {
  const db = openMirror(paths);
  // Nobody mourns a test's rows: not waiting for the disk takes a tenth of the time.
  db.pragma('synchronous = OFF');
  const put = db.prepare(`INSERT INTO study (slug, content_hash, status, origin, origin_source,
      origin_at, checked_at, changed_at, pem, derived, level, publication_type, year, retracted,
      sort_author, sort_title, search_title, search_authors, search_journal, search_body, reading_json)
    VALUES (@slug, '', @status, 'site', '', 0, 0, 0, @pem, @derived, @level, @type, @year, @retracted,
      @sortAuthor, @title, @title, @authors, @journal, @body, @reading)
    ON CONFLICT (slug) DO UPDATE SET status = excluded.status, pem = excluded.pem,
      search_title = excluded.search_title, sort_title = excluded.sort_title`);
  const putAll = db.transaction(() => {
    for (const study of studies) {
      put.run({
        slug: study.slug,
        status: study.isGone ? 'gone' : 'present',
        pem: study.pem,
        derived: study.derived,
        level: study.level,
        type: study.type,
        year: study.year,
        retracted: study.isRetracted ? 1 : 0,
        sortAuthor: foldText(study.authors[0] ?? ''),
        title: foldText(study.title),
        authors: foldText(study.authors.join(' ; ')),
        journal: foldText(study.journal),
        body: foldText(study.body),
        reading: JSON.stringify(readingOf(study)),
      });
    }
  });
  putAll();
  db.close();
}

/** Stores what a person has said. */
export function putMarks(paths: DataPaths, marks: TestMarks): void {
  const db = openLibrary(paths);
  db.pragma('synchronous = OFF');
  const list = db.prepare(
    'INSERT INTO reading_list (name, name_key, created_at, updated_at) VALUES (?, ?, 0, 0)',
  );
  const entry = db.prepare('INSERT INTO list_entry VALUES (?, ?, ?, 0)');
  const tag = db.prepare('INSERT OR IGNORE INTO study_tag VALUES (?, ?, ?, 0)');
  const read = db.prepare(`INSERT OR REPLACE INTO read_state VALUES (?, 'read', 0)`);
  const seen = db.prepare('INSERT OR REPLACE INTO seen_version VALUES (?, ?, 0)');
  const coding = db.prepare(
    `INSERT OR REPLACE INTO own_coding VALUES (?, '[]', ?, NULL, NULL, NULL, 0, 0)`,
  );
  const note = db.prepare(`INSERT INTO note
    (slug, body, search_body, revision, created_at, updated_at, removed_at) VALUES (?, ?, ?, 1, 0, 0, ?)`);
  const putAll = db.transaction(() => {
    for (const { name, slugs } of marks.lists) {
      const id = list.run(name, foldText(name)).lastInsertRowid;
      for (const [place, slug] of [...new Set(slugs)].entries()) entry.run(id, slug, place);
    }
    for (const { name, slugs } of marks.tags) {
      for (const slug of slugs) tag.run(slug, foldText(name), name);
    }
    for (const slug of marks.read) read.run(slug);
    for (const slug of marks.read) seen.run(slug, '');
    for (const slug of marks.changed) seen.run(slug, 'another');
    for (const { slug, required } of marks.coded) coding.run(slug, required);
    for (const { slug, body, isRemoved } of marks.notes) {
      note.run(slug, body, foldText(body), isRemoved ? 1 : null);
    }
  });
  putAll();
  db.close();
}

/** A reader with its index. `slugs`: the matches by title. */
export interface OpenIndex {
  readonly reader: ReaderDatabase;
  readonly index: SearchIndex;
  readonly slugs: (query: string) => Slug[];
  readonly close: () => void;
}

/** Opens a reader over the files, as the product does. */
export function openIndex(paths: DataPaths): OpenIndex {
  const reader = openReader(paths);
  const index = createSearchIndex(reader);
  return {
    reader,
    index,
    slugs: (query: string): Slug[] => [
      ...index.search({ query, sort: 'title', order: null }).slugs,
    ],
    close: () => reader.close(),
  };
}

function readingOf(study: TestStudy): unknown {
  return {
    slug: study.slug,
    title: study.title,
    authors: study.authors.map((literal) => ({ literal })),
    journal: study.journal === '' ? null : study.journal,
    badges: {
      level: study.level === null ? null : { code: study.level, label: `${study.level} Label` },
      pem: study.pem === 'not-stated' ? null : { value: study.pem, label: `PEM ${study.pem}` },
    },
  };
}
