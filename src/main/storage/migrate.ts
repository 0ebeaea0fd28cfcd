// Brings one database file to the newest schema: numbered steps, one transaction each with its number.
// Invariant: a file from a newer version is refused in words and left as it is.
import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/contract/errors.ts';
import type { DatabaseName } from './sqlite-errors.ts';

/** SQL by number, beginning with 1, without a gap. */
export type Migrations = readonly string[];

/**
 * Orders what `import.meta.glob` found by the number that each file's name begins with.
 * @throws Error where the numbers are not 1, 2, 3 …: a defect of the build
 */
export function orderMigrations(files: Readonly<Record<string, string>>): Migrations {
  const numbered = Object.entries(files)
    .map(([path, sql]) => ({
      number: Number.parseInt(/(\d{4})-[^/]*\.sql$/u.exec(path)?.[1] ?? '', 10),
      path,
      sql,
    }))
    .sort((a, b) => a.number - b.number);
  numbered.forEach((file, index) => {
    if (file.number !== index + 1) {
      throw new Error(`migration ${file.path} is not number ${index + 1}`);
    }
  });
  return numbered.map((file) => file.sql);
}

/** The schema number of an open file; 0 for a new one. */
export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Refuses a file that a newer version of the program has written. */
export function refuseNewer(db: Database, migrations: Migrations, name: DatabaseName): void {
  const version = schemaVersion(db);
  if (version <= migrations.length) return;
  const what =
    name === 'library'
      ? 'library (notes, lists, tags)'
      : name === 'history'
        ? 'history'
        : 'copy of the atlas';
  throw new AppError(
    'library-newer',
    `The ${what} was written by a newer version of this program (format ${version}; this one knows ${migrations.length}). It was left as it is, and everything in it is safe. Open it with the newer version, or name another folder with --data.`,
    { ref: name },
  );
}

/** Runs what is missing; the first step marks the file as ours. Two processes at once are safe: the number is read again under the lock. */
export function migrate(db: Database, migrations: Migrations, applicationId: number): void {
  for (let version = schemaVersion(db); version < migrations.length; version = schemaVersion(db)) {
    const step = db.transaction(() => {
      const current = schemaVersion(db);
      if (current !== version) return;
      if (current === 0) db.pragma(`application_id = ${applicationId}`);
      db.exec(migrations[current] ?? '');
      db.pragma(`user_version = ${current + 1}`);
    });
    step.immediate();
  }
}
