// What the data folder holds, in numbers and in sentences.
// Invariant: a value the atlas gave, a derived one and the reader's own are counted apart.
import type { Status } from '../../../shared/contract/types.ts';
import { copyVersions } from '../../storage/atlas/copy-versions.ts';
import { soundBackups } from '../../storage/backup/list-backups.ts';
import type { StudyCounts } from '../../storage/study-repository.ts';
import type { Services } from '../../services.ts';
import { backupView } from '../backup-view.ts';
import { receiptView, unfinishedView } from '../receipt-view.ts';
import type { Handler } from '../router.ts';
import { MACHINE_MADE } from '../../../shared/domain/study.ts';

/** `status.get`: counts, the last sync and backup, and the sentences that say it. */
export const getStatus: Handler<Services, 'status.get'> = async (services) => {
  const { platform } = services;
  const open = await services.open();
  const counts = open.studies.counts();
  const { byOrigin } = counts;
  const total = byOrigin.starter + byOrigin['given-page'] + byOrigin.site + byOrigin.bundle;
  const lastSync = open.syncs.lastReceipt();
  const unfinished = open.syncs.unfinished();
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
      checkedAt: open.studies.lastCheckedAt(),
      versions: [...copyVersions(open.reader)],
    },
    lastBackup: lastBackup === undefined ? null : backupView(lastBackup),
  };
  return { ...status, sentences: sentences(status, counts) };
};

function sentences(status: Omit<Status, 'sentences'>, counts: StudyCounts): string[] {
  const { studies, pem, derived } = status;
  const stated = studies.total - pem['not-stated'];
  const derivable = studies.total - derived['not-stated'];
  const lines = [
    `${studies.total} studies: ${origins(status)}.`,
    `${stated} carry a PEM value from the atlas (${pem.required} required, ${pem['not-required']} not required, ${pem.unclear} unclear); for ${pem['not-stated']} it is not stated, which is not "no".`,
    `${derivable} have a PEM value derived from a stated case definition (${derived.required} required, ${derived['not-required']} not required, ${derived.unclear} unclear).`,
  ];
  if (studies.site + studies.bundle === 0) {
    lines.push(
      'Summaries, and the badges of the other studies, come with the first copy of the atlas: "companion sync --source https://www.mecfsatlas.com".',
    );
  } else {
    lines.push(`${status.withSummary} have a summary. ${MACHINE_MADE}`);
  }
  const { unfinishedSync: cut, copy } = status;
  if (copy.checkedAt !== null) lines.push(checkedSentence(copy.checkedAt, copy.versions));
  if (cut !== null) lines.push(unfinishedSentence(cut));
  lines.push(`Your library: ${plural(counts.lists, 'list')}, ${plural(counts.notes, 'note')}.`);
  return lines;
}

function checkedSentence(checkedAt: number, versions: Status['copy']['versions']): string {
  const [most] = versions;
  const made = most === undefined ? [] : [most.generator, most.scanner, most.policy];
  const named = made.filter((part) => part !== null);
  const others = versions.length > 1 ? `, and ${versions.length - 1} others` : '';
  const by = named.length === 0 ? '' : ` Its pages were made by ${named.join(' / ')}${others}.`;
  return `Checked against its source last on ${day(checkedAt)}.${by}`;
}

function unfinishedSentence(cut: NonNullable<Status['unfinishedSync']>): string {
  const begun = `A copy of ${cut.source}, begun on ${day(cut.startedAt)}, is not finished: ${cut.done} of ${cut.total} pages are done.`;
  return cut.pendingRemoval === null
    ? `${begun} "companion sync" goes on with it.`
    : `${begun} It asks whether ${cut.pendingRemoval.gone + cut.pendingRemoval.moved} studies that are no longer there are to be removed: "companion sync --decide remove", or keep.`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function origins(status: Omit<Status, 'sentences'>): string {
  const { studies } = status;
  const parts = [
    [studies.site, `copied from ${status.lastSync?.source ?? 'a site'}`],
    [studies.bundle, 'from a bundle, not checked against the site'],
    [studies.givenPage, 'from pages given by hand'],
    [studies.starter, 'from the starter set'],
  ] as const;
  const named = parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`);
  return named.length === 0 ? 'none yet' : named.join(', ');
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
