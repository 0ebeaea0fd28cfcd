// Titles as the reader wants them, for whoever writes citations.
// Invariant: a title that is stored and cannot be read any more counts as none, and is left in the library.
import type { CslItem } from '../../shared/domain/csl.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import { createTitleProtection, type TitleProtection } from '../export/bibtex/title-protection.ts';
import { citedTitle } from '../export/study-to-csl.ts';
import { cleanText, createTextIssues } from '../export/text/clean-text.ts';
import { hasSameWords, withoutMarks } from '../export/titles/preview-title.ts';
import { readOwnTitle, titleAsItIs, type OwnTitle } from '../export/titles/own-title.ts';
import type { OpenServices } from '../services.ts';
import type { StoredTitle } from '../storage/library/titles.ts';

/** An item with the words of the reader's title, and what of it is protected; null where the rule decides. */
export interface TitledItem {
  readonly item: CslItem;
  readonly ownTitle: OwnTitle | null;
}

interface ExportRemark {
  readonly code: string;
  readonly message: string;
}

/** The item with the reader's own title, where there is one. */
export function withOwnTitle(open: OpenServices, slug: Slug, item: CslItem): TitledItem {
  const stored = open.library.titles.of(slug);
  return stored === null ? { item, ownTitle: null } : titledItem(item, stored);
}

/** The item with this title. */
export function titledItem(item: CslItem, { notation }: StoredTitle): TitledItem {
  if (notation === null) return { item, ownTitle: titleAsItIs(item.title ?? '') };
  try {
    const { words, ...ownTitle } = readOwnTitle(notation);
    return { item: { ...item, title: words }, ownTitle };
  } catch {
    return { item, ownTitle: null };
  }
}

/** What is to be said where the reader's title, which is written, is not the one that the citation has now. */
export function otherWords(written: CslItem, item: CslItem): readonly ExportRemark[] {
  if (written.title === item.title) return [];
  const own = wordsOf(written);
  const cited = wordsOf(item);
  if (hasSameWords(own, cited)) return [];
  const message = `Its title is the one that you wrote, “${own}”; the citation itself has other words, “${cited}”. If yours is out of date, take it back (“titles clear”).`;
  return [{ code: 'own-title', message }];
}

function wordsOf({ title = '' }: CslItem): string {
  return withoutMarks(cleanText(citedTitle(title), createTextIssues()));
}

/** What keeps its capitals in titles, with the reader's own terms. */
export function titleProtection(open: OpenServices): TitleProtection {
  return createTitleProtection(open.library.titles.terms());
}
