// What is thin about the citations of a list, in groups, the gravest first.
// Invariant: pure; "PEM not stated" is said as it is, and never as "no".
import type { ExportPreview } from '../../../shared/contract/types.ts';
import { studiesInWords } from '../../ui/count-words.ts';

export type ThinEntry = ExportPreview['thin'][number];
export type Lack = ThinEntry['lacks'][number];
export type Warning = ExportPreview['warnings'][number];

export interface ThinGroup {
  readonly lack: Lack;
  /** `No DOI: 3 studies`. */
  readonly heading: string;
  /** What it means, or what to do; null where the heading says all. */
  readonly advice: string | null;
  readonly entries: readonly ThinEntry[];
}

const WORDS: Readonly<Record<Lack, { readonly name: string; readonly advice: string | null }>> = {
  retracted: {
    name: 'Retracted or withdrawn',
    advice:
      'Cite these only to say so. They are in the file; take them out of the list if they should not be.',
  },
  authors: { name: 'No authors', advice: 'Most styles then begin with the title.' },
  year: { name: 'No year', advice: null },
  journal: { name: 'No journal', advice: null },
  doi: { name: 'No DOI', advice: 'Look at the publisher’s page; many reports have none.' },
  volume: { name: 'No volume', advice: 'The journal’s page or PubMed has it.' },
  pages: { name: 'No pages', advice: 'The journal’s page or PubMed has them.' },
  'pem-disagrees': {
    name: 'Sources on PEM disagree',
    advice:
      'Look at the study before you cite it for having required PEM, or for not having done so.',
  },
  'pem-not-stated': {
    name: 'PEM not stated',
    advice: 'This copy of the atlas does not say whether PEM was required. Not stated is not “no”.',
  },
};

// Also the order that they are shown in.
const LACKS = Object.keys(WORDS) as readonly Lack[];

/** The groups that have studies. A study that lacks two things is in two groups. */
export function thinGroups(thin: readonly ThinEntry[]): readonly ThinGroup[] {
  return LACKS.map((lack): ThinGroup => {
    const entries = thin.filter(({ lacks }) => lacks.includes(lack));
    const { name, advice } = WORDS[lack];
    return { lack, heading: `${name}: ${studiesInWords(entries.length)}`, advice, entries };
  }).filter(({ entries }) => entries.length > 0);
}

/** The warnings that no group has said already. */
export function otherWarnings(warnings: readonly Warning[]): readonly Warning[] {
  return warnings.filter(({ code }) => !/^(?:retracted$|no-(?:doi|volume|pages)\b)/u.test(code));
}
