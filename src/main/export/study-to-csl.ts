// The primary paper of a study as CSL-JSON: what every export is written from.
// Invariant: facts of two records are put together only where both describe the same paper; the
// paper is what is cited, never the atlas's page about it where anything better is known.
import type { CslItem, CslName } from '../../shared/domain/csl.ts';
import { atlasAddress } from '../../shared/domain/ids.ts';
import type { Author, StarterFacts, StudyReading } from '../../shared/domain/study.ts';
import { foldWords } from '../../shared/util/fold-text.ts';
import { bareDoi, isSameDoi } from './text/identifiers.ts';
import { mendEscapes } from './titles/mend-escapes.ts';

/** What a person should know about the citation of a study. */
export interface CitationWarning {
  readonly code: 'atlas-disagrees' | 'authors-in-doubt' | 'translated-title' | 'not-seen-by-then';
  readonly message: string;
}

export interface StudyCitation {
  readonly item: CslItem;
  readonly warnings: readonly CitationWarning[];
}

/** The bibliographic record to cite from, whichever source it is from. */
interface Paper {
  readonly title: string;
  readonly authors: readonly Author[];
  readonly journal: string | null;
  readonly year: number | null;
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly isReport: boolean;
  readonly volume: string | null;
  readonly issue: string | null;
  readonly pages: string | null;
}

/**
 * The citation of a study. `facts`, the starter set's record, adds volume, issue, pages and missing
 * identifiers where it is of the same paper; where DOI or journal differ it was checked against the
 * publisher and is used whole instead of the atlas's, with a warning.
 *
 * `id` is the slug; no address where there is a DOI, else PubMed's, else the atlas's page.
 */
export function studyToCsl(reading: StudyReading, facts: StarterFacts | null): StudyCitation {
  const warnings: CitationWarning[] = [];
  const isSame = facts === null || isSamePaper(reading, facts);
  if (!isSame) warnings.push(disagreement(reading, facts));
  const paper =
    facts === null ? fromReading(reading) : isSame ? combine(reading, facts) : fromFacts(facts);
  if (reading.authorsInDoubt !== null && facts === null) {
    warnings.push({ code: 'authors-in-doubt', message: reading.authorsInDoubt });
  }
  const title = citedTitle(paper.title);
  if (title.startsWith('[') && title.endsWith(']')) {
    warnings.push({
      code: 'translated-title',
      message:
        'The brackets say that the title was translated into English; the paper itself has a title in its own language.',
    });
  }
  return { item: toItem(reading, { ...paper, title }), warnings };
}

function fromReading(reading: StudyReading): Paper {
  const { title, authors, journal, year, doi, pmid } = reading;
  return {
    ...{ title, authors, journal, year, doi, pmid },
    ...{ isReport: false, volume: null, issue: null, pages: null },
  };
}

function fromFacts(facts: StarterFacts): Paper {
  return { ...facts, isReport: facts.itemType === 'report' };
}

/** The atlas's reading, with what it does not say from the facts. */
function combine(reading: StudyReading, facts: StarterFacts): Paper {
  const fact = fromFacts(facts);
  const useReadAuthors = reading.authors.length > 0 && reading.authorsInDoubt === null;
  return {
    ...fact,
    title: reading.title === '' ? fact.title : reading.title,
    authors: useReadAuthors || fact.authors.length === 0 ? reading.authors : fact.authors,
    journal: reading.journal ?? fact.journal,
    year: reading.year ?? fact.year,
    doi: reading.doi ?? fact.doi,
    pmid: reading.pmid ?? fact.pmid,
  };
}

/** Same DOI and journal, as far as both records name them. */
function isSamePaper(reading: StudyReading, facts: StarterFacts): boolean {
  const bothDois = reading.doi !== null && facts.doi !== null;
  const sameDoi = bothDois && isSameDoi(reading.doi, facts.doi);
  if (bothDois && !sameDoi) return false;
  if (reading.journal === null || facts.journal === null) return true;
  return isSameJournal([reading.journal, facts.journal], sameDoi);
}

const SMALL_WORDS = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'the']);
// From four telling words on a longer name is the same journal's full one ("Proceedings of the
// National Academy of Sciences (of the United States of America)"); "Brain" is not "Brain, Behavior,
// and Immunity".
const MIN_COMMON_WORDS = 4;

/**
 * The same name, its place or subtitle aside ("In vivo (Athens, Greece)"), or an abbreviation of it
 * word by word ("J Nucl Med"). With the same DOI on both, one may be the beginning of the other.
 */
function isSameJournal(names: readonly [string, string], isDoiSame: boolean): boolean {
  const [short = [], long = []] = names
    .map(journalWords)
    .sort((first, second) => first.length - second.length);
  const isBeginning = short.every((word, index) => {
    const other = long[index] ?? '';
    return word.startsWith(other) || other.startsWith(word);
  });
  if (!isBeginning) return false;
  return short.length === long.length || isDoiSame || short.length >= MIN_COMMON_WORDS;
}

function journalWords(name: string): string[] {
  const withoutPlace = name.split(/\s[:=(]|[:;(]/u)[0] ?? name;
  return foldWords(withoutPlace).filter((word) => !SMALL_WORDS.has(word));
}

function disagreement(reading: StudyReading, facts: StarterFacts): CitationWarning {
  const says = describePaper(reading.journal, reading.doi);
  const published = describePaper(facts.journal, facts.doi);
  return {
    code: 'atlas-disagrees',
    message: `The atlas names ${says}; the publisher’s record is ${published}. The citation follows the publisher.`,
  };
}

function describePaper(journal: string | null, doi: string | null): string {
  return [journal ?? 'no journal', doi === null ? 'no DOI' : `DOI ${doi}`].join(', ');
}

/** The title without PubMed's final period and doubled escapes; the brackets of a translated title stay. */
export function citedTitle(title: string): string {
  const trimmed = mendEscapes(title).trim();
  const bracketed = /^\[(.*?)\.?\]\.?$/su.exec(trimmed);
  if (bracketed?.[1] !== undefined && !/[[\]]/u.test(bracketed[1])) return `[${bracketed[1]}]`;
  // Not the period of an abbreviation ("U.S."), and not the last of an ellipsis.
  return /(?:\.\.|(?:^|[\s(])(?:\p{L}\.){2,})$/u.test(trimmed)
    ? trimmed
    : trimmed.replace(/\.$/u, '');
}

function toItem(reading: StudyReading, paper: Paper): CslItem {
  const doi = paper.doi === null ? null : bareDoi(paper.doi);
  const address =
    paper.pmid === null
      ? atlasAddress(reading.slug)
      : `https://pubmed.ncbi.nlm.nih.gov/${paper.pmid}/`;
  const venue = paper.isReport ? 'publisher' : 'container-title';
  return {
    id: reading.slug,
    type: paper.isReport ? 'report' : 'article-journal',
    title: paper.title,
    ...(paper.authors.length > 0 ? { author: paper.authors.map(toName) } : {}),
    ...(paper.year === null ? {} : { issued: { 'date-parts': [[paper.year]] } }),
    ...(paper.journal === null ? {} : { [venue]: paper.journal }),
    ...(paper.volume === null ? {} : { volume: paper.volume }),
    ...(paper.issue === null ? {} : { issue: paper.issue }),
    ...(paper.pages === null ? {} : { page: paper.pages }),
    ...(doi === null ? { URL: address } : { DOI: doi }),
    ...(paper.pmid === null ? {} : { PMID: paper.pmid }),
  };
}

function toName(author: Author): CslName {
  if ('literal' in author) return { literal: author.literal };
  return author.given === null
    ? { family: author.family }
    : { family: author.family, given: author.given };
}
