// The studies that a fake atlas holds, and what has happened to them.
// Invariant: every change gives a study new validators; a study that is gone stays gone under its address.
import { slugFromAddress, type Slug } from '../../../src/shared/domain/ids.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { contentTypeOf, MARKUPS, renderPage } from '../atlas-pages/render-page.ts';

/** A study page as it is served. */
export interface ServedPage {
  readonly body: string;
  readonly contentType: string;
  readonly etag: string;
  readonly lastModified: string;
}

export type Address =
  | { readonly kind: 'study'; readonly page: () => ServedPage; readonly reading: StudyReading }
  | { readonly kind: 'gone'; readonly status: 404 | 410 }
  | { readonly kind: 'moved'; readonly location: string };

interface Entry {
  readonly place: number;
  reading: StudyReading;
  version: number;
}

export interface Corpus {
  /** All studies in the order of the listing. */
  all(): StudyReading[];
  get(slug: Slug): StudyReading | undefined;
  readonly size: number;
  at(path: string): Address;
  change(slug: Slug, edit: (reading: StudyReading) => StudyReading): StudyReading;
  /** Puts a new study at the head of the listing, where the site shows what is new. */
  add(reading: StudyReading): void;
  /** Takes a study out of the listing; its address answers 404 or 410. */
  remove(slug: Slug, status: 404 | 410): void;
  /** Sends a study's address elsewhere; the listing keeps it, and with a slash at its end it is still there. */
  redirect(slug: Slug, location: string): void;
  /** Takes a study out of the listing only. */
  hide(slug: Slug): void;
}

const FIRST_MODIFIED = Date.UTC(2026, 3, 1);
const HOUR_MS = 3_600_000;

export function createCorpus(readings: readonly StudyReading[]): Corpus {
  const entries = new Map<string, Entry>(
    readings.map((reading, place) => [reading.slug, { place, reading, version: 1 }]),
  );
  const gone = new Map<string, 404 | 410>();
  const moved = new Map<string, string>();
  const hidden = new Set<string>();
  let listed: StudyReading[] | null = null;

  function entryOf(slug: Slug): Entry {
    const entry = entries.get(slug);
    if (entry === undefined) throw new Error(`the fake atlas has no study ${slug}`);
    return entry;
  }
  return {
    all() {
      listed ??= [...entries.values()]
        .filter(({ reading }) => !hidden.has(reading.slug))
        .sort((a, b) => a.place - b.place)
        .map(({ reading }) => reading);
      return listed;
    },
    get: (slug) => entries.get(slug)?.reading,
    get size() {
      return entries.size;
    },
    at(path) {
      const slug = slugFromAddress(path);
      const location = moved.get(path);
      if (location !== undefined) return { kind: 'moved', location };
      const entry = slug === null ? undefined : entries.get(slug);
      if (slug === null || entry === undefined) {
        return { kind: 'gone', status: slug === null ? 404 : (gone.get(slug) ?? 404) };
      }
      return { kind: 'study', reading: entry.reading, page: () => serve(entry) };
    },
    change(slug, edit) {
      const entry = entryOf(slug);
      entry.reading = edit(entry.reading);
      entry.version += 1;
      listed = null;
      return entry.reading;
    },
    add(reading) {
      entries.set(reading.slug, { place: -entries.size, reading, version: 1 });
      gone.delete(reading.slug);
      listed = null;
    },
    remove(slug, status) {
      entries.delete(entryOf(slug).reading.slug);
      gone.set(slug, status);
      listed = null;
    },
    redirect(slug, location) {
      moved.set(`/evidence/${entryOf(slug).reading.slug}`, location);
    },
    hide(slug) {
      hidden.add(entryOf(slug).reading.slug);
      listed = null;
    },
  };
}

function serve({ place, reading, version }: Entry): ServedPage {
  const markup = MARKUPS[Math.abs(place) % MARKUPS.length] ?? MARKUPS[0];
  return {
    body: renderPage(reading, markup),
    contentType: contentTypeOf(markup),
    etag: `"${reading.slug}-${version}"`,
    lastModified: new Date(FIRST_MODIFIED + version * HOUR_MS).toUTCString(),
  };
}
