// What the data folder holds, in numbers; `status-sentences.ts` puts them into words.
// Invariant: a value the atlas gave, a derived one and the reader's own are counted apart.
import type { Status } from '../../../shared/contract/types.ts';
import { copyVersions } from '../../storage/atlas/copy-versions.ts';
import { soundBackups } from '../../storage/backup/list-backups.ts';
import type { Services } from '../../services.ts';
import { backupView } from '../backup-view.ts';
import { receiptView, unfinishedView } from '../receipt-view.ts';
import type { Handler } from '../router.ts';
import { statusSentences } from '../status-sentences.ts';

/** `status.get`: counts, the last sync and backup, and the sentences that say it. */
export const getStatus: Handler<Services, 'status.get'> = async (services) => {
  const { platform } = services;
  const open = await services.open();
  const counts = open.studies.counts();
  const { byOrigin } = counts;
  const total = byOrigin.starter + byOrigin['given-page'] + byOrigin.site + byOrigin.bundle;
  const lastSync = open.syncs.lastReceipt();
  const unfinished = open.syncs.unfinished();
  const copiedFrom = open.studies.copiedFrom();
  const checks = copiedFrom.map(({ newestCheckAt }) => newestCheckAt);
  const [lastBackup] = soundBackups(platform.paths);
  const status: Omit<Status, 'sentences'> = {
    version: platform.version,
    dataFolder: platform.paths.folder,
    studies: {
      total,
      starter: byOrigin.starter,
      givenPage: byOrigin['given-page'],
      site: byOrigin.site,
      bundle: byOrigin.bundle,
    },
    pem: counts.pem,
    derived: counts.derived,
    mine: counts.mine,
    withSummary: counts.withSummary,
    lists: counts.lists,
    notes: counts.notes,
    versionsInHistory: counts.versionsInHistory,
    mended: [...open.findings.mended],
    problems: [...open.findings.problems],
    lastSync: lastSync === null ? null : receiptView(lastSync),
    unfinishedSync: unfinished === null ? null : unfinishedView(unfinished),
    copy: {
      checkedAt: checks.toSorted((a, b) => b - a)[0] ?? null,
      versions: [...copyVersions(open.reader)],
    },
    lastBackup: lastBackup === undefined ? null : backupView(lastBackup),
  };
  const words = statusSentences(status, { copiedFrom, now: platform.now() });
  return { ...status, sentences: words };
};
