// Which study each entry of somebody's .bib is, and what key it would get by that.
// Invariants: a study is matched by its DOI, else its PubMed number, else title and year; where two could be
// meant, none is; nobody gets a key that means another study.
import type { CslItem } from '../../../shared/domain/csl.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { foldWords } from '../../../shared/util/fold-text.ts';
import { isValidKey, repairKey } from '../citation-keys.ts';
import { cleanText, createTextIssues } from '../text/clean-text.ts';
import { readDate } from '../text/dates.ts';
import { bareDoi, bareNumber } from '../text/identifiers.ts';
import type { KeyOwner } from './assign-keys.ts';

/** An entry as far as it tells which work it is. */
export interface EntryToMatch {
  readonly key: string;
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly title: string;
  readonly year: string | null;
}

export interface StudyToMatch {
  readonly slug: Slug;
  readonly item: CslItem;
  /** The key that it has; null for none. */
  readonly key: string | null;
}

export const MATCHED_BY = ['doi', 'pmid', 'title-and-year'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** `change` is applied when asked; `repaired` only when that is asked for too; the others never. */
export const KEY_PROPOSALS = ['change', 'same', 'repaired', 'clash', 'unusable'] as const;

export interface KeyProposal {
  readonly slug: Slug;
  readonly title: string;
  readonly matchedBy: MatchedBy;
  /** As it stands in the file; several where it is not clear which. */
  readonly bibKeys: readonly string[];
  readonly before: string | null;
  /** What it would be; null for a clash that leaves none. */
  readonly key: string | null;
  readonly state: (typeof KEY_PROPOSALS)[number];
  /** What a person should know; null where there is nothing. */
  readonly message: string | null;
}

export interface KeyMatch {
  /** In the order of the studies. */
  readonly proposals: readonly KeyProposal[];
  readonly unmatchedStudies: readonly Slug[];
  readonly unmatchedKeys: readonly string[];
}

interface Found {
  readonly study: StudyToMatch;
  readonly by: MatchedBy;
  readonly entries: readonly EntryToMatch[];
}

/** Matches a list's studies with a file's entries and says what would come of it. */
export function matchBibKeys(
  studies: readonly StudyToMatch[],
  entries: readonly EntryToMatch[],
  ownerOf: KeyOwner,
): KeyMatch {
  const found = findAll(studies, entries);
  const wantedBy = new Map<string, Set<Slug>>();
  for (const { study, entries: own } of found) {
    for (const { key } of own) {
      const folded = (repairKey(key) ?? '').toLowerCase();
      wantedBy.set(folded, (wantedBy.get(folded) ?? new Set()).add(study.slug));
    }
  }
  const matched = new Set(found.flatMap(({ entries: own }) => own));
  const withEntry = new Set(found.map(({ study }) => study.slug));
  return {
    proposals: found.map((each) => propose(each, wantedBy, ownerOf)),
    unmatchedStudies: studies.map(({ slug }) => slug).filter((slug) => !withEntry.has(slug)),
    unmatchedKeys: entries.filter((entry) => !matched.has(entry)).map(({ key }) => key),
  };
}

function findAll(studies: readonly StudyToMatch[], entries: readonly EntryToMatch[]): Found[] {
  const byDoi = group(entries, ({ doi }) => doi);
  const byPmid = group(entries, ({ pmid }) => pmid);
  const byTitle = group(entries, ({ title, year }) => titleAndYear(title, year));
  return studies.flatMap((study): Found[] => {
    const { item } = study;
    const doi = bareDoi(item.DOI ?? '')?.toLowerCase() ?? null;
    const ways: readonly (readonly [MatchedBy, readonly EntryToMatch[]])[] = [
      ['doi', lookUp(byDoi, doi)],
      ['pmid', lookUp(byPmid, bareNumber(item.PMID ?? ''))],
      [
        'title-and-year',
        // Another DOI is another work, as a preprint and its article are.
        lookUp(byTitle, titleAndYear(item.title ?? '', readDate(item.issued).year)).filter(
          (entry) => entry.doi === null || doi === null,
        ),
      ],
    ];
    const way = ways.find(([, own]) => own.length > 0);
    return way === undefined ? [] : [{ study, by: way[0], entries: way[1] }];
  });
}

function group(
  entries: readonly EntryToMatch[],
  wordOf: (entry: EntryToMatch) => string | null,
): ReadonlyMap<string, readonly EntryToMatch[]> {
  const groups = new Map<string, EntryToMatch[]>();
  for (const entry of entries) {
    const word = wordOf(entry);
    if (word !== null) groups.set(word, [...(groups.get(word) ?? []), entry]);
  }
  return groups;
}

function lookUp(
  groups: ReadonlyMap<string, readonly EntryToMatch[]>,
  word: string | null,
): readonly EntryToMatch[] {
  return word === null ? [] : (groups.get(word) ?? []);
}

function titleAndYear(title: string, year: string | null): string | null {
  const words = foldWords(cleanText(title, createTextIssues()).replace(/[\uFDD0-\uFDD3]/gu, ''));
  return year === null || words.length === 0 ? null : `${words.join(' ')} ${year}`;
}

function propose(
  { study, by, entries }: Found,
  wantedBy: ReadonlyMap<string, ReadonlySet<Slug>>,
  ownerOf: KeyOwner,
): KeyProposal {
  const keys = [...new Set(entries.map(({ key }) => key))];
  const common = {
    slug: study.slug,
    title: study.item.title ?? '',
    matchedBy: by,
    bibKeys: keys,
    before: study.key,
  };
  const [bibKey = ''] = keys;
  if (keys.length > 1) {
    const message = `The file has it under several keys (${keys.join(', ')}). Choose one with "companion keys set ${study.slug} KEY".`;
    return { ...common, key: null, state: 'clash', message };
  }
  const key = repairKey(bibKey);
  if (key === null) {
    const message = `“${bibKey}” holds no letter or digit that a key can be made of.`;
    return { ...common, key, state: 'unusable', message };
  }
  const rivals = [...(wantedBy.get(key.toLowerCase()) ?? [])].filter((slug) => slug !== study.slug);
  if (rivals.length > 0) {
    const message = `The file gives the same key, ignoring case, to ${rivals.join(' and ')}.`;
    return { ...common, key: null, state: 'clash', message };
  }
  const owner = ownerOf(key);
  if (owner !== null && owner !== study.slug) {
    const message = `The key “${key}” means the study ${owner}, and always will.`;
    return { ...common, key: null, state: 'clash', message };
  }
  if (key === study.key) return { ...common, key, state: 'same', message: null };
  if (isValidKey(bibKey)) return { ...common, key, state: 'change', message: null };
  const message = `“${bibKey}” holds what not every program takes in a key. It would be “${key}”, and a text that cites it as “${bibKey}” would have to be changed.`;
  return { ...common, key, state: 'repaired', message };
}
