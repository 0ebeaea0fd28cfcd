// What changed in a study as text for a terminal.
// Invariant: what the program reads better is not told as a change of the atlas.
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { VersionOrigin } from '../../../shared/domain/study.ts';

type Changes = MethodOutput<'study.changes'>;
type Version = Changes['versions'][number];
type Difference = NonNullable<Changes['latest']>;

const FROM_WORDS: Readonly<Record<VersionOrigin, string>> = {
  starter: 'the starter set',
  'given-page': 'a page given by hand',
  site: 'the atlas',
  bundle: 'a bundle',
  reread: 'a page that is kept, read again by a better reader',
};

/** The versions, newest first, then the differences: since the reader saw it, and between the two newest. */
export function changesText(answer: Changes): string {
  const { versions, latest, sinceSeen } = answer;
  const blocks = [
    [`Versions of ${answer.slug} in the history, newest first:`, ...versions.map(versionLine)],
    seenBlock(answer),
  ];
  const isSame = latest?.from.hash === sinceSeen?.from.hash;
  if (latest !== null && !isSame) {
    blocks.push(['Between the two newest versions:', ...differenceLines(latest)]);
  }
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function seenBlock({ versions, seen, sinceSeen }: Changes): string[] {
  if (sinceSeen !== null) {
    const day = seen === null ? '' : ` on ${isoDay(seen.at)}`;
    return [`Changed since you saw it${day}:`, ...differenceLines(sinceSeen)];
  }
  if (seen === null) return ['It is not known which version you saw.'];
  return seen.hash === versions[0]?.hash
    ? [`Not changed since you saw it on ${isoDay(seen.at)}.`]
    : ['The version that you saw is not in the history, so it cannot be compared.'];
}

function versionLine({ at, origin, source, hash }: Version): string {
  const from =
    origin === 'site' || origin === 'bundle'
      ? `${FROM_WORDS[origin]} (${source})`
      : FROM_WORDS[origin];
  return `  ${isoDay(at)}  ${hash.slice(0, 12)}  from ${from}`;
}

function differenceLines({ from, to, reread, changes }: Difference): string[] {
  const notes = {
    none: [],
    some: ['  Some of it may be a better reading by this program, not a change of the atlas.'],
    all: ['  The atlas did not change it: this program reads the same page better than before.'],
  };
  return [
    `  from the version of ${isoDay(from.at)} to that of ${isoDay(to.at)}`,
    ...notes[reread],
    ...changes.flatMap(({ label, before, after }) => [
      `  ${label}`,
      ...sideLines('before', before),
      ...sideLines('now', after),
    ]),
  ];
}

function sideLines(name: string, text: string | null): string[] {
  const [first = '', ...rest] = (text ?? '(the page did not say)').split('\n');
  const lead = `    ${`${name}:`.padEnd(8)}`;
  return [lead + first, ...rest.map((line) => ' '.repeat(lead.length) + line)];
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
