// A data folder with a backup, for the restore tests, and the ways to harm either.
// Invariant: a changed backup has a manifest that agrees, so that only its content is wrong.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createBackup } from '../../../src/main/storage/backup/create-backup.ts';
import { hashFile } from '../../../src/main/storage/backup/files.ts';
import { findBackup, type SoundBackup } from '../../../src/main/storage/backup/list-backups.ts';
import { readManifest, writeManifest } from '../../../src/main/storage/backup/manifest.ts';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import { addNotes, addVersions, dataFolderTemplate, day } from './data-folder.ts';

/** A data folder and the one backup in it. */
export interface FolderWithBackup {
  readonly paths: DataPaths;
  readonly backup: SoundBackup;
}

/** Folders with a backup of one note and version `aa`, after which a note and version `bb` came. */
export function folderWithBackupTemplate(): () => FolderWithBackup {
  const copyOfTemplate = dataFolderTemplate(async (paths) => {
    addNotes(paths, 'old');
    addVersions(paths, 'aa');
    await createBackup(paths, { reason: 'manual', now: day(0) });
    addNotes(paths, 'new');
    addVersions(paths, 'bb');
  });
  return () => {
    const paths = copyOfTemplate();
    return { paths, backup: findBackup(paths, '2026-11-02T14-03-09Z-manual').info };
  };
}

/** Changes the library of a backup and makes its manifest agree. */
export async function changeBackup(
  { folder }: SoundBackup,
  change: (file: string) => void,
): Promise<void> {
  const file = path.join(folder, 'library.sqlite');
  change(file);
  const manifestFile = path.join(folder, 'manifest.json');
  const manifest = readManifest(readFileSync(manifestFile, 'utf8'));
  if (typeof manifest === 'string') throw new Error(manifest);
  const facts = { bytes: readFileSync(file).length, sha256: await hashFile(file) };
  const library = { ...manifest.library, ...facts };
  writeFileSync(manifestFile, writeManifest({ ...manifest, library }));
}

/** True where all but the header is the same: to hold a file alone takes it out of WAL mode, which is a mark there. */
export function sameContent(a: Buffer, b: Buffer): boolean {
  return a.subarray(100).equals(b.subarray(100));
}

/** Overwrites bytes of a file. */
export function fill(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, from, Math.min(to, bytes.length));
  writeFileSync(file, bytes);
}

/** A record without the names that contain something. */
export function without<T>(record: Readonly<Record<string, T>>, part: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !name.includes(part)));
}
