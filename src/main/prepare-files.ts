// Brings the three files into a state that can be opened: finished restore, migrations, repairs, starter set.
// Invariant: in order (library, history, mirror); a damaged library is told and never replaced, the rest is mended.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../shared/contract/errors.ts';
import type { Platform } from './platform.ts';
import { starterMark, writeStarter } from './storage/atlas/starter-fill.ts';
import { forgetDamage, isDamageNoted } from './storage/explain.ts';
import { prepareDatabase } from './storage/open.ts';
import { prepareDataFolder, type DataPaths } from './storage/paths.ts';
import { corruptError, type DatabaseName } from './storage/sqlite-errors.ts';

/** Sentences for a person about what preparing found. */
export interface Findings {
  /** Was damaged and has been built again. */
  readonly mended: readonly string[];
  /** Is still wrong; everything else works. */
  readonly problems: readonly string[];
}

/**
 * Prepares all files of the platform's data folder.
 * @throws AppError `data-folder`, `not-writable`, `disk-full`, `locked`, `library-newer`, `library-corrupt`, `library-missing`
 */
export async function prepareFiles(platform: Platform): Promise<Findings> {
  const { paths } = platform;
  await refuseMissingLibrary(paths);
  prepareDataFolder(paths);
  const { finishInterruptedRestore } = await import('./storage/backup/interrupted-restore.ts');
  finishInterruptedRestore(paths);
  const backUp = async (): Promise<void> => {
    const { createBackup } = await import('./storage/backup/create-backup.ts');
    await createBackup(paths, { reason: 'before-migration', now: platform.now() });
  };
  await prepareDatabase(paths, 'library', backUp);
  const mended = [
    await prepareOrMend(platform, 'history', { backUp, mend: () => mendHistory(platform) }),
    // The mirror can be fetched again, so there is nothing to back up.
    await prepareOrMend(platform, 'mirror', {
      backUp: () => Promise.resolve(),
      mend: () => mendMirror(platform),
    }),
  ];
  const problem = await fillStarter(platform);
  return {
    mended: mended.filter((notice) => notice !== null),
    problems: problem === null ? [] : [problem],
  };
}

// An empty library beside backups of a filled one is a loss that somebody must hear of, not a first start.
async function refuseMissingLibrary(paths: DataPaths): Promise<void> {
  if ((statSync(paths.library, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  if (!existsSync(paths.backups)) return;
  const { soundBackups } = await import('./storage/backup/list-backups.ts');
  const [newest] = soundBackups(paths);
  if (newest === undefined) return;
  throw new AppError(
    'library-missing',
    `The library file (notes, lists, tags) is missing or empty: ${paths.library}. There are backups of it, and nothing was changed. "companion restore ${newest.name}" puts the newest one in place; "companion restore" shows them all. To begin anew instead, move the folder ${paths.backups} away.`,
    { ref: paths.library },
  );
}

async function prepareOrMend(
  { paths }: Platform,
  name: DatabaseName,
  how: { readonly backUp: () => Promise<void>; readonly mend: () => Promise<string> },
): Promise<string | null> {
  try {
    if (isDamageNoted(paths, name)) throw corruptError(name, null);
    await prepareDatabase(paths, name, how.backUp);
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== `${name}-corrupt`) throw error;
    const notice = await how.mend();
    prepareDataFolder(paths);
    await prepareDatabase(paths, name, how.backUp);
    forgetDamage(paths, name);
    return notice;
  }
}

async function mendHistory(platform: Platform): Promise<string> {
  const { repairHistory } = await import('./storage/backup/repair.ts');
  const { builtOn, replacedKeptIn } = await repairHistory(platform.paths, platform.now());
  const base = builtOn === null ? '' : `the backup ${builtOn} and `;
  return `The history of the atlas was damaged and has been built again from ${base}what could still be read; the damaged file is kept in ${replacedKeptIn ?? platform.paths.replaced}. Notes and lists are safe.`;
}

async function mendMirror(platform: Platform): Promise<string> {
  const { rebuildMirror } = await import('./storage/backup/repair.ts');
  const kept = rebuildMirror(platform.paths, platform.now());
  return `The copy of the atlas was damaged and has been built again from the starter set; the damaged file is kept in ${kept}. Notes and lists are safe. "companion sync" fetches the rest.`;
}

// The starter set fills the mirror on the first run and after an update of it. A damaged one is told, not the end.
async function fillStarter(platform: Platform): Promise<string | null> {
  let text: string;
  try {
    text = readFileSync(join(platform.resourcesFolder, 'starter-atlas.jsonl'), 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `The starter set that came with the program could not be read (${why}). Notes, lists and the copy of the atlas are safe. Install the program again to mend it; everything else works without it.`;
  }
  const mark = text.slice(0, Math.max(0, text.indexOf('\n')));
  if (mark !== '' && starterMark(platform.paths) === mark) return null;
  const { readStarterAtlas } = await import('./atlas/starter-atlas.ts');
  try {
    const studies = readStarterAtlas(text);
    writeStarter(platform.paths, { studies, mark, at: platform.now() });
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'starter-damaged') throw error;
    return error.message;
  }
}
