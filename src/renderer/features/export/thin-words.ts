// What is thin about the citations of a list, in groups, the gravest first.
// Invariant: pure; "PEM not stated" is said as it is, and never as "no".
import type { ExportPreview } from '../../../shared/contract/types.ts';
import { LACK_WORDS, LACKS, type Fix, type Lack } from '../../../shared/domain/thin.ts';
import { studiesInWords } from '../../ui/count-words.ts';

export type ThinEntry = ExportPreview['thin'][number];
export type Warning = ExportPreview['warnings'][number];

export interface ThinGroup {
  readonly lack: Lack;
  /** `No DOI: 3 studies`. */
  readonly heading: string;
  /** What it means, or what to do; null where the heading says all. */
  readonly advice: string | null;
  readonly fix: Fix;
  readonly entries: readonly ThinEntry[];
}

/** The groups that have studies, but for what the reader leaves. A study that lacks two things is in two groups. */
export function thinGroups(thin: readonly ThinEntry[]): readonly ThinGroup[] {
  return groupsOf(({ lacks, left }) => lacks.filter((lack) => !left.includes(lack)), thin);
}

/** The same, of what the reader leaves as it is. */
export function leftGroups(thin: readonly ThinEntry[]): readonly ThinGroup[] {
  return groupsOf(({ left }) => left, thin);
}

function groupsOf(
  lacksOf: (entry: ThinEntry) => readonly Lack[],
  thin: readonly ThinEntry[],
): readonly ThinGroup[] {
  return LACKS.map((lack): ThinGroup => {
    const entries = thin.filter((entry) => lacksOf(entry).includes(lack));
    const { name, advice, fix } = LACK_WORDS[lack];
    return { lack, heading: `${name}: ${studiesInWords(entries.length)}`, advice, fix, entries };
  }).filter(({ entries }) => entries.length > 0);
}

/** The warnings that no group has said already. */
export function otherWarnings(warnings: readonly Warning[]): readonly Warning[] {
  return warnings.filter(
    ({ code }) =>
      !/^(?:retracted$|unmapped-character$|two-keys$|odd-doi$|no-(?:doi|volume|pages)\b)/u.test(
        code,
      ),
  );
}
