// How the data folder stands, in sentences.
// Invariant: a value the atlas gave, a derived one and the reader's own are told apart, and a check of a part of the
// copy is not told as one of all of it.
import type { Status } from '../../shared/contract/types.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import { MACHINE_MADE } from '../../shared/domain/study.ts';
import type { CopiedFrom } from '../storage/study-repository.ts';
import { isResumable } from '../sync/plan.ts';

/** What the sentences need besides the numbers. */
export interface StatusFacts {
  readonly copiedFrom: readonly CopiedFrom[];
  readonly now: UnixMs;
}

type Numbers = Omit<Status, 'sentences'>;

/** Sentences for a person, the most important first. */
export function statusSentences(status: Numbers, { copiedFrom, now }: StatusFacts): string[] {
  const { studies, pem, derived, copy, unfinishedSync: cut } = status;
  const stated = studies.total - pem['not-stated'];
  const derivable = studies.total - derived['not-stated'];
  const lines = [
    `${studies.total} studies: ${origins(status, copiedFrom)}.`,
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
  if (copiedFrom.length > 0) lines.push(checkedSentence(copiedFrom));
  lines.push(...versionsSentences(copy.versions));
  if (cut !== null) lines.push(unfinishedSentence(cut, now));
  lines.push(`Your library: ${plural(status.lists, 'list')}, ${plural(status.notes, 'note')}.`);
  return lines;
}

function origins({ studies }: Numbers, copiedFrom: readonly CopiedFrom[]): string {
  const parts = [
    ...copiedFrom.map((site) => [site.studies, `copied from ${site.source}`] as const),
    [studies.bundle, 'from a bundle, not checked against the site'],
    [studies.givenPage, 'from pages given by hand'],
    [studies.starter, 'from the starter set'],
  ] as const;
  const named = parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`);
  return named.length === 0 ? 'none yet' : named.join(', ');
}

function checkedSentence(copiedFrom: readonly CopiedFrom[]): string {
  const oldest = day(Math.min(...copiedFrom.map(({ oldestCheckAt }) => oldestCheckAt)));
  const newest = day(Math.max(...copiedFrom.map(({ newestCheckAt }) => newestCheckAt)));
  return oldest === newest
    ? `All that was copied was last checked against its source on ${newest}.`
    : `What was copied was not all checked against its source on the same day: the oldest check is of ${oldest}, the newest of ${newest}.`;
}

function versionsSentences(versions: Status['copy']['versions']): string[] {
  const [most] = versions;
  const made = most === undefined ? [] : [most.generator, most.scanner, most.policy];
  const named = made.filter((part) => part !== null);
  const others = versions.length > 1 ? `, and ${plural(versions.length - 1, 'other')}` : '';
  return named.length === 0
    ? []
    : [`The pages of the copy were made by ${named.join(' / ')}${others}.`];
}

function unfinishedSentence(cut: NonNullable<Status['unfinishedSync']>, now: UnixMs): string {
  const begun = `A copy of ${cut.source}, begun on ${day(cut.startedAt)}, is not finished: ${cut.done} of ${cut.total} pages are done.`;
  if (cut.pendingRemoval !== null) {
    return `${begun} It asks whether ${cut.pendingRemoval.gone + cut.pendingRemoval.moved} studies that are no longer there are to be removed: "companion sync --decide remove", or keep.`;
  }
  return isResumable(cut.startedAt, now)
    ? `${begun} "companion sync" goes on with it.`
    : `${begun} That is more than a day ago: "companion sync" begins a new one, and what was fetched is kept.`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
