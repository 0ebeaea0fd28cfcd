// The identity of what a page says: history keeps one version of a study per hash.
// Invariant: the same page read on another day, or from the atlas's other host, has the same hash;
// any other difference in a reading gives another one.
import { createHash } from 'node:crypto';
import type { ContentHash } from '../../shared/domain/ids.ts';
import type { StudyReading } from '../../shared/domain/study.ts';

const ATLAS_ORIGIN = /https?:\/\/(?:www\.)?(?:mecfsatlas|cfsmeatlas)\.com(?![\w.-])/giu;
const ACCESSED = /(\bAccessed(?: on)?:? ).{4,30}?(?=\.(?:\s|$)|$)/iu;

/**
 * SHA-256 (lower-case hex) of the reading as canonical JSON: keys sorted, nulls and empty lists left
 * out (so that a field the reader learns later does not change pages without it). Left out: `url`, the
 * snapshot's `accessed` and that date in its line. In every text the atlas's own hosts count as one.
 */
export function contentHashOf(reading: StudyReading): ContentHash {
  const snapshot =
    reading.snapshot === null
      ? null
      : {
          ...reading.snapshot,
          accessed: null,
          line: reading.snapshot.line.replace(ACCESSED, '$1…'),
        };
  const json = JSON.stringify(canonical({ ...reading, url: null, snapshot }));
  return createHash('sha256').update(json, 'utf8').digest('hex') as ContentHash;
}

function canonical(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(ATLAS_ORIGIN, 'https://www.mecfsatlas.com');
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, canonical(inner)] as const)
    .filter(([, inner]) => !isEmpty(inner))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries);
}

const isEmpty = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.length === 0);
