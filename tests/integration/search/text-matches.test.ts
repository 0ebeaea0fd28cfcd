// Ids of studies have gaps, and gone studies stay in the full-text index: rows must not be mixed up.
import { expect, it } from 'vitest';
import { openMirror } from '../../../src/main/storage/open.ts';
import { createTextMatches } from '../../../src/main/storage/search/text-matches.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { makeFiles, openIndex, putStudies, testStudy } from './support/search-files.ts';

it.each([
  ['as stored', [13, 1_000_000, 17]],
  ['beyond what is passed along', [13, 2 ** 40, 17]],
])('ids %s', async (_name, [first = 0, second = 0, third = 0]) => {
  const paths = await makeFiles(makeTempDir('search'));
  putStudies(paths, [
    testStudy({ slug: 'a', title: 'fatigue' }),
    testStudy({ slug: 'b', title: 'sleep', body: 'fatigue fatigue' }),
    testStudy({ slug: 'c', title: 'fatigue', isGone: true }),
  ]);
  const db = openMirror(paths);
  const move = db.prepare('UPDATE study SET id = ? WHERE slug = ?');
  for (const [slug, id] of [
    ['a', first],
    ['b', second],
    ['c', third],
  ]) {
    move.run(id, slug);
  }
  db.exec(`INSERT INTO study_fts (study_fts) VALUES ('rebuild')`);
  db.close();

  const { reader, slugs, close } = openIndex(paths);
  expect(slugs('fatigue')).toEqual(['a', 'b']);
  const text = createTextMatches(reader);
  const ids = Float64Array.of(first, second);
  expect([...text.studies('"fatigue"', ids)]).toEqual([1, 1]);
  expect(text.count('"fatigue"', 100)).toBe(3);
  expect(text.count('"fatigue"', 2)).toBe(2);
  const rows = Uint8Array.of(0, 1);
  const scores = text.scores('"fatigue"', { rows, doAllMatch: false }, ids);
  expect(scores[0]).toBeNaN();
  expect(scores[1]).toBeGreaterThan(0);
  expect(text.scores('"fatigue"', { rows, doAllMatch: true }, ids)).toEqual(scores);
  close();
});
