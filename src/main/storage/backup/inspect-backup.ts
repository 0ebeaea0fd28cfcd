// Looks into a backup before it is restored.
// Invariant: reads only; what it answers has been proven against the manifest's hashes.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { DataPaths } from '../paths.ts';
import { tableNames, withReadOnly } from './database-copy.ts';
import { explainFailure, hashFile } from './files.ts';
import { findBackup, type SoundBackup } from './list-backups.ts';
import { HISTORY_FILE, LIBRARY_FILE } from './manifest.ts';
import { changedFile, checkSound, isNewerSchema } from './staging.ts';

/** What a backup holds. */
export interface BackupContents {
  readonly backup: SoundBackup;
  /** When the last note was written or changed; null without notes. */
  readonly newestNoteAt: UnixMs | null;
  /** The names of its lists, in alphabetical order. */
  readonly lists: readonly string[];
  /** True where only a newer version of this program can restore it. */
  readonly isNewer: boolean;
}

/**
 * Proves a backup (hashes, SQLite's own check) and tells what is in it.
 * @throws AppError `backup-not-found`, `backup-damaged`
 */
export async function inspectBackup(paths: DataPaths, name: string): Promise<BackupContents> {
  try {
    const { info, manifest } = findBackup(paths, name);
    const files = [
      { file: LIBRARY_FILE, database: 'library', facts: manifest.library },
      { file: HISTORY_FILE, database: 'history', facts: manifest.history },
    ] as const;
    let isNewer = false;
    for (const { file, database, facts } of files) {
      if (facts === null) continue;
      const path = join(info.folder, file);
      if ((await hashFile(path)) !== facts.sha256) throw changedFile(name, file);
      isNewer ||= isNewerSchema(checkSound(path, database, name), database);
    }
    const contents = withReadOnly(join(info.folder, LIBRARY_FILE), readContents);
    return { backup: info, ...contents, isNewer };
  } catch (error) {
    throw explainFailure(error, {
      database: 'library',
      folder: paths.backups,
      safe: 'The backup was only looked at; nothing was changed.',
    });
  }
}

function readContents(db: Database.Database): Pick<BackupContents, 'newestNoteAt' | 'lists'> {
  const newest = db.prepare('SELECT max(updated_at) FROM note WHERE removed_at IS NULL').pluck();
  const newestNoteAt = newest.get() as UnixMs | null;
  if (!tableNames(db).has('reading_list')) return { newestNoteAt, lists: [] };
  const lists = db
    .prepare<[], { name: string }>(
      'SELECT name FROM reading_list WHERE removed_at IS NULL ORDER BY name_key',
    )
    .all();
  return { newestNoteAt, lists: lists.map(({ name }) => name) };
}
