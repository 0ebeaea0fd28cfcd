// By which versions of the atlas's machinery a copy was made: as its pages state, the most common first.
import { expect, it } from 'vitest';
import { copyVersions, rememberVersions } from '../../../src/main/storage/atlas/copy-versions.ts';
import { openMirror, openReader } from '../../../src/main/storage/open.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { makeFiles, putStudies, testStudy } from '../search/support/search-files.ts';

it('are counted as the pages state them; a page that states none counts for none, nor does one that is gone', async () => {
  const paths = await makeFiles(makeTempDir('versions'));
  const snapshots = [
    { generator: '2', scanner: '7', policy: null },
    { generator: '3', scanner: '7', policy: 'b' },
    { generator: '3', scanner: '7', policy: 'b' },
    null,
  ];
  putStudies(
    paths,
    snapshots.map((_, number) => testStudy({ slug: `study-${number}` })),
  );
  putStudies(paths, [testStudy({ slug: 'gone', isGone: true })]);
  const mirror = openMirror(paths);
  const state = mirror.prepare(
    `UPDATE study SET reading_json = json_set(reading_json, '$.snapshot', json(?)) WHERE slug = ?`,
  );
  for (const [number, snapshot] of [...snapshots, snapshots[0]].entries()) {
    state.run(JSON.stringify(snapshot), number === snapshots.length ? 'gone' : `study-${number}`);
  }
  rememberVersions(mirror);
  mirror.close();
  const reader = openReader(paths);
  expect(copyVersions(reader)).toEqual([
    { generator: '3', scanner: '7', policy: 'b', studies: 2 },
    { generator: '2', scanner: '7', policy: null, studies: 1 },
  ]);
  reader.close();
});
