// CSL types to RIS's, by what Zotero makes of each on import.
// Invariant: every type has a form; what RIS has no word for is `GEN`.
import type { CslItem } from '../../../shared/domain/csl.ts';
import { entryShape } from '../bibtex/entry-type.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['article-journal', 'JOUR'],
  ['article-magazine', 'MGZN'],
  ['article-newspaper', 'NEWS'],
  ['bill', 'BILL'],
  ['book', 'BOOK'],
  ['broadcast', 'VIDEO'],
  ['chapter', 'CHAP'],
  ['dataset', 'DATA'],
  ['entry', 'ENCYC'],
  ['entry-dictionary', 'DICT'],
  ['entry-encyclopedia', 'ENCYC'],
  ['figure', 'FIGURE'],
  ['graphic', 'ART'],
  ['hearing', 'HEAR'],
  ['interview', 'PCOMM'],
  ['legal_case', 'CASE'],
  ['legislation', 'STAT'],
  ['manuscript', 'UNPD'],
  ['map', 'MAP'],
  ['motion_picture', 'MPCT'],
  ['musical_score', 'MUSIC'],
  ['pamphlet', 'PAMP'],
  ['paper-conference', 'CPAPER'],
  ['patent', 'PAT'],
  ['periodical', 'JFULL'],
  ['personal_communication', 'PCOMM'],
  ['post', 'ELEC'],
  ['post-weblog', 'BLOG'],
  ['regulation', 'STAT'],
  ['report', 'RPRT'],
  ['review', 'JOUR'],
  ['review-book', 'JOUR'],
  ['software', 'COMP'],
  ['song', 'SOUND'],
  ['speech', 'SLIDE'],
  ['standard', 'STAND'],
  ['thesis', 'THES'],
  ['webpage', 'ELEC'],
]);

/** The two letters or more after `TY  - `. A preprint is `UNPD`: RIS has no type for it, and Zotero does not know `UNPB`. */
export function risType(item: CslItem): string {
  if (item.type === 'article') return entryShape(item).isPreprint ? 'UNPD' : 'JOUR';
  // A report "in" a journal, which no publisher stands beside, is an article.
  if (item.type === 'report' && entryShape(item).type === 'article') return 'JOUR';
  return TYPES.get(item.type) ?? 'GEN';
}
