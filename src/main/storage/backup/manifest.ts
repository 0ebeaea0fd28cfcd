// What a backup says of itself, in `manifest.json` beside its files.
// Invariant: a manifest is read field by field; whatever is missing or odd makes the backup damaged,
// never half believed.
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { BACKUP_REASONS, type BackupReason } from './backup-names.ts';

export const MANIFEST_FILE = 'manifest.json';
export const LIBRARY_FILE = 'library.sqlite';
export const HISTORY_FILE = 'history.sqlite';

const PROGRAM = 'mecfs-atlas-companion';
const FORMAT = 1;

const COUNT_NAMES = [
  'notes',
  'revisions',
  'lists',
  'entries',
  'tags',
  'codings',
  'corrections',
  'studyVersions',
] as const;
// A backup of an earlier version does not name them: it has none.
const LATER_COUNTS: readonly string[] = ['corrections'];

/** How much a backup holds. Notes and lists that were removed are not counted, their texts are kept. */
export type BackupCounts = Readonly<Record<(typeof COUNT_NAMES)[number], number>>;

/** One database of a backup, as it was when the backup was made. */
export interface FileFacts {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly schemaVersion: number;
}

export interface BackupManifest {
  readonly createdAt: UnixMs;
  readonly reason: BackupReason;
  readonly appVersion: string;
  readonly counts: BackupCounts;
  readonly library: FileFacts;
  /** Null where the history was missing or damaged: notes are backed up all the same. */
  readonly history: FileFacts | null;
}

/** The manifest as the text of its file. */
export function writeManifest(manifest: BackupManifest): string {
  return `${JSON.stringify({ program: PROGRAM, format: FORMAT, ...manifest }, null, 2)}\n`;
}

/** The text of a manifest read back, or a sentence that says what is wrong with it. */
export function readManifest(text: string): BackupManifest | string {
  const record = asRecord(parseJson(text));
  if (record?.['program'] !== PROGRAM) return 'Its manifest cannot be read.';
  if (record['format'] !== FORMAT) return 'It was made by a newer version of this program.';
  const { createdAt, reason, appVersion } = record;
  const knownReason = BACKUP_REASONS.find((known) => known === reason);
  const counts = readCounts(record['counts']);
  const library = readFacts(record['library']);
  const history = record['history'] === null ? null : readFacts(record['history']);
  if (
    !isCount(createdAt) ||
    knownReason === undefined ||
    typeof appVersion !== 'string' ||
    counts === undefined ||
    library === undefined ||
    history === undefined
  ) {
    return 'Its manifest is incomplete.';
  }
  return {
    createdAt: createdAt as UnixMs,
    reason: knownReason,
    appVersion,
    counts,
    library,
    history,
  };
}

function readFacts(value: unknown): FileFacts | undefined {
  const record = asRecord(value);
  if (record === undefined) return undefined;
  const { bytes, sha256, schemaVersion } = record;
  if (!isCount(bytes) || !isCount(schemaVersion)) return undefined;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/u.test(sha256)) return undefined;
  return { bytes, sha256, schemaVersion };
}

function readCounts(value: unknown): BackupCounts | undefined {
  const record = asRecord(value);
  if (record === undefined) return undefined;
  const isNamed = (name: string): boolean =>
    isCount(record[name]) || (record[name] === undefined && LATER_COUNTS.includes(name));
  if (!COUNT_NAMES.every(isNamed)) return undefined;
  const count = (name: (typeof COUNT_NAMES)[number]): number => Number(record[name] ?? 0);
  return {
    notes: count('notes'),
    revisions: count('revisions'),
    lists: count('lists'),
    entries: count('entries'),
    tags: count('tags'),
    codings: count('codings'),
    corrections: count('corrections'),
    studyVersions: count('studyVersions'),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A half-written manifest is what this is about: the caller says that it cannot be read.
    return undefined;
  }
}
