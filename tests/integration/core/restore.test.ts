// A restore in a program whose window goes on asking and writing meanwhile.
// Invariant: it is not kept out by its own window, and no note that was answered for is lost.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'naviaux-2016-metabolomics' as Slug;

/** The texts of all notes in all libraries under a folder: the present one, the backups, what was replaced. */
function allTexts(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const libraries = files.filter((name) => path.basename(name) === 'library.sqlite');
  return new Set(
    libraries.flatMap((name) => {
      const db = new Database(path.join(folder, name), { readonly: true });
      try {
        return db.prepare<[], string>('SELECT body FROM note').pluck(true).all();
      } finally {
        db.close();
      }
    }),
  );
}

it('has calls wait instead of being kept out by them, and loses no note', async () => {
  const folder = makeTempDir('restore-while-writing');
  const core = createTestCore({ folder });
  await ask(core, 'note.create', { subject: { slug }, body: 'in the backup' });
  const { name } = await ask(core, 'backup.create', {});
  const stored: string[] = [];
  const over = new AbortController();
  const writing = (async (): Promise<void> => {
    while (!over.signal.aborted) {
      const body = `note ${stored.length}`;
      await ask(core, 'note.create', { subject: { slug }, body });
      stored.push(body);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  for (let round = 0; round < 3; round += 1) await ask(core, 'backup.restore', { name });
  over.abort();
  await writing;
  await core.close();
  expect(stored.length).toBeGreaterThan(0);
  const kept = allTexts(folder);
  expect(stored.filter((body) => !kept.has(body))).toEqual([]);
});
