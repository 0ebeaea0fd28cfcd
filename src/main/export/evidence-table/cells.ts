// The cells of an evidence table, the same for every format that it is written in.
// Invariant: a cell is clean text, its lines parted by `\n`; a PEM value stands in its own source's column alone.
import { type EvidenceColumn } from '../../../shared/domain/evidence-table.ts';
import { MACHINE_MADE } from '../../../shared/domain/study.ts';
import { PEM_WORDS } from '../../../shared/domain/pem.ts';
import type { CitedStudy } from '../cited-study.ts';
import {
  atlasPem,
  caseDefinitions,
  derivedPemWords,
  doesNotProve,
  evidenceLevel,
  newestVersion,
  ownCoding,
  ownNotes,
  sample,
  studyType,
} from '../study-values.ts';
import { cleanText, type TextIssues } from '../text/clean-text.ts';
import { ownText } from '../text/plain-text.ts';
import { citationText, yearText } from './citation-text.ts';

/** A list, as it stands, and the columns that were chosen, in their order. */
export interface EvidenceTable {
  readonly name: string;
  readonly studies: readonly CitedStudy[];
  readonly columns: readonly EvidenceColumn[];
}

/** The text of a cell; lowered and raised text in titles stays marked (`SCRIPT_MARKS`). */
export function cellText(cited: CitedStudy, column: EvidenceColumn, issues: TextIssues): string {
  switch (column) {
    case 'citation':
      return citationText(cited.item, issues);
    case 'key':
      return cited.key;
    case 'title':
      return cleanText(cited.item.title ?? '', issues);
    case 'year':
      return yearText(cited.item, issues);
    default:
      return ownText(WORDS[column](cited), issues);
  }
}

const WORDS = {
  type: studyType,
  sample,
  definitions: caseDefinitions,
  pem: atlasPem,
  'pem-derived': derivedPemWords,
  'pem-mine': ({ pem }: CitedStudy) => PEM_WORDS[pem.mine],
  level: evidenceLevel,
  'does-not-prove': doesNotProve,
  'own-coding': ({ coding }: CitedStudy) => (coding === null ? 'not coded' : ownCoding(coding)),
  'own-note': ownNotes,
} as const;

/** What a reader of the table must know: the atlas's own notice first. */
export const TABLE_NOTICE = [
  MACHINE_MADE,
  '“Atlas badge” is what the atlas shows; “derived by rule” comes from stated case definitions by the rule of ME/CFS Atlas Companion; “own coding” is the table’s author’s.',
  '“Not stated” is not “no”. Cite the primary papers.',
].join(' ');

/** From when the newest study version in the table is. */
export function versionNotice(studies: readonly CitedStudy[]): string {
  const newest = newestVersion(studies);
  return newest === null
    ? 'No version of an atlas page is in it; the records are those of the starter set.'
    : `Newest study version: ${newest}.`;
}
