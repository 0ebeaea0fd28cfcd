// What a reader set in references, with where it is from and when.
// Invariant: the atlas's own words are nowhere here and nothing of it is changed; no sync writes these rows. Where a
// study has several names (`study-names.ts`), of two values of a field the one set last counts.
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import {
  FIELD_FACTS,
  isReferenceField,
  REFERENCE_FIELDS,
  type Correction,
  type CorrectionKind,
  type FieldValue,
  type ReferenceField,
} from '../../../shared/domain/reference-fields.ts';
import { NO_OTHER_NAMES, presentName, type StudyNames } from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import type { RowSelector, UndoLog } from './undo.ts';

/** Fields to set, all from one source. */
export interface CorrectionsToSet {
  readonly fields: readonly { readonly field: ReferenceField; readonly value: FieldValue | null }[];
  readonly source: string;
  readonly kind: CorrectionKind;
}

export interface CorrectionRepository {
  /** In the order of the fields. A field of a newer version of the program is passed over. */
  of(slug: Slug): Correction[];
  /** Returns the fields whose value or source changed. */
  set(slug: Slug, given: CorrectionsToSet, at: UnixMs): ReferenceField[];
  /** Gives fields back to the atlas. Returns those that were set. */
  clear(slug: Slug, fields: readonly ReferenceField[], at: UnixMs): ReferenceField[];
}

interface Row {
  readonly slug: Slug;
  readonly field: string;
  readonly value_json: string;
  readonly source: string;
  readonly kind: CorrectionKind;
  readonly set_at: number;
}

/** Prepares the statements of corrections. */
export function createCorrectionRepository(
  db: LibraryDatabase,
  undo: UndoLog,
  names: StudyNames = NO_OTHER_NAMES,
): CorrectionRepository {
  const rows = db.prepare<[string], Row>(
    'SELECT slug, field, value_json, source, kind, set_at FROM reference_field WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY set_at DESC, slug DESC',
  );
  const put = db.prepare(
    'INSERT OR REPLACE INTO reference_field (slug, field, value_json, source, kind, set_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const drop = db.prepare('DELETE FROM reference_field WHERE slug = ? AND field = ?');

  /** What counts, by field. */
  function known(slug: Slug): Map<string, Row> {
    const found = new Map<string, Row>();
    for (const row of rows.all(JSON.stringify(names.of(slug)))) {
      if (!found.has(row.field)) found.set(row.field, row);
    }
    return found;
  }

  return {
    of(slug) {
      const found = known(slug);
      if (found.size === 0) return [];
      return REFERENCE_FIELDS.flatMap((field) => {
        const row = found.get(field);
        return row === undefined ? [] : [toCorrection(field, row)];
      });
    },
    set(slug, { fields, source, kind }, at) {
      return inTransaction(db, () => {
        const place = presentName(names, slug);
        const before = known(slug);
        const changed = fields.filter(({ field, value }) => {
          const row = before.get(field);
          const isSame =
            row?.value_json === JSON.stringify(value) && row.source === source && row.kind === kind;
          return !isSame;
        });
        const label = `complete the reference of ${place} (${fieldWords(changed.map(({ field }) => field))})`;
        const selected = changed.map(({ field }) => selector(place, field));
        undo.record({ label, at, rows: selected }, () => {
          for (const { field, value } of changed) {
            // Later than what counted before under another name, whatever the clock says.
            const last = before.get(field);
            const isElsewhere = last !== undefined && last.slug !== place;
            const setAt = isElsewhere ? Math.max(at, last.set_at + 1) : at;
            put.run(place, field, JSON.stringify(value), source, kind, setAt);
          }
        });
        return changed.map(({ field }) => field);
      });
    },
    clear(slug, fields, at) {
      return inTransaction(db, () => {
        const before = known(slug);
        const cleared = fields.filter((field) => before.has(field));
        // Under all names: of two, the other value would speak where the reader wanted the atlas's.
        const places = names
          .of(slug)
          .flatMap((name) => cleared.map((field) => selector(name, field)));
        const label = `give the reference of ${presentName(names, slug)} back to the atlas (${fieldWords(cleared)})`;
        undo.record({ label, at, rows: places }, () => {
          for (const name of names.of(slug)) for (const field of cleared) drop.run(name, field);
        });
        return cleared;
      });
    },
  };
}

function selector(slug: Slug, field: ReferenceField): RowSelector {
  return { table: 'reference_field', where: { slug, field } };
}

function toCorrection(field: ReferenceField, row: Row): Correction {
  return {
    field,
    value: JSON.parse(row.value_json) as FieldValue | null,
    source: row.source,
    kind: row.kind,
    setAt: row.set_at as UnixMs,
  };
}

/** The names of up to four fields; of more, three and their number. */
function fieldWords(fields: readonly string[]): string {
  const words = fields.map((field) => (isReferenceField(field) ? FIELD_FACTS[field].label : field));
  const more = words.length > 4 ? ` and ${words.length - 3} more` : '';
  return words.slice(0, more === '' ? 4 : 3).join(', ') + more;
}
