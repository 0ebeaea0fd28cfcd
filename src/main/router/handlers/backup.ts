// Methods of backups. None but `create` opens the databases: a damaged library must not stand in the way.
import { createBackup } from '../../storage/backup/create-backup.ts';
import { listBackups } from '../../storage/backup/list-backups.ts';
import { inspectBackup } from '../../storage/backup/inspect-backup.ts';
import { restoreBackup } from '../../storage/backup/restore-backup.ts';
import type { Services } from '../../services.ts';
import { backupView } from '../backup-view.ts';
import type { Handler } from '../router.ts';

/** `backup.create`. Errors: `disk-full`, `not-writable`, `locked`. */
export const makeBackup: Handler<Services, 'backup.create'> = async (services) => {
  const { platform } = services;
  await services.open();
  return backupView(await createBackup(platform.paths, { reason: 'manual', now: platform.now() }));
};

/** `backup.list`: newest first; damaged ones say what is wrong with them. */
export const showBackups: Handler<Services, 'backup.list'> = ({ platform }) => ({
  backups: listBackups(platform.paths).map(backupView),
});

/** `backup.inspect`: proves a backup and says what it holds. Errors: `backup-not-found`, `backup-damaged`. */
export const lookIntoBackup: Handler<Services, 'backup.inspect'> = async (
  { platform },
  { name },
) => {
  const { backup, lists, newestNoteAt } = await inspectBackup(platform.paths, name);
  return { backup: backupView(backup), lists: [...lists], newestNoteAt };
};

/** `backup.restore`: puts a backup's library in place and merges its history. Errors: `in-use`, `backup-not-found`, `backup-damaged`, `library-newer`. */
export const restore: Handler<Services, 'backup.restore'> = async (services, { name }) => {
  const { platform } = services;
  const result = await services.whileClosed(() =>
    restoreBackup(platform.paths, name, platform.now()),
  );
  services.emit({ type: 'data.changed', parts: ['library', 'mirror'] });
  return { ...result, restored: backupView(result.restored) };
};
