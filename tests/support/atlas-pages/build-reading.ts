// A reading whose statements agree with each other, as the site's own pages do: byline, primary
// citation, BibTeX and snapshot line are made from the same facts, in the forms that were seen
// (reference/atlas-site.md, "Citations on the page").
import { parseSlug, type Slug } from '../../../src/shared/domain/ids.ts';
import { readPemPill } from '../../../src/shared/domain/pem.ts';
import { authorFullName } from '../../../src/shared/domain/study.ts';
import type {
  Author,
  Badges,
  EvidenceLevel,
  LabelledValue,
  Section,
  StandingNotice,
  StudyReading,
} from '../../../src/shared/domain/study.ts';

/** The pills' labels, as a page shows them. */
export interface PillLabels {
  readonly level?: string;
  readonly confidence?: string;
  readonly pem?: string;
  readonly publicationType?: string;
  readonly peerReview?: string;
  readonly reviewState?: string;
  readonly unknown?: readonly string[];
}

/** What a made-up page is about. What is left out, the page does not say. */
export interface StudyFacts {
  readonly slug: string;
  readonly title: string;
  readonly authors: readonly Author[];
  readonly journal: string | null;
  readonly year: number | null;
  readonly doi?: string | null;
  readonly pmid?: string | null;
  readonly pills?: PillLabels;
  readonly readingTime?: string;
  readonly sections?: readonly Section[];
  readonly metadata?: readonly LabelledValue[];
  readonly standing?: readonly StandingNotice[];
  readonly unknownParts?: readonly LabelledValue[];
  readonly hasPemNote?: boolean;
  /** False: an older page, which ends without a citation block. */
  readonly hasCitations?: boolean;
  readonly accessed?: string;
  readonly origin?: string;
}

export const PEM_NOTE =
  'About the PEM badge: “PEM required” means post-exertional malaise was an explicit required diagnostic criterion for participant inclusion in this study — not that PEM was studied, observed, or discussed. Studies using criteria that do not require PEM (e.g. Fukuda, Oxford) are tagged “PEM not required”.';

/** The reading that a page of these facts should give. Names of authors must be splittable. */
export function buildReading(facts: StudyFacts): StudyReading {
  const slug = slugOf(facts.slug);
  const url = `${facts.origin ?? 'https://www.mecfsatlas.com'}/evidence/${slug}`;
  const accessed = facts.accessed ?? '2026-05-28';
  const isCited = facts.hasCitations ?? true;
  return {
    slug,
    url,
    title: facts.title,
    authors: facts.authors,
    authorsInDoubt: null,
    byline: bylineOf(facts),
    journal: facts.journal,
    year: facts.year,
    doi: facts.doi ?? null,
    pmid: facts.pmid ?? null,
    badges: badgesOf(facts.pills ?? {}),
    readingTime: facts.readingTime ?? null,
    sections: facts.sections ?? [],
    metadata: facts.metadata ?? [],
    caseDefinitions: null,
    pemNote: (facts.hasPemNote ?? true) ? PEM_NOTE : null,
    primaryCitation: isCited ? citationOf(facts) : null,
    bibtex: isCited ? bibtexOf(facts, url) : null,
    snapshot: isCited
      ? {
          line: `ME/CFS Atlas. Generator v1 / Scanner v1.4 / policy v0.1. Accessed ${accessed}. ${url}`,
          generator: 'v1',
          scanner: 'v1.4',
          policy: 'v0.1',
          accessed,
        }
      : null,
    standing: facts.standing ?? [],
    unknownParts: facts.unknownParts ?? [],
  };
}

/** `authors · journal · year · DOI`: up to three authors, then ` et al.`; what is missing is left out. */
function bylineOf({ authors, journal, year, doi }: StudyFacts): string {
  const shown = authors.slice(0, 3).map(authorFullName).join(', ');
  const names = authors.length > 3 ? `${shown} et al.` : shown;
  const isLinked = doi !== null && doi !== undefined;
  return [names, journal ?? '', year === null ? '' : String(year), isLinked ? 'DOI' : '']
    .filter((part) => part !== '')
    .join(' · ');
}

/** `Authors (year). Title. Journal. URL`; the title's own period is followed by another one. */
function citationOf({ authors, title, journal, year, doi, pmid }: StudyFacts): string {
  const address =
    doi !== null && doi !== undefined
      ? ` https://doi.org/${doi}`
      : pmid !== null && pmid !== undefined
        ? ` https://pubmed.ncbi.nlm.nih.gov/${pmid}/`
        : '';
  const when = year === null ? 'n.d.' : String(year);
  return `${citedNames(authors)} (${when}). ${title}.${journal === null ? '' : ` ${journal}.`}${address}`;
}

function citedNames(authors: readonly Author[]): string {
  const names = authors.map(authorFullName);
  if (names.length === 0) return 'Unknown authors';
  if (names.length > 6) return `${names.slice(0, 6).join(', ')}, et al.`;
  if (names.length <= 2) return names.join(' & ');
  return `${names.slice(0, -1).join(', ')}, & ${names.at(-1) ?? ''}`;
}

function bibtexOf(facts: StudyFacts, url: string): string {
  const { authors, title, journal, year, doi, pmid } = facts;
  const fields: [string, string | null][] = [
    ['author', authors.length === 0 ? null : authors.map(authorFullName).join(' and ')],
    ['title', title],
    ['journal', journal],
    ['year', year === null ? null : String(year)],
    ['doi', doi ?? null],
    ['note', pmid === null || pmid === undefined ? null : `PubMed: ${pmid}`],
    ['url', url],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === null ? [] : [`  ${name} = {${value}},`],
  );
  return [`@article{mecfsatlas-${facts.slug},`, ...lines, '}'].join('\n');
}

function badgesOf(pills: PillLabels): Badges {
  return {
    level: pills.level === undefined ? null : { code: codeOf(pills.level), label: pills.level },
    confidence: pills.confidence ?? null,
    pem: pills.pem === undefined ? null : readPemPill(pills.pem),
    publicationType: pills.publicationType ?? null,
    peerReview: pills.peerReview ?? null,
    reviewState: pills.reviewState ?? null,
    unknown: pills.unknown ?? [],
  };
}

function codeOf(label: string): EvidenceLevel | null {
  const code = /^E[0-3](?= )/u.exec(label)?.[0];
  return code === undefined ? null : (code as EvidenceLevel);
}

function slugOf(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === null) throw new Error(`Not a slug: ${text}`);
  return slug;
}
