// A backup as hosts see it.
import type { BackupInfoView } from '../../shared/contract/types.ts';
import type { BackupInfo } from '../storage/backup/list-backups.ts';

/** The facts of one backup; a damaged one has a sentence instead of counts. */
export function backupView(backup: BackupInfo): BackupInfoView {
  const { name, createdAt, damage } = backup;
  if (damage !== null) return { name, createdAt, reason: null, damage, counts: {}, bytes: null };
  return {
    name,
    createdAt,
    reason: backup.reason,
    damage,
    counts: { ...backup.counts },
    bytes: backup.bytes,
  };
}
