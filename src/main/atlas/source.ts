// An outside atlas as the sync meets it.
// Invariant: a source answers in values. One page's failure is a value; only what ends the whole run is thrown.
import type { Slug } from '../../shared/domain/ids.ts';
import type { DiscoveryKind } from '../../shared/domain/sync.ts';

/** A study that the source lists. */
export interface ListedStudy {
  readonly slug: Slug;
  /** When it was changed last, as the sitemap has it; null where it does not say. */
  readonly lastmod: string | null;
}

/** All that a source lists, each slug once, in the source's order. */
export interface Discovery {
  readonly kind: DiscoveryKind;
  readonly studies: readonly ListedStudy[];
}

/** What the source sent with a page the last time; sent back so that it may answer "not modified". */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/**
 * Why a page did not arrive. `offline`: no connection could be made at all. `unreachable` and `overloaded` are
 * the network's or server's trouble, the rest the page's.
 */
export type PageFailure =
  | 'offline'
  | 'unreachable'
  | 'overloaded'
  | 'refused'
  | 'challenge'
  | 'missing'
  | 'forbidden-by-robots'
  | 'redirect-refused'
  | 'too-large'
  | 'bad-answer';

/** A body as it was received, unpacked. */
export interface ReceivedBody {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** One page as it arrived. `url` is the address it came from in the end. */
export type FetchedPage =
  | ({
      readonly kind: 'page';
      readonly url: string;
      /** Every redirect on the way there was one for good (301, 308). False where there was none. */
      readonly isMovedForGood: boolean;
      readonly validators: Validators;
    } & ReceivedBody)
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'failed'; readonly failure: PageFailure; readonly detail: string };

/** `offline`: no connection could be made. `not-ready`: something answers, with an error or too late. */
export type Reach = 'yes' | 'offline' | 'not-ready';

/** Waits for a network that a failure speaks of; true where it is worth asking again. */
export type IsBack = (failure: unknown) => Promise<boolean>;

/** How a listing is built, as far as walking needs it. */
export interface Layout {
  /** How far the next page may be; 0 where there is none. */
  readonly step: number;
  /** Which link of a page is its last card; null where pages do not overlap (the offset is rounded, ignored, or counts pages). */
  readonly lastCard: number | null;
}

/** How far the walk of a listing had come, for another process to go on with. */
export interface ListingPlace {
  readonly firstPage: readonly Slug[];
  readonly layout: Layout;
  /** Of the page that was seen last. */
  readonly offset: number;
  readonly page: readonly Slug[];
  /** All that was passed, that page included. */
  readonly passed: readonly Slug[];
}

/** Keeps the places of walks, by which part of the listing is walked (empty for all of it). */
export interface ListingPlaces {
  read(part: string): ListingPlace | null;
  /** Null where it is not to be gone on from there. */
  keep(part: string, place: ListingPlace | null): void;
}

export interface AtlasSource {
  /** The source's identity: rows that came from it carry it. */
  readonly name: string;
  /** Requests sent so far, of every kind. */
  readonly requestCount: () => number;
  /**
   * Finds all studies. What was found before the network failed is kept where that is safe and `isBack` says so; else
   * the failure is thrown, and discovering begins anew. So is what an earlier process had found, by `places`.
   * @throws AppError `source-unreachable`, `source-refused`, `unreadable-site`, `aborted`
   */
  discover(signal: AbortSignal, isBack: IsBack, places: ListingPlaces): Promise<Discovery>;
  /**
   * Asks for one study. Calls may run side by side; the source keeps its own limits.
   * @throws AppError `aborted`, and `source-unreachable` or `source-refused` where the whole run must end
   */
  fetch(
    study: Pick<ListedStudy, 'slug'>,
    validators: Validators | null,
    signal: AbortSignal,
  ): Promise<FetchedPage>;
  /** Where the source has a study, listed or not. */
  addressOf(slug: Slug): string;
  /** Asks for a page of the site that is no study, by its path. Errors as `fetch`. */
  fetchProse(path: string, signal: AbortSignal): Promise<FetchedPage>;
  /** One small request: does the source answer at all? */
  reach(signal: AbortSignal): Promise<Reach>;
  /** Hears when the source asks for silence, until when (Unix milliseconds), and with null that it is over. */
  onHold(listener: (until: number | null) => void): void;
}
