// A window over a library that cannot be opened: it is told why, finds the backups, and works again after one is put in place.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'naviaux-2016-metabolomics' as Slug;

function makeNewer(file: string): void {
  const db = new Database(file);
  db.pragma('user_version = 99');
  db.close();
}

function spoil(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 0, 8192);
  writeFileSync(file, bytes);
}

describe('a library that', () => {
  it.each([
    ['is damaged', 'library-corrupt', spoil],
    ['is of a newer version', 'library-newer', makeNewer],
    [
      'is missing',
      'library-missing',
      (file: string): void => {
        rmSync(file);
      },
    ],
  ])('%s is told as %s, and the backups can be used', async (_words, code, harm) => {
    const folder = makeTempDir('damaged');
    const first = createTestCore({ folder });
    await ask(first, 'note.create', { subject: { slug }, body: 'kept in the backup' });
    await ask(first, 'settings.set', { settings: { theme: 'dim' } });
    await ask(first, 'note.draft', {
      ...{ writer: 'w', subject: { slug }, note: null, basedOn: null },
      body: 'half typed',
    });
    const { name } = await ask(first, 'backup.create', {});
    await first.close();
    harm(dataPaths(folder).library);

    const core = createTestCore({ folder });
    onTestFinished(async () => {
      await core.close();
    });
    core.onEvent(() => undefined);
    for (const method of ['settings.get', 'search.open', 'sync.state'] as const) {
      expect(await core.request(method, {})).toMatchObject({ ok: false, error: { code } });
    }
    const { backups } = await ask(core, 'backup.list', {});
    expect(backups.map((backup) => backup.name)).toContain(name);
    expect((await ask(core, 'backup.inspect', { name })).backup.counts).toMatchObject({ notes: 1 });

    await ask(core, 'backup.restore', { name });
    expect((await ask(core, 'settings.get', {})).settings.theme).toBe('dim');
    expect((await ask(core, 'note.list', { subject: { slug } })).notes).toHaveLength(1);
    const { drafts } = await ask(core, 'note.drafts', { subject: { slug } });
    expect(drafts.map(({ body }) => body)).toEqual(['half typed']);
    expect((await ask(core, 'search.open', {})).total).toBe(80);
  });
});
