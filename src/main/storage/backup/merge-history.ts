// Brings what a backup knows of the past into the live history.
// Invariant: the history only grows. Rows are added by their identity (content hash, moment), none is
// changed; a damaged history is kept, and every row that can still be read goes into its successor.
import Database, { SqliteError } from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';
import { migrate, refuseNewer, schemaVersion } from '../migrate.ts';
import { MIGRATIONS } from '../open.ts';
import { isCorrupt } from '../sqlite-errors.ts';
import { requireSound } from './database-copy.ts';

type Connection = Database.Database;

/** All tables of the history; a test compares them with its schema. Each has a natural primary key. */
export const HISTORY_TABLES = [
  'study_version',
  'sighting',
  'tombstone',
  'receipt',
  'receipt_summary',
] as const;

const BUSY_TIMEOUT_MS = 5000;
const UNREADABLE = /^SQLITE_(?:CORRUPT|NOTADB|IOERR|ERROR$)/u;

/**
 * Adds the rows of one history to another, in one transaction.
 * @param live The file that grows. Brought to the schema of `from` where it is older.
 * @param from A sound history, of a version that this program knows. It is not changed.
 * @returns How many versions of studies came in; null where `live` has no schema yet to take them.
 * @throws AppError `library-newer`, `history-corrupt` (of `live`); SqliteError
 */
export function mergeHistory(live: string, from: string): number | null {
  const db = new Database(live, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('synchronous = FULL');
    refuseNewer(db, MIGRATIONS.history, 'history');
    requireSound(db, 'history');
    if (schemaVersion(db) === 0) return null;
    db.prepare('ATTACH DATABASE ? AS backup').run(from);
    const wanted = Number(db.pragma('backup.user_version', { simple: true }));
    // Its file is ours already (it has a schema), so the mark of ownership stays as it is.
    if (schemaVersion(db) < wanted) migrate(db, MIGRATIONS.history.slice(0, wanted), 0);
    return db.transaction(() => addRows(db)).immediate();
  } finally {
    db.close();
  }
}

function addRows(db: Connection): number {
  const before = countVersions(db);
  for (const table of HISTORY_TABLES) {
    // The live schema is as new as the backup's or newer: it has every column of it.
    const columns = columnsOf(db, 'backup', table).map(({ name }) => name);
    if (columns.length === 0) continue;
    const list = columns.join(', ');
    // "WHERE true" keeps the parser from reading ON as a join's.
    db.exec(
      `INSERT INTO main.${table} (${list}) SELECT ${list} FROM backup.${table} WHERE true ON CONFLICT DO NOTHING`,
    );
  }
  return countVersions(db) - before;
}

/**
 * Adds to `target` every row of a damaged history that can still be read: from the front to the damage
 * and from the back to the damage.
 * @param damaged A copy with its -wal beside it; SQLite may change it.
 */
export function salvageHistory(target: string, damaged: string): void {
  const into = new Database(target, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    into.pragma('synchronous = FULL');
    const from = new Database(damaged, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      into.transaction(() => {
        for (const table of HISTORY_TABLES) salvageTable({ into, from, table });
      })();
    } finally {
      from.close();
    }
  } finally {
    into.close();
  }
}

interface Salvage {
  readonly into: Connection;
  readonly from: Connection;
  readonly table: (typeof HISTORY_TABLES)[number];
}

function salvageTable({ into, from, table }: Salvage): void {
  const columns = columnsOf(into, 'main', table);
  // A backup of before has no such table; the next start makes it, with what belongs into it.
  if (columns.length === 0) return;
  const list = columns.map(({ name }) => name).join(', ');
  const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  const backwards = key.map(({ name }) => `${name} DESC`).join(', ');
  // Damage that passes for a row is told by its JSON.
  const isWhole = columns
    .filter(({ name }) => name.endsWith('_json'))
    .map(({ name }) => `json_valid(${name})`);
  const select = `SELECT ${list} FROM ${table} WHERE ${['true', ...isWhole].join(' AND ')}`;
  const marks = columns.map(() => '?').join(', ');
  const insert = into.prepare(
    `INSERT INTO ${table} (${list}) VALUES (${marks}) ON CONFLICT DO NOTHING`,
  );
  const readAll = (sql: string): boolean =>
    readUntilDamage(() => {
      for (const row of from.prepare<[], unknown[]>(sql).raw().iterate()) addRow(insert, row);
    });
  if (!readAll(select)) readAll(`${select} ORDER BY ${backwards}`);
}

function addRow(insert: Database.Statement, row: unknown[]): void {
  try {
    insert.run(...row);
  } catch (error) {
    // A row of the wrong types is damage too; the rows after it are read on.
    if (!(error instanceof SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) throw error;
  }
}

/** True where everything could be read. */
function readUntilDamage(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    // SQLITE_ERROR: the table itself is not to be found any more.
    if (error instanceof SqliteError && UNREADABLE.test(error.code)) return false;
    throw error;
  }
}

/** True for the failure that says: this history is damaged. */
export function isHistoryDamage(error: unknown): boolean {
  return isCorrupt(error) || (error instanceof AppError && error.code === 'history-corrupt');
}

interface Column {
  readonly name: string;
  /** Place in the primary key from 1, 0 outside it. */
  readonly pk: number;
}

function columnsOf(db: Connection, schema: 'main' | 'backup', table: string): Column[] {
  return db
    .prepare<[string, string], Column>('SELECT name, pk FROM pragma_table_info(?, ?)')
    .all(table, schema);
}

function countVersions(db: Connection): number {
  return Number(db.prepare('SELECT count(*) FROM main.study_version').pluck().get());
}
