// Tells what is thin about the citations of a list: what a careful author looks at before sending a paper.
// Invariant: nothing is judged that is not there to be seen: a study without a PEM value "is not stated",
// and sources disagree only where two of them say something, and not the same.
import type { Slug } from '../../shared/domain/ids.ts';
import { LACKS, type Lack } from '../../shared/domain/thin.ts';
import { hasText, isArticle } from './bibtex/entry-type.ts';
import type { ExportWarning } from './bibtex/write-bibtex.ts';
import { sortByKey } from './citation-keys.ts';
import type { CitedStudy } from './cited-study.ts';
import { readDate } from './text/dates.ts';
import { bareDoi, hasDoiForm } from './text/identifiers.ts';

/** A citation as it is exported, with what is said of its study. */
export type ReportedEntry = Pick<
  CitedStudy,
  'slug' | 'key' | 'item' | 'retracted' | 'pem' | 'study'
>;

export interface ThinEntry {
  readonly slug: Slug;
  readonly key: string;
  readonly title: string;
  lacks: Lack[];
  /** Of those, what the reader said is to be left as it is. */
  left: Lack[];
}

export interface ThinQuestion {
  readonly entries: readonly ReportedEntry[];
  /** What the writers said of the entries. */
  readonly warnings: readonly ExportWarning[];
  /** What the reader leaves as it is, by study. */
  readonly left: ReadonlyMap<Slug, ReadonlySet<Lack>>;
}

/** The entries with something thin about them, in the order of their keys. */
export function thinEntries({ entries, warnings, left }: ThinQuestion): ThinEntry[] {
  const repeated = repeatedDois(entries);
  const warned = lacksOfWarnings(warnings);
  return sortByKey(entries).flatMap((entry) => {
    const { slug, key, item } = entry;
    const found = new Set([
      ...lacksOfItem(entry),
      ...lacksOfStudy(entry),
      ...(repeated.has(foldedDoi(entry) ?? '') ? (['doi-duplicate'] as const) : []),
      ...(warned.get(key) ?? []),
    ]);
    if (found.size === 0) return [];
    const lacks = LACKS.filter((lack) => found.has(lack));
    const isLeft = left.get(slug);
    return [
      {
        ...{ slug, key, lacks },
        title: item.title ?? '',
        left: lacks.filter((lack) => isLeft?.has(lack) === true),
      },
    ];
  });
}

function lacksOfItem({ item }: ReportedEntry): Lack[] {
  const lacks: Lack[] = [];
  const doi = item.DOI === undefined ? null : bareDoi(item.DOI);
  if (doi === null) lacks.push('doi');
  else if (!hasDoiForm(doi) || doi.includes(',')) lacks.push('doi-odd');
  // A report or a preprint has no volume to lack.
  if (isArticle(item)) {
    if (!hasText(item['container-title'])) lacks.push('journal');
    if (!hasText(item.volume)) lacks.push('volume');
    if (!hasText(item.page)) lacks.push('pages');
  }
  if (readDate(item.issued).year === null) lacks.push('year');
  if ((item.author ?? []).length === 0) lacks.push('authors');
  return lacks;
}

function lacksOfStudy({ retracted, pem, study }: ReportedEntry): Lack[] {
  const lacks: Lack[] = [];
  if (retracted) lacks.push('retracted');
  const notices = study?.reading.standing ?? [];
  if (notices.some(({ kind }) => kind === 'correction' || kind === 'expression-of-concern')) {
    lacks.push('corrected');
  }
  if (pem.pem === 'not-stated') lacks.push('pem-not-stated');
  const stated = new Set(Object.values(pem).filter((value) => value !== 'not-stated'));
  if (stated.size > 1) lacks.push('pem-disagrees');
  return lacks;
}

const LACK_OF_WARNING: Readonly<Record<string, Lack>> = {
  'unmapped-character': 'characters',
  'two-keys': 'two-keys',
};

function lacksOfWarnings(warnings: readonly ExportWarning[]): ReadonlyMap<string, Lack[]> {
  const found = new Map<string, Lack[]>();
  for (const { key, code } of warnings) {
    const lack = LACK_OF_WARNING[code];
    if (lack !== undefined) found.set(key, [...(found.get(key) ?? []), lack]);
  }
  return found;
}

/** The DOIs that more than one of the entries has, in lower case. */
function repeatedDois(entries: readonly ReportedEntry[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const entry of entries) {
    const doi = foldedDoi(entry);
    if (doi === null) continue;
    if (seen.has(doi)) repeated.add(doi);
    seen.add(doi);
  }
  return repeated;
}

function foldedDoi({ item }: ReportedEntry): string | null {
  return item.DOI === undefined ? null : (bareDoi(item.DOI)?.toLowerCase() ?? null);
}
