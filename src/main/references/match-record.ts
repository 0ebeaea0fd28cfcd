// Is a record of the same paper as a study? By DOI, PubMed id and title.
// Invariant: pure; identifiers that contradict are never overruled in silence, and "cannot be told" is not "the same".
import type { MatchVerdict } from '../../shared/domain/reference-fields.ts';
import { foldWords } from '../../shared/util/fold-text.ts';
import { bareDoi, isSameDoi } from '../export/text/identifiers.ts';

/** What a paper is known by; several where the atlas and the reader say different things. */
export interface PaperIdentity {
  readonly dois: readonly string[];
  readonly pmids: readonly string[];
  readonly titles: readonly string[];
  readonly years: readonly string[];
}

/** The same of one record. */
export interface RecordIdentity {
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly title: string | null;
  /** Four digits. */
  readonly year: string | null;
}

export interface RecordMatch {
  readonly verdict: MatchVerdict;
  /** For choosing among records: the higher, the surer. 0: nothing agrees. */
  readonly strength: number;
  readonly sentence: string;
}

type Agreement = 'same' | 'close' | 'differs' | 'unknown';

const SAME_WORDS = 0.9;
const CLOSE_WORDS = 0.6;

/** Compares a record with a study. */
export function matchRecord(record: RecordIdentity, paper: PaperIdentity): RecordMatch {
  const doi = agree(record.doi, paper.dois, isSameDoi);
  const pmid = agree(record.pmid, paper.pmids, (one, other) => one === other);
  const title = agreeOnTitle(record.title, paper.titles);
  const strength =
    (doi === 'same' ? 8 : 0) +
    (pmid === 'same' ? 4 : 0) +
    { same: 2, close: 1, differs: 0, unknown: 0 }[title];
  const by = doi === 'same' ? 'DOI' : 'PubMed id';
  const contradiction = contradictionOf(record, paper, { doi, pmid });
  if (doi === 'same' || pmid === 'same') {
    if (contradiction !== null) {
      return {
        verdict: 'unsure',
        strength,
        sentence: `The ${by} is the same, but ${contradiction} Look whether it is the same paper.`,
      };
    }
    if (title === 'differs') {
      return {
        verdict: 'unsure',
        strength,
        sentence: `The ${by} is the same, but the titles differ. Look whether it is the same paper.`,
      };
    }
    return { verdict: 'same', strength, sentence: `The ${by} is the same.` };
  }
  if (contradiction !== null) {
    return title === 'same'
      ? {
          verdict: 'unsure',
          strength,
          sentence: `The title is the same, but ${contradiction} It may be another version of the paper, or one of the two is wrong.`,
        }
      : {
          verdict: 'other',
          strength,
          sentence: `This record seems to be of another paper: ${contradiction}`,
        };
  }
  return byTitle(record, paper, { title, strength });
}

function byTitle(
  record: RecordIdentity,
  paper: PaperIdentity,
  { title, strength }: { readonly title: Agreement; readonly strength: number },
): RecordMatch {
  switch (title) {
    case 'same':
      return areYearsFar(record.year, paper.years)
        ? {
            verdict: 'unsure',
            strength,
            sentence:
              'The title is the same, but the years lie apart. Look whether it is the same paper.',
          }
        : { verdict: 'same', strength, sentence: 'The title is the same.' };
    case 'close':
      return {
        verdict: 'unsure',
        strength,
        sentence:
          'The titles are alike, and no DOI or PubMed id can be compared. Look whether it is the same paper.',
      };
    case 'differs':
      return {
        verdict: 'other',
        strength,
        sentence: 'This record seems to be of another paper: its title is another one.',
      };
    case 'unknown':
      return {
        verdict: 'unsure',
        strength,
        sentence:
          'The record has no DOI, PubMed id or title that could be compared. Look whether it is of this paper.',
      };
  }
}

function contradictionOf(
  record: RecordIdentity,
  paper: PaperIdentity,
  { doi, pmid }: { readonly doi: Agreement; readonly pmid: Agreement },
): string | null {
  if (doi === 'differs') {
    return `its DOI is ${record.doi ?? ''}, and the study’s is ${paper.dois.join(' or ')}.`;
  }
  if (pmid === 'differs') {
    return `its PubMed id is ${record.pmid ?? ''}, and the study’s is ${paper.pmids.join(' or ')}.`;
  }
  return null;
}

function agree(
  one: string | null,
  others: readonly string[],
  isSame: (one: string, other: string) => boolean,
): Agreement {
  if (one === null || others.length === 0) return 'unknown';
  return others.some((other) => isSame(one, other)) ? 'same' : 'differs';
}

function agreeOnTitle(title: string | null, titles: readonly string[]): Agreement {
  const words = foldWords(title ?? '');
  if (words.length === 0 || titles.length === 0) return 'unknown';
  const closeness = titles.map((other) => closenessOf(words, foldWords(other)));
  const best = Math.max(...closeness);
  if (best >= SAME_WORDS) return 'same';
  return best >= CLOSE_WORDS ? 'close' : 'differs';
}

/** The share of words in common; a title without its subtitle is close to the whole one. */
function closenessOf(one: readonly string[], other: readonly string[]): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length >= 5 && short.every((word, index) => word === long[index])) {
    return short.length === long.length ? 1 : Math.max(CLOSE_WORDS, short.length / long.length);
  }
  const [first, second] = [new Set(one), new Set(other)];
  const common = [...first].filter((word) => second.has(word)).length;
  return common / (first.size + second.size - common);
}

function areYearsFar(year: string | null, years: readonly string[]): boolean {
  if (year === null || years.length === 0) return false;
  return years.every((other) => Math.abs(Number(other) - Number(year)) > 1);
}

/** The identity of a record's values, as far as they can be read. */
export function identityOf(values: {
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly title: string | null;
  readonly date: string | null;
}): RecordIdentity {
  return {
    doi: values.doi === null ? null : bareDoi(values.doi),
    pmid: values.pmid,
    title: values.title,
    year: /^\d{4}/u.exec(values.date ?? '')?.[0] ?? null,
  };
}
