// Tells the core that a version of a study was shown, and knows what this window has told.
// Invariant: what this window told itself draws nothing anew in it: a mark stays for the visit.
import type { ContentHash, Slug } from '../../shared/domain/ids.ts';
import { request } from './client.ts';

interface Shown {
  readonly slug: Slug;
  readonly hash: ContentHash;
}

// The version that was told last of each study.
const told = new Map<Slug, ContentHash>();

/** Says that a version was shown. Where this fails the mark stands again next time: one too many, never one too few. */
export async function tellSeen({ slug, hash }: Shown): Promise<void> {
  // Before it is asked: the core tells of it before it answers.
  told.set(slug, hash);
  try {
    await request('study.seen', { slug, hash });
  } catch {
    told.delete(slug);
  }
}

/** True where the core tells of what this window told it. */
export function isOwnSeen({ slug, hash }: Shown): boolean {
  return told.get(slug) === hash;
}
