// SIGKILL in the middle of an import: the files are sound, and importing again brings the rest.
import { spawn } from 'node:child_process';
import { beforeAll, expect, it } from 'vitest';
import { bundleEntry } from '../../support/bundle-entry.ts';
import { bundledStudies, bundleFile, soundBundle } from '../../support/bundles.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { expectSound, importFile, NOW, openFolder, rowsOf, studyRows } from './folder.ts';

let child: string;
const studies = bundledStudies(300);

beforeAll(async () => {
  child = await bundleEntry('tests/integration/bundle/import-child.ts');
});

/** Imports until a line has been said, then kills. */
async function importUntil(folder: string, file: string, line: string): Promise<void> {
  const run = spawn(process.execPath, [child, folder, file, String(NOW)]);
  let said = '';
  let errors = '';
  run.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  run.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes(line)) run.kill('SIGKILL');
  });
  await new Promise((resolve) => run.on('close', resolve));
  expect(errors).toBe('');
  expect(said).toContain(line);
  expect(said).not.toContain('done');
}

it.each(['checking 0', 'checking 300', 'importing 50', 'importing 150', 'importing 250'])(
  'killed at “%s” leaves sound files, and the next import finishes it',
  async (line) => {
    const file = bundleFile(soundBundle(studies));
    const folder = makeTempDir('bundle-kill');
    const { paths } = await openFolder(folder);
    const library = rowsOf(paths.library);
    await importUntil(folder, file, line);
    for (const path of [paths.library, paths.atlas, paths.history]) expectSound(path);
    const again = await openFolder(folder);
    const before = studyRows(again).length;
    // Every study that is shown is in the history as well.
    const unknown = again.mirror
      .prepare(
        'SELECT count(*) FROM study WHERE content_hash NOT IN (SELECT content_hash FROM history.study_version)',
      )
      .pluck()
      .get();
    expect(unknown).toBe(0);
    // The mark of a process that is no more is taken over.
    const receipt = await importFile(again, file, { now: NOW + 1000 });
    expect(receipt.added).toHaveLength(300 - before);
    expect(receipt.unchanged).toBe(before);
    expect(studyRows(again)).toHaveLength(300);
    expect(rowsOf(paths.library)).toBe(library);
  },
);
