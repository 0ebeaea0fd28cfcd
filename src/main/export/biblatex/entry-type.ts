// CSL types to biblatex's.
// Invariant: a type is written where its driver prints what there is; biblatex asks nothing of a
// report, a thesis or a page that they may lack, of an article it asks for its journal.
import type { CslItem } from '../../../shared/domain/csl.ts';
import { entryShape, type EntryShape, type EntryType } from '../bibtex/entry-type.ts';

/** The entry types of biblatex that this writer uses. */
export type BiblatexType =
  | 'article'
  | 'book'
  | 'dataset'
  | 'incollection'
  | 'inproceedings'
  | 'misc'
  | 'online'
  | 'report'
  | 'software'
  | 'thesis';

/** What an entry is, and what its type would have but the work has not. */
export interface BiblatexShape extends Omit<EntryShape, 'type'> {
  readonly type: BiblatexType;
}

const RENAMED: Partial<Record<EntryType, BiblatexType>> = {
  techreport: 'report',
  mastersthesis: 'thesis',
  phdthesis: 'thesis',
};
const BY_CSL_TYPE: Readonly<Record<string, BiblatexType>> = {
  dataset: 'dataset',
  post: 'online',
  'post-weblog': 'online',
  report: 'report',
  software: 'software',
  thesis: 'thesis',
  webpage: 'online',
};

/** The entry type of a work; what decides is what decides in BibTeX. */
export function biblatexShape(item: CslItem): BiblatexShape {
  const shape = entryShape(item);
  if (shape.isPreprint) return { ...shape, type: 'online' };
  if (shape.type === 'misc') return { ...shape, type: BY_CSL_TYPE[item.type] ?? 'misc' };
  return { ...shape, type: RENAMED[shape.type] ?? (shape.type as BiblatexType) };
}
