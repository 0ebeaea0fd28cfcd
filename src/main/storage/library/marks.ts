// Tags, read state and the reader's own coding of a study.
// Invariant: what is not marked is not stored; nothing here is touched by a sync. Where a study has several names
// (`study-names.ts`), its tags are joined, and of two codings or read states the one made last counts.
import { AppError } from '../../../shared/contract/errors.ts';
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { CodingAnswer, OwnCoding, ReadState } from '../../../shared/domain/library.ts';
import { foldText } from '../../../shared/util/fold-text.ts';
import {
  NO_OTHER_NAMES,
  presentName,
  presentNames,
  type StudyNames,
} from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import type { RowSelector, UndoLog } from './undo.ts';

export interface TagCount {
  readonly tag: string;
  readonly studies: number;
}

export interface MarkRepository {
  /** Tags studies. Tags are the same whatever their case; the form first typed is kept. Returns the slugs newly tagged. */
  addTag(slugs: readonly Slug[], tag: string, at: UnixMs): Slug[];
  /** Returns the slugs that had the tag. */
  removeTag(slugs: readonly Slug[], tag: string, at: UnixMs): Slug[];
  tagsOf(slug: Slug): string[];
  tags(): TagCount[];
  /** Returns the slugs whose state changed. */
  setReadState(slugs: readonly Slug[], state: ReadState, at: UnixMs): Slug[];
  readState(slug: Slug): ReadState;
  /** Stores the coding, replacing the one there was (undo brings it back). */
  setCoding(coding: OwnCoding): void;
  /** Returns whether there was one. */
  clearCoding(slug: Slug, at: UnixMs): boolean;
  coding(slug: Slug): OwnCoding | null;
  /** Of a study with several names: what was marked under each; names without either are left out. */
  marksByName(slug: Slug): NamedMarks[];
}

/** Marks that stand under one name of a study. All are shown; which one counts is told by `coding` and `readState`. */
export interface NamedMarks {
  readonly slug: Slug;
  readonly read: ReadState | null;
  readonly coding: OwnCoding | null;
}

interface CodingRow {
  readonly slug: string;
  readonly definitions_json: string;
  readonly required: CodingAnswer;
  readonly how: string | null;
  readonly quote: string | null;
  readonly page: string | null;
  readonly checked_full_text: number;
  readonly coded_at: number;
}

const MAX_TAG_LENGTH = 100;

/** Prepares the statements for marks. */
export function createMarkRepository(
  db: LibraryDatabase,
  undo: UndoLog,
  names: StudyNames = NO_OTHER_NAMES,
): MarkRepository {
  const firstForm = db.prepare<[string], { tag: string }>(
    'SELECT tag FROM study_tag WHERE tag_key = ? ORDER BY tagged_at LIMIT 1',
  );
  const putTag = db.prepare(
    'INSERT INTO study_tag (slug, tag_key, tag, tagged_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const dropTag = db.prepare('DELETE FROM study_tag WHERE slug = ? AND tag_key = ?');
  const tagsOf = db.prepare<[string], TagRow>(
    'SELECT slug, tag, tag_key FROM study_tag WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY tag_key, tagged_at, slug',
  );
  const counts = db.prepare<[], TagCount>(
    'SELECT min(tag) AS tag, count(*) AS studies FROM study_tag GROUP BY tag_key ORDER BY tag_key',
  );
  const everyTag = db.prepare<[], TagRow>(
    'SELECT slug, tag, tag_key FROM study_tag ORDER BY tag_key, tag',
  );
  const putState = db.prepare(`INSERT INTO read_state (slug, state, at) VALUES (?, ?, ?)
    ON CONFLICT (slug) DO UPDATE SET state = excluded.state, at = excluded.at`);
  const states = db.prepare<[string], { slug: Slug; state: ReadState; at: number }>(
    'SELECT slug, state, at FROM read_state WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY at DESC, slug DESC',
  );
  const putCoding = db.prepare(`INSERT OR REPLACE INTO own_coding
    (slug, definitions_json, required, how, quote, page, checked_full_text, coded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const dropCoding = db.prepare('DELETE FROM own_coding WHERE slug = ?');
  const codings = db.prepare<[string], CodingRow>(
    'SELECT slug, definitions_json, required, how, quote, page, checked_full_text, coded_at FROM own_coding WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY coded_at DESC, slug DESC',
  );
  const namesOf = (slug: Slug): string => JSON.stringify(names.of(slug));

  function changeTag(
    slugs: readonly Slug[],
    tag: string,
    work: { readonly add: boolean; readonly at: UnixMs },
  ): Slug[] {
    const { clean, key } = cleanTag(tag);
    return inTransaction(db, () => {
      const concerned = presentNames(names, slugs).filter(
        (slug) => tagsOf.all(namesOf(slug)).some((row) => row.tag_key === key) !== work.add,
      );
      const places = work.add ? concerned : concerned.flatMap((slug) => names.of(slug));
      const rows = places.map((slug): RowSelector => ({
        table: 'study_tag',
        where: { slug, tag_key: key },
      }));
      const form = firstForm.get(key)?.tag ?? clean;
      const label = `${work.add ? 'tag' : 'take the tag from'} ${count(concerned.length)} (${form})`;
      undo.record({ label, at: work.at, rows }, () => {
        for (const slug of places) {
          if (work.add) putTag.run(slug, key, form, work.at);
          else dropTag.run(slug, key);
        }
      });
      return concerned;
    });
  }

  return {
    addTag: (slugs, tag, at) => changeTag(slugs, tag, { add: true, at }),
    removeTag: (slugs, tag, at) => changeTag(slugs, tag, { add: false, at }),
    tagsOf: (slug) => onePerKey(tagsOf.all(namesOf(slug))).map((row) => row.tag),
    tags() {
      if (names.former().size === 0) return counts.all();
      const found = new Map<string, { readonly tag: string; readonly studies: Set<Slug> }>();
      for (const { slug, tag, tag_key: key } of everyTag.all()) {
        const count = found.get(key) ?? { tag, studies: new Set() };
        count.studies.add(presentName(names, slug));
        found.set(key, count);
      }
      return [...found.values()].map(({ tag, studies }) => ({ tag, studies: studies.size }));
    },
    setReadState(slugs, value, at) {
      return inTransaction(db, () => {
        const concerned = presentNames(names, slugs).filter(
          (slug) => (states.get(namesOf(slug))?.state ?? 'unread') !== value,
        );
        const rows = concerned.map((slug): RowSelector => ({
          table: 'read_state',
          where: { slug },
        }));
        undo.record({ label: `mark ${count(concerned.length)} as ${value}`, at, rows }, () => {
          for (const slug of concerned) {
            // Later than what counted before, whatever the clock says.
            const last = states.get(namesOf(slug));
            const isElsewhere = last !== undefined && last.slug !== slug;
            putState.run(slug, value, isElsewhere ? Math.max(at, last.at + 1) : at);
          }
        });
        return concerned;
      });
    },
    readState: (slug) => states.get(namesOf(slug))?.state ?? 'unread',
    setCoding(given) {
      inTransaction(db, () => {
        const value = { ...given, slug: presentName(names, given.slug) };
        const others = codings.all(namesOf(given.slug)).filter((row) => row.slug !== value.slug);
        const codedAt = Math.max(value.codedAt, ...others.map((row) => row.coded_at + 1));
        undo.record(
          {
            label: `code ${value.slug}`,
            at: value.codedAt,
            rows: [{ table: 'own_coding', where: { slug: value.slug } }],
          },
          () =>
            putCoding.run(
              value.slug,
              JSON.stringify(value.definitions),
              value.required,
              value.how,
              value.quote,
              value.page,
              value.checkedFullText ? 1 : 0,
              codedAt,
            ),
        );
      });
    },
    clearCoding(slug, at) {
      return inTransaction(db, () =>
        undo.record(
          {
            label: `clear the coding of ${slug}`,
            at,
            rows: names.of(slug).map((name) => ({ table: 'own_coding', where: { slug: name } })),
          },
          // All of them: of two, the other would speak where the reader wanted none.
          () => names.of(slug).filter((name) => dropCoding.run(name).changes > 0).length > 0,
        ),
      );
    },
    coding(slug) {
      const row = codings.get(namesOf(slug));
      return row === undefined ? null : toCoding(row);
    },
    marksByName(slug) {
      const all = names.of(slug);
      if (all.length === 1) return [];
      const list = JSON.stringify(all);
      const [read, coded] = [states.all(list), codings.all(list).map(toCoding)];
      return all
        .map((name) => ({
          slug: name,
          read: read.find((row) => row.slug === name)?.state ?? null,
          coding: coded.find((row) => row.slug === name) ?? null,
        }))
        .filter((marks) => marks.read !== null || marks.coding !== null);
    },
  };
}

interface TagRow {
  readonly slug: Slug;
  readonly tag: string;
  readonly tag_key: string;
}

const onePerKey = (rows: readonly TagRow[]): TagRow[] =>
  rows.filter((row, index) => row.tag_key !== rows[index - 1]?.tag_key);

function toCoding(row: CodingRow): OwnCoding {
  return {
    slug: row.slug as Slug,
    definitions: JSON.parse(row.definitions_json) as string[],
    required: row.required,
    how: row.how,
    quote: row.quote,
    page: row.page,
    checkedFullText: row.checked_full_text === 1,
    codedAt: row.coded_at as UnixMs,
  };
}

function cleanTag(tag: string): { readonly clean: string; readonly key: string } {
  const clean = tag.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const key = foldText(clean);
  if (key === '' || clean.length > MAX_TAG_LENGTH) {
    throw new AppError(
      'invalid-input',
      `A tag needs 1 to ${MAX_TAG_LENGTH} characters with a letter or a digit among them. Nothing was changed.`,
    );
  }
  return { clean, key };
}

function count(studies: number): string {
  return studies === 1 ? '1 study' : `${studies} studies`;
}
