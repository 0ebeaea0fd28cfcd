// The identity of what a page says: history keeps one version of a study per hash.
// Invariant: the same page read on another day, or from the atlas's other host, has the same hash;
// any other difference in a reading gives another one.
import { createHash } from 'node:crypto';
import type { ContentHash } from '../../shared/domain/ids.ts';
import type { StudyReading } from '../../shared/domain/study.ts';
import { statementOf } from '../../shared/domain/study-statement.ts';

/** SHA-256 (lower-case hex) of what the reading states, as JSON. */
export function contentHashOf(reading: StudyReading): ContentHash {
  const json = JSON.stringify(statementOf(reading));
  return createHash('sha256').update(json, 'utf8').digest('hex') as ContentHash;
}
