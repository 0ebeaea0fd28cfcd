// What a page states, apart from when and through which address it was read: one form for one statement.
// Invariant: what is hashed, and what is compared field by field, is this form and no other.
import type { StudyReading } from './study.ts';

const ATLAS_ORIGIN = /https?:\/\/(?:www\.)?(?:mecfsatlas|cfsmeatlas)\.com(?![\w.-])/giu;
const ACCESSED = /(\bAccessed(?: on)?:? ).{4,30}?(?=\.(?:\s|$)|$)/iu;

/**
 * The reading with its keys sorted, nulls and empty lists left out (so that a field the reader learns later
 * does not change pages without it). Left out: `url`, the snapshot's `accessed` and that date in its line. In
 * every text the atlas's own hosts count as one.
 */
export function statementOf(reading: StudyReading): Readonly<Record<string, unknown>> {
  const snapshot =
    reading.snapshot === null
      ? null
      : {
          ...reading.snapshot,
          accessed: null,
          line: reading.snapshot.line.replace(ACCESSED, '$1…'),
        };
  return plainObject({ ...reading, url: null, snapshot });
}

/** A part of a reading in the form it has in a statement. */
export function plainStatement(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('://')
      ? value.replace(ATLAS_ORIGIN, 'https://www.mecfsatlas.com')
      : value;
  }
  if (Array.isArray(value)) return value.map(plainStatement);
  if (typeof value !== 'object' || value === null) return value;
  return plainObject(value);
}

function plainObject(value: object): Record<string, unknown> {
  const entries: (readonly [string, unknown])[] = [];
  for (const key of Object.keys(value).sort()) {
    const inner = plainStatement(value[key as keyof typeof value]);
    if (!isEmpty(inner)) entries.push([key, inner]);
  }
  return Object.fromEntries(entries);
}

const isEmpty = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.length === 0);
