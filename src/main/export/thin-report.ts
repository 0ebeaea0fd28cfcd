// Tells what is thin about the citations of a list: what a careful author looks at before sending a paper.
// Invariant: nothing is judged that is not there to be seen: a study without a PEM value "is not stated",
// and sources disagree only where two of them say something, and not the same.
import type { CslItem } from '../../shared/domain/csl.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import type { PemSource, PemValue } from '../../shared/domain/pem.ts';
import { hasText, isArticle } from './bibtex/entry-type.ts';
import { sortByKey } from './citation-keys.ts';
import { readDate } from './text/dates.ts';

/** A citation as it is exported, with what the three sources say of PEM. */
export interface ReportedEntry {
  readonly slug: Slug;
  readonly key: string;
  readonly item: CslItem;
  readonly retracted: boolean;
  readonly pem: Readonly<Record<PemSource, PemValue>>;
}

export type Thinness =
  | 'doi'
  | 'journal'
  | 'volume'
  | 'pages'
  | 'year'
  | 'authors'
  | 'retracted'
  | 'pem-not-stated'
  | 'pem-disagrees';

export interface ThinEntry {
  readonly slug: Slug;
  readonly key: string;
  readonly title: string;
  lacks: Thinness[];
}

/** The entries with something thin about them, in the order of their keys. */
export function thinEntries(entries: readonly ReportedEntry[]): ThinEntry[] {
  return sortByKey(entries).flatMap((entry) => {
    const lacks = lacksOf(entry);
    const { slug, key, item } = entry;
    return lacks.length === 0 ? [] : [{ slug, key, title: item.title ?? '', lacks }];
  });
}

function lacksOf({ item, retracted, pem }: ReportedEntry): Thinness[] {
  const lacks: Thinness[] = [];
  if (!hasText(item.DOI)) lacks.push('doi');
  // A report or a preprint has no volume to lack.
  if (isArticle(item)) {
    if (!hasText(item['container-title'])) lacks.push('journal');
    if (!hasText(item.volume)) lacks.push('volume');
    if (!hasText(item.page)) lacks.push('pages');
  }
  if (readDate(item.issued).year === null) lacks.push('year');
  if ((item.author ?? []).length === 0) lacks.push('authors');
  if (retracted) lacks.push('retracted');
  if (pem.pem === 'not-stated') lacks.push('pem-not-stated');
  const stated = new Set(Object.values(pem).filter((value) => value !== 'not-stated'));
  if (stated.size > 1) lacks.push('pem-disagrees');
  return lacks;
}
