// Rows of ../shared/data/mecfs-bib-facts.jsonl as CSL-JSON, the way `companion format` gets them.
// Invariant: test data only; the facts are unverified.
import type { CslItem, CslName } from '../../../src/shared/domain/csl.ts';

export interface BibFacts {
  readonly title: string;
  readonly authors: readonly CslName[];
  readonly journal: string | null;
  readonly year: number | null;
  readonly volume: string | null;
  readonly issue: string | null;
  readonly pages: string | null;
  readonly doi: string | null;
  readonly pmid: string | null;
}

export function factsToItem(facts: BibFacts, index: number): CslItem {
  const { title, authors, journal, year, volume, issue, pages, doi, pmid } = facts;
  return {
    id: `ref-${index}`,
    type: 'article-journal',
    title,
    author: authors,
    ...(journal === null ? {} : { 'container-title': journal }),
    ...(year === null ? {} : { issued: { 'date-parts': [[year]] } }),
    ...(volume === null ? {} : { volume }),
    ...(issue === null ? {} : { issue }),
    ...(pages === null ? {} : { page: pages }),
    ...(doi === null ? {} : { DOI: doi }),
    ...(pmid === null ? {} : { PMID: pmid }),
  };
}
