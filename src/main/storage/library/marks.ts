// Tags, read state and the reader's own coding of a study.
// Invariant: what is not marked is not stored; nothing here is touched by a sync.
import { AppError } from '../../../shared/contract/errors.ts';
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { CodingAnswer, OwnCoding, ReadState } from '../../../shared/domain/library.ts';
import { foldText } from '../../../shared/util/fold-text.ts';
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
export function createMarkRepository(db: LibraryDatabase, undo: UndoLog): MarkRepository {
  const firstForm = db.prepare<[string], { tag: string }>(
    'SELECT tag FROM study_tag WHERE tag_key = ? ORDER BY tagged_at LIMIT 1',
  );
  const putTag = db.prepare(
    'INSERT INTO study_tag (slug, tag_key, tag, tagged_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const dropTag = db.prepare('DELETE FROM study_tag WHERE slug = ? AND tag_key = ?');
  const tagsOf = db.prepare<[string], { tag: string; tag_key: string }>(
    'SELECT tag, tag_key FROM study_tag WHERE slug = ? ORDER BY tag_key',
  );
  const counts = db.prepare<[], { tag: string; studies: number }>(
    'SELECT min(tag) AS tag, count(*) AS studies FROM study_tag GROUP BY tag_key ORDER BY tag_key',
  );
  const putState = db.prepare(`INSERT INTO read_state (slug, state, at) VALUES (?, ?, ?)
    ON CONFLICT (slug) DO UPDATE SET state = excluded.state, at = excluded.at WHERE excluded.state IS NOT state`);
  const state = db.prepare<[string], { state: ReadState }>(
    'SELECT state FROM read_state WHERE slug = ?',
  );
  const putCoding = db.prepare(`INSERT OR REPLACE INTO own_coding
    (slug, definitions_json, required, how, quote, page, checked_full_text, coded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const dropCoding = db.prepare('DELETE FROM own_coding WHERE slug = ?');
  const coding = db.prepare<[string], CodingRow>(
    'SELECT slug, definitions_json, required, how, quote, page, checked_full_text, coded_at FROM own_coding WHERE slug = ?',
  );

  function changeTag(
    slugs: readonly Slug[],
    tag: string,
    work: { readonly add: boolean; readonly at: UnixMs },
  ): Slug[] {
    const { clean, key } = cleanTag(tag);
    return inTransaction(db, () => {
      const concerned = [...new Set(slugs)].filter(
        (slug) => tagsOf.all(slug).some((row) => row.tag_key === key) !== work.add,
      );
      const rows = concerned.map((slug): RowSelector => ({
        table: 'study_tag',
        where: { slug, tag_key: key },
      }));
      const form = firstForm.get(key)?.tag ?? clean;
      const label = `${work.add ? 'tag' : 'take the tag from'} ${count(concerned.length)} (${form})`;
      undo.record({ label, at: work.at, rows }, () => {
        for (const slug of concerned) {
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
    tagsOf: (slug) => tagsOf.all(slug).map((row) => row.tag),
    tags: () => counts.all(),
    setReadState(slugs, value, at) {
      return inTransaction(db, () => {
        const concerned = [...new Set(slugs)].filter(
          (slug) => (state.get(slug)?.state ?? 'unread') !== value,
        );
        const rows = concerned.map((slug): RowSelector => ({
          table: 'read_state',
          where: { slug },
        }));
        undo.record({ label: `mark ${count(concerned.length)} as ${value}`, at, rows }, () => {
          for (const slug of concerned) putState.run(slug, value, at);
        });
        return concerned;
      });
    },
    readState: (slug) => state.get(slug)?.state ?? 'unread',
    setCoding(value) {
      inTransaction(db, () => {
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
              value.codedAt,
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
            rows: [{ table: 'own_coding', where: { slug } }],
          },
          () => dropCoding.run(slug).changes > 0,
        ),
      );
    },
    coding(slug) {
      const row = coding.get(slug);
      if (row === undefined) return null;
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
    },
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
