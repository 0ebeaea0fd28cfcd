// How far tags are spread over some studies.
// Invariant: pure; tags are the same whatever their case, as in the core.
import { foldText } from '../../../shared/util/fold-text.ts';

export interface TagSpread {
  readonly tag: string;
  /** How many of the studies have it; null while that is not known. */
  readonly on: number | null;
  /** How many studies have it in all. */
  readonly studies: number;
}

/** What makes two spellings one tag. */
export function tagKey(tag: string): string {
  const folded = foldText(tag);
  return folded === '' ? tag.trim().toLowerCase() : folded;
}

/** The tags there are, with how many of the studies have each. `tagsOfStudies` is null while not known. */
export function spreadTags(
  all: readonly { readonly tag: string; readonly studies: number }[],
  tagsOfStudies: readonly (readonly string[])[] | null,
): readonly TagSpread[] {
  const counts = new Map<string, number>();
  for (const tags of tagsOfStudies ?? []) {
    for (const key of new Set(tags.map(tagKey))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return all.map(({ tag, studies }) => ({
    tag,
    studies,
    on: tagsOfStudies === null ? null : (counts.get(tagKey(tag)) ?? 0),
  }));
}

/** Those whose words contain what is typed, the ones on the studies first. */
export function offeredTags(tags: readonly TagSpread[], typed: string): readonly TagSpread[] {
  const wanted = tagKey(typed);
  return tags
    .filter(({ tag }) => wanted === '' || tagKey(tag).includes(wanted))
    .toSorted((a, b) => a.tag.localeCompare(b.tag, 'en'));
}
