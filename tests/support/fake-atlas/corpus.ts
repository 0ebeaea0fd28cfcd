// The studies that a fake atlas holds, and what has happened to them.
// Invariant: every change gives a study new validators and a later date; a study that is gone stays gone under its
// address. A study's text is made when it is asked for: an atlas of 61,450 starts at once and stays small.
import { slugFromAddress, type Slug } from '../../../src/shared/domain/ids.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import type { OutlinedStudy } from '../generator/study.ts';

/** One version of a study under its address. */
export interface ServedStudy {
  readonly slug: Slug;
  /** Where it stands among all studies: decides the markup of its page. */
  readonly place: number;
  readonly version: number;
  readonly reading: () => StudyReading;
  readonly etag: string;
  readonly modifiedAt: number;
}

export type Address =
  | ({ readonly kind: 'study' } & ServedStudy)
  | { readonly kind: 'gone'; readonly status: 404 | 410 }
  | { readonly kind: 'moved'; readonly location: string };

interface Entry {
  readonly place: number;
  readonly slug: Slug;
  reading: () => StudyReading;
  version: number;
  modifiedAt: number;
}

export interface Corpus {
  /** All studies in the order of the listing. */
  all(): StudyReading[];
  /** What the listing names, in its order, without the studies' texts. */
  listed(): readonly ServedStudy[];
  get(slug: Slug): StudyReading | undefined;
  readonly size: number;
  /** Grows with every change, so that what was made from the corpus can be kept until then. */
  readonly revision: number;
  at(path: string): Address;
  change(slug: Slug, edit: (reading: StudyReading) => StudyReading): StudyReading;
  /** Puts a new study at the head of the listing, where the site shows what is new. */
  add(reading: StudyReading): void;
  /** Takes a study out of the listing; its address answers 404 or 410. */
  remove(slug: Slug, status: 404 | 410): void;
  /** As `remove`, but the listing goes on naming it. */
  lose(slug: Slug, status: 404 | 410): void;
  /** The sitemap says again what it said at the start, whatever has changed since. Returns of how many studies. */
  freezeDates(): number;
  /** Undoes `lose`. */
  bringBack(slug: Slug): void;
  /** Sends a study's address elsewhere; the listing keeps it, and with a slash at its end it is still there. */
  redirect(slug: Slug, location: string): void;
  /** Gives a study another slug, in the same place; the old address leads to the new one. The old one can stay listed. */
  rename(slug: Slug, to: Slug, options: { readonly keepsListed: boolean }): void;
  /** Takes a study out of the listing only. */
  hide(slug: Slug): void;
}

const FIRST_MODIFIED = Date.UTC(2026, 3, 1, 1);
// Validators and sitemaps tell whole seconds.
const SECOND_MS = 1000;

/** A corpus whose changes are dated by a clock. */
export function createCorpus(studies: readonly OutlinedStudy[], now: () => number): Corpus {
  const entries = new Map<string, Entry>(
    studies.map((study, place) => [
      study.slug,
      {
        place,
        slug: study.slug,
        reading: () => study.compose(),
        version: 1,
        // Dates of their own, as pages have them that were written one after the other.
        modifiedAt: FIRST_MODIFIED + place * SECOND_MS,
      },
    ]),
  );
  const gone = new Map<string, 404 | 410>();
  const lost = new Map<string, 404 | 410>();
  const moved = new Map<string, string>();
  const hidden = new Set<string>();
  let revision = 1;
  let kept: { readonly listed: readonly ServedStudy[]; all: StudyReading[] | null } | null = null;

  function entryOf(slug: Slug): Entry {
    const entry = entries.get(slug);
    if (entry === undefined) throw new Error(`the fake atlas has no study ${slug}`);
    return entry;
  }
  function touched(): void {
    revision += 1;
    kept = null;
  }
  function keptLists() {
    kept ??= {
      listed: [...entries.values()]
        .filter(({ slug }) => !hidden.has(slug))
        .sort((a, b) => a.place - b.place)
        .map(served),
      all: null,
    };
    return kept;
  }
  function put(reading: StudyReading, place: number, modifiedAt: number): void {
    const entry = { place, slug: reading.slug, reading: () => reading, version: 1, modifiedAt };
    entries.set(reading.slug, entry);
    gone.delete(reading.slug);
    touched();
  }
  return {
    all() {
      const lists = keptLists();
      lists.all ??= lists.listed.map((study) => study.reading());
      return lists.all;
    },
    listed: () => keptLists().listed,
    get: (slug) => entries.get(slug)?.reading(),
    get size() {
      return entries.size;
    },
    get revision() {
      return revision;
    },
    at(path) {
      const location = moved.get(path);
      if (location !== undefined) return { kind: 'moved', location };
      const slug = slugFromAddress(path);
      if (slug === null) return { kind: 'gone', status: 404 };
      const entry = entries.get(slug);
      const status = lost.get(slug);
      if (entry === undefined || status !== undefined) {
        return { kind: 'gone', status: status ?? gone.get(slug) ?? 404 };
      }
      return { kind: 'study', ...served(entry) };
    },
    change(slug, edit) {
      const entry = entryOf(slug);
      const reading = edit(entry.reading());
      entry.reading = () => reading;
      entry.version += 1;
      entry.modifiedAt = Math.max(now(), entry.modifiedAt + SECOND_MS);
      touched();
      return reading;
    },
    add(reading) {
      put(reading, -entries.size, now());
    },
    remove(slug, status) {
      entries.delete(entryOf(slug).slug);
      gone.set(slug, status);
      touched();
    },
    lose(slug, status) {
      lost.set(entryOf(slug).slug, status);
    },
    freezeDates() {
      for (const entry of entries.values()) {
        entry.modifiedAt = FIRST_MODIFIED + entry.place * SECOND_MS;
      }
      touched();
      return entries.size;
    },
    bringBack(slug) {
      lost.delete(slug);
    },
    redirect(slug, location) {
      moved.set(`/evidence/${entryOf(slug).slug}`, location);
    },
    rename(slug, to, { keepsListed }) {
      const entry = entryOf(slug);
      put(renamed(entry.reading(), to), entry.place, now());
      moved.set(`/evidence/${slug}`, `/evidence/${to}`);
      if (!keepsListed) entries.delete(slug);
      touched();
    },
    hide(slug) {
      hidden.add(entryOf(slug).slug);
      touched();
    },
  };
}

/** The reading under another slug, as its page would then state it. */
export function renamed(reading: StudyReading, slug: Slug): StudyReading {
  const rename = (text: string): string => text.replaceAll(reading.slug, slug);
  return {
    ...reading,
    slug,
    url: rename(reading.url),
    bibtex: reading.bibtex === null ? null : rename(reading.bibtex),
    snapshot:
      reading.snapshot === null
        ? null
        : { ...reading.snapshot, line: rename(reading.snapshot.line) },
  };
}

function served({ slug, place, version, modifiedAt, reading }: Entry): ServedStudy {
  return { slug, place, version, modifiedAt, reading, etag: `"${slug}-${version}"` };
}
