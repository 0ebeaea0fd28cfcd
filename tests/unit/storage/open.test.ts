// Opening: who may write what, what is refused, and who may read the files.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  MIGRATIONS,
  openLibrary,
  openMirror,
  openReader,
  prepareDatabase,
} from '../../../src/main/storage/open.ts';
import {
  chooseDataFolder,
  dataPaths,
  prepareDataFolder,
  type DataPaths,
} from '../../../src/main/storage/paths.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { onlyIf } from '../../support/needs.ts';

const noBackup = (): Promise<void> => Promise.resolve();
const posix = onlyIf(process.platform !== 'win32', 'where files have modes');

async function prepared(): Promise<DataPaths> {
  const paths = dataPaths(join(makeTempDir('open'), 'data'));
  prepareDataFolder(paths);
  for (const name of ['library', 'history', 'mirror'] as const) {
    await prepareDatabase(paths, name, noBackup);
  }
  return paths;
}

describe('the data folder', () => {
  const choice = { explicit: null, environment: {}, platform: 'linux', homeFolder: '/home/ada' };
  it('is where the platform keeps data, unless a person says otherwise', () => {
    expect(chooseDataFolder(choice)).toBe('/home/ada/.local/share/mecfs-atlas-companion');
    expect(chooseDataFolder({ ...choice, environment: { XDG_DATA_HOME: '/data' } })).toBe(
      '/data/mecfs-atlas-companion',
    );
    expect(chooseDataFolder({ ...choice, environment: { XDG_DATA_HOME: 'relative' } })).toBe(
      '/home/ada/.local/share/mecfs-atlas-companion',
    );
    expect(chooseDataFolder({ ...choice, platform: 'darwin' })).toBe(
      '/home/ada/Library/Application Support/mecfs-atlas-companion',
    );
    expect(chooseDataFolder({ ...choice, environment: { COMPANION_DATA: '/mine' } })).toBe('/mine');
    expect(
      chooseDataFolder({ ...choice, explicit: '/this', environment: { COMPANION_DATA: '/mine' } }),
    ).toBe('/this');
  });

  it.skipIf(posix.isMissing)(`and its files are its owner's alone ${posix.note}`, async () => {
    const paths = await prepared();
    const writer = openLibrary(paths);
    writer.prepare("INSERT INTO setting VALUES ('a', '1')").run();
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect(mode(paths.folder)).toBe('700');
    for (const file of [
      paths.library,
      `${paths.library}-wal`,
      `${paths.library}-shm`,
      paths.atlas,
      paths.history,
    ]) {
      expect(mode(file), file).toBe('600');
    }
    writer.close();
  });

  it.skipIf(posix.isMissing)(`keeps its mode where somebody else filled it ${posix.note}`, () => {
    const folder = makeTempDir('home');
    mkdirSync(join(folder, 'papers'), { mode: 0o755 });
    writeFileSync(join(folder, 'papers', 'thesis.tex'), '');
    prepareDataFolder(dataPaths(join(folder, 'papers')));
    expect(statSync(join(folder, 'papers')).mode & 0o777).toBe(0o755);
  });

  it('that is a file is refused in words, and the file stays', () => {
    const file = join(makeTempDir('file'), 'data');
    writeFileSync(file, 'mine');
    expect(() => {
      prepareDataFolder(dataPaths(file));
    }).toThrow(
      expect.objectContaining({
        code: 'data-folder',
        message: expect.stringContaining('is not a folder') as string,
      }),
    );
    expect(statSync(file).size).toBe(4);
  });
});

describe('the connections', () => {
  it('write only what is theirs', async () => {
    const paths = await prepared();
    const reader = openReader(paths);
    const library = openLibrary(paths);
    const mirror = openMirror(paths);
    expect(() => reader.prepare("INSERT INTO library.setting VALUES ('a', '1')").run()).toThrow(
      /readonly/u,
    );
    expect(() => library.prepare('SELECT * FROM atlas.study')).toThrow(/no such table/u);
    expect(() => mirror.prepare('SELECT * FROM library.note')).toThrow(/no such table/u);
    expect(library.pragma('synchronous', { simple: true })).toBe(2);
    expect(mirror.pragma('history.synchronous', { simple: true })).toBe(2);
    // A note need not wait for a sync that is writing.
    mirror.exec('BEGIN IMMEDIATE');
    library.prepare("INSERT INTO setting VALUES ('a', '1')").run();
    mirror.exec('ROLLBACK');
    for (const db of [reader, library, mirror]) db.close();
  });

  it('keep history from changing or going', async () => {
    const paths = await prepared();
    const mirror = openMirror(paths);
    mirror.prepare("INSERT INTO history.study_version VALUES ('h', 's', '{}')").run();
    expect(() => mirror.prepare("UPDATE history.study_version SET slug = 'x'").run()).toThrow(
      /only grows/u,
    );
    expect(() => mirror.prepare('DELETE FROM history.study_version').run()).toThrow(/only grows/u);
    mirror.close();
  });
});

describe('a file that does not fit', () => {
  it('from a newer version is refused in words and left as it is', async () => {
    const paths = await prepared();
    const db = new Database(paths.library);
    db.pragma(`user_version = ${MIGRATIONS.library.length + 1}`);
    db.close();
    await expect(prepareDatabase(paths, 'library', noBackup)).rejects.toThrow(
      expect.objectContaining({
        code: 'library-newer',
        message: expect.stringContaining('newer version') as string,
      }),
    );
  });

  it('of another program is refused', async () => {
    const paths = await prepared();
    const db = new Database(paths.history);
    db.pragma('application_id = 252006673');
    db.close();
    await expect(prepareDatabase(paths, 'history', noBackup)).rejects.toThrow(
      expect.objectContaining({ code: 'data-folder' }),
    );
  });

  it('that is damaged is called damaged, and a damaged library points to the backups', async () => {
    const paths = await prepared();
    writeFileSync(paths.library, Buffer.alloc(8192, 'x'));
    await expect(prepareDatabase(paths, 'library', noBackup)).rejects.toThrow(
      expect.objectContaining({
        code: 'library-corrupt',
        message: expect.stringContaining('companion restore') as string,
      }),
    );
  });

  it('is backed up before a migration, and only then', async () => {
    const paths = await prepared();
    const db = new Database(paths.library);
    db.close();
    let backups = 0;
    const count = (): Promise<void> => {
      backups += 1;
      return Promise.resolve();
    };
    await prepareDatabase(paths, 'library', count);
    expect(backups).toBe(0);
  });
});
