// Makes a backup: library first, then history (which only grows, so all that the library names is in it).
// Invariant: a backup appears under its name complete, checked and on the disk, or not at all; earlier
// ones are deleted only after that.
import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { version as appVersion } from '../../../../package.json';
import { AppError } from '../../../shared/contract/errors.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { syncFolder, type DataPaths } from '../paths.ts';
import { isCorrupt } from '../sqlite-errors.ts';
import { withBackupLock } from './backup-lock.ts';
import { fileStamp, numberedName, type BackupReason } from './backup-names.ts';
import {
  copyDatabase,
  copyOpenDatabase,
  countHistory,
  countLibrary,
  sealCopy,
  withReadOnly,
} from './database-copy.ts';
import { explainFailure, hashFile, sizeOf, writeDurably } from './files.ts';
import { findBackup, type SoundBackup } from './list-backups.ts';
import {
  HISTORY_FILE,
  LIBRARY_FILE,
  MANIFEST_FILE,
  writeManifest,
  type BackupCounts,
  type FileFacts,
} from './manifest.ts';
import { DRAFT_PREFIX, pruneBackups, removeLeftovers } from './prune-backups.ts';

export interface BackupRequest {
  readonly reason: BackupReason;
  readonly now: UnixMs;
}

/** A request from inside a restore. */
export interface BackupRequestUnderLock extends BackupRequest {
  /** The connection that holds the library for itself; without it one is opened. */
  readonly library?: Database.Database;
  /** A backup that retention must leave alone. */
  readonly protect?: string;
}

/**
 * Makes a backup of library and history, then deletes those that retention gives up. Others may write
 * meanwhile. Where the history is missing or damaged, the library is backed up without it.
 * @throws AppError `not-found` (no library yet), `library-corrupt`, `disk-full`, `not-writable`,
 *   `locked` (another backup or a restore runs); earlier backups are then as they were
 */
export async function createBackup(paths: DataPaths, request: BackupRequest): Promise<SoundBackup> {
  requireLibrary(paths);
  return await withBackupLock(paths, () => createBackupUnderLock(paths, request));
}

/** The same for a caller that holds the backup lock. */
export async function createBackupUnderLock(
  paths: DataPaths,
  request: BackupRequestUnderLock,
): Promise<SoundBackup> {
  const draft = join(paths.backups, `${DRAFT_PREFIX}${process.pid}-${randomUUID()}`);
  try {
    removeLeftovers(paths);
    mkdirSync(draft, { mode: 0o700 });
    await fillDraft({ paths, draft }, request);
    const name = giveName(paths, draft, request);
    const { info } = findBackup(paths, name);
    pruneBackups(paths, { now: request.now, protect: [name, request.protect ?? name] });
    return info;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw explainFailure(error, {
      database: 'library',
      folder: paths.backups,
      safe: 'No backup was made. The library and all earlier backups are as they were.',
    });
  }
}

interface Draft {
  readonly paths: DataPaths;
  readonly draft: string;
}

async function fillDraft(place: Draft, request: BackupRequestUnderLock): Promise<void> {
  const library = await copyLibrary(place, request.library);
  const history = await copyHistory(place);
  const counts: BackupCounts = { ...library.counts, studyVersions: history?.studyVersions ?? 0 };
  const manifest = writeManifest({
    createdAt: request.now,
    reason: request.reason,
    appVersion,
    counts,
    library: library.facts,
    history: history?.facts ?? null,
  });
  writeDurably(join(place.draft, MANIFEST_FILE), manifest);
  syncFolder(place.draft);
}

async function copyLibrary(
  { paths, draft }: Draft,
  open: Database.Database | undefined,
): Promise<{ readonly facts: FileFacts; readonly counts: Omit<BackupCounts, 'studyVersions'> }> {
  const target = join(draft, LIBRARY_FILE);
  await (open === undefined ? copyDatabase(paths.library, target) : copyOpenDatabase(open, target));
  const version = sealCopy(target, 'library');
  if (version === 0) throw noLibrary(paths);
  return { facts: await factsOf(target, version), counts: withReadOnly(target, countLibrary) };
}

// Notes come first: a damaged history must not keep them from being backed up. Retention keeps the
// newest backup that has a history, so the last good one does not go meanwhile.
async function copyHistory({
  paths,
  draft,
}: Draft): Promise<{ readonly facts: FileFacts; readonly studyVersions: number } | null> {
  if (sizeOf(paths.history) === 0) return null;
  const target = join(draft, HISTORY_FILE);
  try {
    await copyDatabase(paths.history, target);
    const version = sealCopy(target, 'history');
    const studyVersions = withReadOnly(target, countHistory);
    return { facts: await factsOf(target, version), studyVersions };
  } catch (error) {
    const isDamaged = error instanceof AppError && error.code === 'history-corrupt';
    if (!isDamaged && !isCorrupt(error)) throw error;
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(target + suffix, { force: true });
    return null;
  }
}

async function factsOf(path: string, version: number): Promise<FileFacts> {
  return { bytes: sizeOf(path), sha256: await hashFile(path), schemaVersion: version };
}

function giveName(paths: DataPaths, draft: string, { now, reason }: BackupRequest): string {
  const wanted = `${fileStamp(now)}-${reason}`;
  for (let attempt = 1; ; attempt += 1) {
    const name = numberedName(wanted, attempt);
    const target = join(paths.backups, name);
    // Nobody else gives names while we hold the lock.
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) continue;
    renameSync(draft, target);
    syncFolder(paths.backups);
    return name;
  }
}

/** @throws AppError `not-found` where the data folder holds no library */
function requireLibrary(paths: DataPaths): void {
  if (sizeOf(paths.library) === 0) throw noLibrary(paths);
}

function noLibrary(paths: DataPaths): AppError {
  return new AppError(
    'not-found',
    `There is no library in ${paths.folder} yet, so there is nothing to back up. Nothing was changed.`,
    { ref: paths.library },
  );
}
