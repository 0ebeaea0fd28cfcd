// Decides what a sync asks for, and in which order.
// Invariant: only what the source lists is ever asked for; starter rows and given pages it does not list are none of its business.
import type { ContentHash, Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { ListedStudy } from '../atlas/source.ts';

/** A study that the mirror holds, as far as planning needs it. */
export interface Known {
  readonly slug: Slug;
  readonly contentHash: ContentHash;
  readonly origin: string;
  readonly originSource: string;
  readonly checkedAt: UnixMs;
}

export interface PlannedPage {
  readonly slug: Slug;
  readonly url: string;
  readonly hashBefore: ContentHash | null;
}

/** How many pages are asked for before anything is written. */
export const PROBE_PAGES = 3;
/** An interrupted run older than this is not gone on with: its list of studies is out of date. */
export const RESUME_WITHIN_MS = 24 * 60 * 60 * 1000;

/**
 * The pages to ask for: unknown studies first, then those checked longest ago. The first three are taken from all
 * over the list, so that one bad neighbourhood does not make a site look unreadable.
 */
export function planPages(listed: readonly ListedStudy[], known: readonly Known[]): PlannedPage[] {
  const bySlug = new Map(known.map((study) => [study.slug, study]));
  const ordered = [...new Map(listed.map((study) => [study.slug, study])).values()]
    .map(({ slug, url }, place) => ({ slug, url, place, before: bySlug.get(slug) ?? null }))
    .sort((a, b) => (a.before?.checkedAt ?? -1) - (b.before?.checkedAt ?? -1) || a.place - b.place)
    .map(({ slug, url, before }): PlannedPage => ({
      slug,
      url,
      hashBefore: before?.contentHash ?? null,
    }));
  return probeFirst(ordered);
}

function probeFirst(pages: readonly PlannedPage[]): PlannedPage[] {
  const places = new Set([0, Math.floor(pages.length / 2), pages.length - 1]);
  return [
    ...pages.filter((_, place) => places.has(place)),
    ...pages.filter((_, place) => !places.has(place)),
  ];
}

/** Studies that came from this source and that it no longer lists, in alphabetical order. They are reported, not touched. */
export function findUnlisted(
  known: readonly Known[],
  source: string,
  listed: ReadonlySet<Slug>,
): Slug[] {
  return known
    .filter(
      (study) =>
        study.origin === 'site' && study.originSource === source && !listed.has(study.slug),
    )
    .map((study) => study.slug)
    .sort();
}

/** May an interrupted run be gone on with? A clock that jumped counts in either direction. */
export function isResumable(startedAt: UnixMs, now: UnixMs): boolean {
  return Math.abs(now - startedAt) < RESUME_WITHIN_MS;
}
