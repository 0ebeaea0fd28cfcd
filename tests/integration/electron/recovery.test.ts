// A start over files that are not as they were left: the window opens, says what is wrong, and never shows an empty
// library in place of one that it could not open. What the window makes of it is shown in tests/electron/recovery.spec.ts.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  watch,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createCli, ensureBuilt, mustRun } from '../../support/cli.ts';
import type { Shell } from '../../support/electron/launch.ts';
import { onlyIf } from '../../support/needs.ts';
import { makeSmallDisk, SMALL_DISK } from '../../support/small-disk.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { launch, launched } from './running.ts';

const FIRST_SCHEMA = path.resolve(
  import.meta.dirname,
  '../../../src/main/storage/library/migrations/0001-library.sql',
);
const SLUG = 'naviaux-2016-metabolomics';
const mounting = onlyIf(
  process.platform === 'linux' && process.getuid?.() === 0,
  'as root on Linux, who may mount',
);

let data: string;
let library: string;
beforeAll(() => {
  ensureBuilt('main', 'preload', 'renderer');
});
beforeEach(() => {
  data = path.join(makeTempDir('recovery'), 'data');
  library = path.join(data, 'library.sqlite');
});

/** A library with a note and a backup of it. */
async function filled(): Promise<void> {
  const cli = createCli(data);
  await mustRun(cli.run(['note', SLUG, 'Precious.']));
  await mustRun(cli.run(['backup']));
}

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Has the files opened, as the page does first of all; what becomes of that is for the test to see. */
function openFiles(shell: Shell): void {
  void shell
    .whenHeard((fact) => fact === 'window-is-open')
    .then(() => shell.call('status.get', {}))
    .catch(() => undefined);
}

/** Where Electron falls back to when it cannot keep its files in the data folder. */
function elsewhere(): { readonly env: Readonly<Record<string, string>> } {
  return { env: { HOME: makeTempDir('home') } };
}

async function settingsOf(shell: Shell): Promise<Answer> {
  return (await shell.call('settings.get', {})) as Answer;
}

async function end(shell: Shell): Promise<void> {
  await shell.ask('closeWindow');
  expect(await shell.ended).toMatchObject({ code: 0 });
}

describe('a library', () => {
  it.each<readonly [string, string, () => void]>([
    [
      'that was cut in half',
      'library-corrupt',
      () => {
        truncateSync(library, Math.floor(readFileSync(library).length / 2));
      },
    ],
    [
      'full of zeros',
      'library-corrupt',
      () => {
        writeFileSync(library, Buffer.alloc(readFileSync(library).length));
      },
    ],
    [
      'of no bytes at all',
      'library-missing',
      () => {
        writeFileSync(library, '');
      },
    ],
    [
      'that is not there, beside its backups',
      'library-missing',
      () => {
        rmSync(library);
      },
    ],
    [
      'of a newer version',
      'library-newer',
      () => {
        const db = new Database(library);
        db.pragma('user_version = 99');
        db.close();
      },
    ],
  ])(
    '%s: the window opens and says so (%s); the file stays as it is; a backup brings it back',
    async (_what, code, harm) => {
      await filled();
      harm();
      const before = existsSync(library) ? readFileSync(library) : null;
      const shell = await launched(data);
      const answer = await settingsOf(shell);
      expect(answer).toMatchObject({ ok: false, error: { code } });
      expect(answer.error?.message).toMatch(/safe|left as it is|backup/u);
      expect(existsSync(library) ? readFileSync(library) : null).toEqual(before);
      const { value } = (await shell.call('backup.list', {})) as {
        readonly value: { readonly backups: readonly { readonly name: string }[] };
      };
      const name = value.backups[0]?.name;
      expect(await shell.call('backup.restore', { name })).toMatchObject({ ok: true });
      expect(await shell.call('note.list', { subject: { slug: SLUG } })).toMatchObject({
        value: { notes: [{ body: 'Precious.' }] },
      });
      await end(shell);
    },
  );

  it('that another program has locked is told so, in words, and is there when it is free', async () => {
    await filled();
    const other = new Database(library);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    onTestFinished(() => {
      other.close();
    });
    const shell = await launched(data);
    const note = { subject: { slug: SLUG }, body: 'Later.' };
    const refused = (await shell.call('note.create', note)) as Answer;
    expect(refused).toMatchObject({ ok: false, error: { code: 'locked' } });
    other.exec('ROLLBACK');
    other.close();
    await expect.poll(() => shell.call('note.create', note)).toMatchObject({ ok: true });
    await end(shell);
  });

  it('with garbage for settings opens with what a first start has, and keeps the notes', async () => {
    await filled();
    const db = new Database(library);
    const put = db.prepare('INSERT OR REPLACE INTO setting (name, value_json) VALUES (?, ?)');
    for (const name of ['settings.theme', 'settings.source', 'place', 'settings.welcomed']) {
      put.run(name, '"\\u0000garbage"');
    }
    db.close();
    const shell = await launched(data);
    expect(await settingsOf(shell)).toMatchObject({ ok: true });
    expect(await shell.call('note.list', { subject: { slug: SLUG } })).toMatchObject({
      value: { notes: [{ body: 'Precious.' }] },
    });
    await end(shell);
  });

  it.skipIf(mounting.isMissing)(`on a disk that can only be read ${mounting.note}`, async () => {
    await filled();
    // As it is where the program has been used before: Chromium's folder is there, and cannot hold its lock.
    await end(await launched(data));
    execFileSync('mount', ['--bind', data, data]);
    onTestFinished(() => void execFileSync('umount', ['-l', data]));
    execFileSync('mount', ['-o', 'remount,ro,bind', data]);
    const shell = await launched(data, elsewhere());
    const answer = await settingsOf(shell);
    expect(answer.ok).toBe(false);
    expect(answer.error?.message).toMatch(/could not be read or written.*safe/su);
    shell.child.kill('SIGKILL');
    await shell.ended;
    execFileSync('mount', ['-o', 'remount,rw,bind', data]);
    expect((await createCli(data).run(['show', SLUG])).stdout).toContain('Precious.');
  });
});

describe('a disk', () => {
  it.skipIf(SMALL_DISK.isMissing)(
    `that is full ${SMALL_DISK.note} says so, and goes on when there is room`,
    async () => {
      const disk = makeSmallDisk(8);
      disk.mount();
      onTestFinished(() => {
        disk.remove();
      });
      data = path.join(disk.folder, 'data');
      await filled();
      // Room for the lock of a single instance, and not for a note.
      disk.fill(96 * 1024);
      const shell = await launched(data, elsewhere());
      const note = { subject: { slug: SLUG }, body: 'x'.repeat(100_000) };
      const refused = (await shell.call('note.create', note)) as Answer;
      expect(refused).toMatchObject({ ok: false, error: { code: 'disk-full' } });
      expect(refused.error?.message).toMatch(/safe/u);
      disk.makeRoom();
      expect(await shell.call('note.create', note)).toMatchObject({ ok: true });
      const { value } = (await shell.call('note.list', { subject: { slug: SLUG } })) as {
        readonly value: { readonly notes: readonly { readonly body: string }[] };
      };
      expect(value.notes.map(({ body }) => body.length).sort((a, b) => a - b)).toEqual([
        9, 100_000,
      ]);
      await end(shell);
    },
  );
});

describe('a data folder', () => {
  it('that is a file is said to be one, and the file stays', async () => {
    writeFileSync(data, 'mine');
    const shell = await launched(data, elsewhere());
    const answer = await settingsOf(shell);
    expect(answer.ok).toBe(false);
    expect(answer.error?.message).toMatch(/is not a folder|cannot be written/u);
    await end(shell);
    expect(readFileSync(data, 'utf8')).toBe('mine');
  });

  it('that is missing is made, readable by its owner alone', async () => {
    data = path.join(data, 'deeper', 'still');
    const shell = await launched(data);
    expect(await settingsOf(shell)).toMatchObject({ ok: true });
    await end(shell);
    expect(readdirSync(data)).toContain('library.sqlite');
  });

  it.skipIf(process.platform === 'win32')(
    'that is in use on another computer is left alone, and that computer is named [not on Windows]',
    async () => {
      await end(await launched(data));
      symlinkSync('study-laptop-4711', path.join(data, 'electron', 'SingletonLock'));
      const shell = launch(data);
      const { code, stderr } = await shell.ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/in use on the computer "study-laptop".*Nothing was changed/su);
      expect(shell.heard).not.toContain('window-is-open');
    },
  );

  it('in which nobody may write is said so', async () => {
    const shell = await launched('/proc/companion', elsewhere());
    const answer = await settingsOf(shell);
    expect(answer.error?.message).toMatch(/cannot be written/u);
    await end(shell);
  });
});

describe('a library of an older version', () => {
  const OLD = 1;
  const versionOf = (): number => {
    const db = new Database(library);
    try {
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      return Number(db.pragma('user_version', { simple: true }));
    } finally {
      db.close();
    }
  };

  /** The tables that the first version did not have. */
  function laterTables(db: Database.Database): string[] {
    const first = new Database(':memory:');
    first.exec(readFileSync(FIRST_SCHEMA, 'utf8'));
    const tables = (of: Database.Database): string[] =>
      of.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    const had = tables(first);
    first.close();
    return tables(db).filter((table) => !had.includes(table));
  }

  /** As the first version left it, and large, so that its backup takes a while. */
  function makeOld(): number {
    const db = new Database(library);
    const known = Number(db.pragma('user_version', { simple: true }));
    db.pragma('foreign_keys = OFF');
    for (const table of laterTables(db)) db.exec(`DROP TABLE ${table}`);
    db.pragma(`user_version = ${OLD}`);
    const put = db.prepare('INSERT INTO setting (name, value_json) VALUES (?, ?)');
    db.transaction(() => {
      for (let each = 0; each < 40; each += 1) put.run(`old.${each}`, `"${'x'.repeat(1_000_000)}"`);
    })();
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    return known;
  }

  it.each([
    ['the backup that comes before it begins', 'backups', /./u],
    ['the library is written', '', /^library\.sqlite-wal$/u],
  ])(
    'killed in its migration, when %s, is whole at the next start and goes on',
    async (_when, folder, name) => {
      await filled();
      const known = makeOld();
      const shell = launch(data);
      const watcher = watch(path.join(data, folder), (_event, file) => {
        if (name.test(file ?? '')) shell.child.kill('SIGKILL');
      });
      onTestFinished(() => {
        watcher.close();
      });
      openFiles(shell);
      expect(await shell.ended).toMatchObject({ code: null });
      // Killed before it, or after it: never half of it.
      const before = versionOf();
      expect([OLD, known]).toContain(before);
      if (folder === 'backups') expect(before).toBe(OLD);
      watcher.close();

      const again = await launched(data);
      expect(await again.call('note.list', { subject: { slug: SLUG } })).toMatchObject({
        value: { notes: [{ body: 'Precious.' }] },
      });
      const { value } = (await again.call('backup.list', {})) as {
        readonly value: { readonly backups: readonly object[] };
      };
      expect(value.backups).toContainEqual(
        expect.objectContaining({ reason: 'before-migration', damage: null }),
      );
      await end(again);
      expect(versionOf()).toBe(known);
    },
  );
});

describe('starts', () => {
  it('of ten at once make one window and one library', async () => {
    await filled();
    const shells = Array.from({ length: 10 }, () => launch(data));
    const first = await Promise.any(
      shells.map((shell) => shell.whenHeard((fact) => fact === 'window-is-open').then(() => shell)),
    );
    const others = shells.filter((shell) => shell !== first);
    for (const other of others) expect(await other.ended).toEqual({ code: 0, stderr: '' });
    expect(others.flatMap(({ heard }) => heard)).not.toContain('window-is-open');
    expect(await first.call('note.list', { subject: { slug: SLUG } })).toMatchObject({
      value: { notes: [{ body: 'Precious.' }] },
    });
    await end(first);
  });

  it('after the program was killed while it made a backup or its first files go on as if nothing had been', async () => {
    for (const afterMs of [0, 20, 60, 120]) {
      const shell = launch(data);
      openFiles(shell);
      await new Promise((resolve) => setTimeout(resolve, 150 + afterMs));
      shell.child.kill('SIGKILL');
      await shell.ended;
    }
    const shell = await launched(data);
    expect(await shell.call('status.get', {})).toMatchObject({ value: { studies: { total: 80 } } });
    const note = { subject: { slug: SLUG }, body: 'Kept.' };
    expect(await shell.call('note.create', note)).toMatchObject({ ok: true });
    // Closing makes the day's backup: killed in it, the next start has the note and makes it again.
    await shell.ask('closeWindow');
    await new Promise((resolve) => setTimeout(resolve, 15));
    shell.child.kill('SIGKILL');
    await shell.ended;
    const again = await launched(data);
    expect(await again.call('note.list', { subject: { slug: SLUG } })).toMatchObject({
      value: { notes: [{ body: 'Kept.' }] },
    });
    await end(again);
    expect(readdirSync(path.join(data, 'backups')).length).toBeGreaterThan(0);
  });
});
