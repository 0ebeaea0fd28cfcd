// An outside atlas as the sync meets it: a site now, a bundle later.
// Invariant: a source answers in values. One page's failure is a value; only what ends the whole run is thrown.
import type { Slug } from '../../shared/domain/ids.ts';

/** A study that the source lists. `url` is where the source will ask for it. */
export interface ListedStudy {
  readonly slug: Slug;
  readonly url: string;
}

/** All that a source lists, each slug once, in the source's order. */
export interface Discovery {
  readonly kind: 'sitemap' | 'listing';
  readonly studies: readonly ListedStudy[];
}

/** What the source sent with a page the last time; sent back so that it may answer "not modified". */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Why a page did not arrive. `unreachable` and `overloaded` are the network's or server's trouble, the rest the page's. */
export type PageFailure =
  | 'unreachable'
  | 'overloaded'
  | 'refused'
  | 'gone'
  | 'forbidden-by-robots'
  | 'redirect-refused'
  | 'too-large'
  | 'bad-answer';

/** One page as it arrived. `url` is the address it came from in the end. */
export type FetchedPage =
  | {
      readonly kind: 'page';
      readonly url: string;
      readonly body: string;
      readonly validators: Validators;
    }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'failed'; readonly failure: PageFailure; readonly detail: string };

export interface AtlasSource {
  /** The source's identity: rows that came from it carry it. */
  readonly name: string;
  /** Requests sent so far, of every kind. */
  readonly requestCount: () => number;
  /**
   * Finds all studies.
   * @throws AppError `source-unreachable`, `source-refused`, `unreadable-site`, `aborted`
   */
  discover(signal: AbortSignal): Promise<Discovery>;
  /**
   * Asks for one study. Calls may run side by side; the source keeps its own limits.
   * @throws AppError `aborted`, and `source-unreachable` or `source-refused` where the whole run must end
   */
  fetch(
    study: ListedStudy,
    validators: Validators | null,
    signal: AbortSignal,
  ): Promise<FetchedPage>;
}
