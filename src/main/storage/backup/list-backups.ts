// The backups that are there, from their manifests.
// Invariant: a damaged or half-copied backup is listed with what is wrong with it, never thrown over.
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { DataPaths } from '../paths.ts';
import { isBackupName, momentInName, spokenMoment, type BackupReason } from './backup-names.ts';
import { errorCode, explainFailure, sizeOf } from './files.ts';
import {
  HISTORY_FILE,
  LIBRARY_FILE,
  MANIFEST_FILE,
  readManifest,
  type BackupCounts,
  type BackupManifest,
} from './manifest.ts';

interface BackupPlace {
  /** The folder's name: what a person names a backup by. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
}

/** A backup whose manifest and file sizes are right; `inspectBackup` proves the content. */
export interface SoundBackup extends BackupPlace {
  readonly createdAt: UnixMs;
  readonly reason: BackupReason;
  readonly appVersion: string;
  readonly counts: BackupCounts;
  /** False where the history was missing or damaged when the backup was made. */
  readonly hasHistory: boolean;
  /** Of both databases. */
  readonly bytes: number;
  readonly damage: null;
}

/** A backup that cannot be restored. */
export interface DamagedBackup extends BackupPlace {
  /** By its manifest, else by its name, else null. */
  readonly createdAt: UnixMs | null;
  /** What is wrong with it, as a sentence. */
  readonly damage: string;
}

export type BackupInfo = SoundBackup | DamagedBackup;

/**
 * All backups, newest first; those without a date come last. Every folder that has a manifest counts,
 * whatever a person renamed it to.
 */
export function listBackups(paths: DataPaths): BackupInfo[] {
  return folderNames(paths.backups)
    .filter((name) => isBackupName(name) || isThere(join(paths.backups, name, MANIFEST_FILE)))
    .map((name) => readBackup(paths, name).info)
    .toSorted((a, b) => (b.createdAt ?? -1) - (a.createdAt ?? -1) || (a.name < b.name ? 1 : -1));
}

/** Those of them that can be restored, newest first. */
export function soundBackups(paths: DataPaths): SoundBackup[] {
  return listBackups(paths).filter((backup) => backup.damage === null);
}

/** A sound backup with its manifest. */
export interface NamedBackup {
  readonly info: SoundBackup;
  readonly manifest: BackupManifest;
}

/**
 * One backup by its name.
 * @throws AppError `backup-not-found`, `backup-damaged`
 */
export function findBackup(paths: DataPaths, name: string): NamedBackup {
  if (!folderNames(paths.backups).includes(name)) {
    const sentence = notFoundSentence(name, soundBackups(paths));
    throw new AppError('backup-not-found', sentence, { ref: name });
  }
  const backup = readBackup(paths, name);
  if (backup.manifest === null) throw damagedBackup(name, backup.info.damage);
  return backup;
}

/** The failure of a backup that cannot be used. `damage` is a sentence. */
export function damagedBackup(name: string, damage: string): AppError {
  return new AppError(
    'backup-damaged',
    `The backup ${name} is damaged and cannot be restored. ${damage} Nothing was changed. "companion restore" lists the other backups.`,
    { ref: name },
  );
}

type ReadBackup = NamedBackup | { readonly info: DamagedBackup; readonly manifest: null };

function readBackup(paths: DataPaths, name: string): ReadBackup {
  const folder = join(paths.backups, name);
  const manifest = readManifestFile(folder);
  if (typeof manifest === 'string') {
    return {
      info: { name, folder, createdAt: momentInName(name), damage: manifest },
      manifest: null,
    };
  }
  const damage = sizeDamage(folder, manifest);
  if (damage !== null) {
    return { info: { name, folder, createdAt: manifest.createdAt, damage }, manifest: null };
  }
  const { createdAt, reason, appVersion, counts, library, history } = manifest;
  const bytes = library.bytes + (history?.bytes ?? 0);
  const hasHistory = history !== null;
  const info = { name, folder, createdAt, reason, appVersion, counts, hasHistory, bytes, damage };
  return { info, manifest };
}

function readManifestFile(folder: string): BackupManifest | string {
  try {
    return readManifest(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT'
      ? 'It has no manifest, so it was never finished or was copied in part.'
      : `Its manifest cannot be read (${code}).`;
  }
}

function sizeDamage(folder: string, { library, history }: BackupManifest): string | null {
  const files = [
    { file: LIBRARY_FILE, facts: library },
    { file: HISTORY_FILE, facts: history },
  ];
  for (const { file, facts } of files) {
    if (facts === null) continue;
    const bytes = sizeOf(join(folder, file));
    if (bytes !== facts.bytes) return `Its ${file} has ${bytes} bytes instead of ${facts.bytes}.`;
  }
  return null;
}

// Folders only: a link is somebody else's arrangement, and a name with a dot is a draft of ours.
function folderNames(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
  } catch (error) {
    // No backup was made yet, or something else has that name: `createBackup` says so.
    if (/^(?:ENOENT|ENOTDIR)$/u.test(errorCode(error))) return [];
    throw explainFailure(error, {
      database: 'library',
      folder,
      safe: 'The backups could not be listed; nothing was changed.',
    });
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function notFoundSentence(name: string, backups: readonly SoundBackup[]): string {
  const [newest] = backups;
  const rest =
    newest === undefined
      ? 'There is no backup yet; "companion backup" makes one.'
      : `The newest is ${newest.name} (${spokenMoment(newest.createdAt)}); "companion restore" lists all ${backups.length}.`;
  return `There is no backup named ${name}. Nothing was changed. ${rest}`;
}
