// CSL types to BibTeX's, by what the styles demand of each.
// Invariant: an entry whose type demands a field that the work does not have is written as `misc`,
// which demands nothing: the style prints what there is, and bibtex does not warn.
import type { CslItem } from '../../../shared/domain/csl.ts';

/** The entry types that plain.bst knows and this writer uses. */
export type EntryType =
  | 'article'
  | 'book'
  | 'incollection'
  | 'inproceedings'
  | 'mastersthesis'
  | 'misc'
  | 'phdthesis'
  | 'techreport';

/** What an entry is, and what was missing where it could not be what its type says. */
export interface EntryShape {
  readonly type: EntryType;
  /** Served before a journal or a publisher: `howpublished` names the server. */
  readonly isPreprint: boolean;
  /** The demanded field that is not there, in words; null where none is missing. */
  readonly missing: string | null;
}

const JOURNAL_TYPES = new Set([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'review',
  'review-book',
]);
const CHAPTER_TYPES = new Set(['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia']);
const PREPRINT_SERVER =
  /\b(?:medrxiv|biorxiv|arxiv|chemrxiv|psyarxiv|socarxiv|preprints?(?:\.org)?|research square|ssrn|osf|authorea|f1000research preprints)\b/iu;

/** The entry type of a work. A work in a journal is an article, whatever its design or genre. */
export function entryShape(item: CslItem): EntryShape {
  const journal = hasText(item['container-title']);
  const publisher = hasText(item.publisher);
  if (JOURNAL_TYPES.has(item.type)) return demand('article', journal, 'journal');
  if (CHAPTER_TYPES.has(item.type)) return demand('incollection', journal, 'book title');
  switch (item.type) {
    case 'article':
      return isPreprint(item) ? shape('misc', { isPreprint: true }) : shape('article');
    case 'book':
      return shape('book');
    case 'paper-conference':
      return demand('inproceedings', journal, 'title of the proceedings');
    case 'report':
      // A report "in" a journal, which no publisher stands beside, is an article.
      if (journal && !publisher) return shape('article');
      return demand('techreport', publisher, 'institution');
    case 'thesis':
      return demand(thesisType(item.genre ?? ''), publisher, 'school');
    default:
      return shape('misc');
  }
}

/** CSL's `article` is a preprint or working paper, unless volume and journal say that it came out. */
function isPreprint(item: CslItem): boolean {
  const journal = item['container-title'];
  if (!hasText(journal)) return true;
  return PREPRINT_SERVER.test(journal ?? '') && !hasText(item.volume);
}

function thesisType(genre: string): EntryType {
  // "Master’s thesis", "MSc", "Diplomarbeit", "Bachelor": all that is no doctoral work.
  return /master|\bM\.?\s?(?:Sc|A|Phil|Res|PH)\b|diplom|licen[ct]|bachelor|\bB\.?\s?(?:Sc|A)\b/iu.test(
    genre,
  )
    ? 'mastersthesis'
    : 'phdthesis';
}

function demand(type: EntryType, isThere: boolean, what: string): EntryShape {
  return isThere ? shape(type) : shape('misc', { missing: what });
}

function shape(type: EntryType, more: Partial<EntryShape> = {}): EntryShape {
  return { type, isPreprint: false, missing: null, ...more };
}

/** True for a work that appears in a journal, magazine or newspaper: what has volume and pages. */
export function isArticle(item: CslItem): boolean {
  return JOURNAL_TYPES.has(item.type);
}

/** True for a text with something in it, and for a number. */
export function hasText(value: string | number | undefined): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined;
}
