// What a page runs in, as main sees it: a browser that the test drives, or two bare worlds without a document.
// Invariant: both run the same scripts; the shell cannot tell them apart.
import type { PageScripts } from './page-scripts.ts';

/** What a page may ask of main. */
export interface PageHost {
  /** A text of the preload's world. */
  message(text: string): void;
  /** A request; null where it is stopped. */
  request(question: PageRequest): Promise<PageResponse | null>;
  /** A page wants to go elsewhere; true where it may not. */
  navigates(question: { readonly url: string; readonly isMainFrame: boolean }): boolean;
  /** A page wants a window. */
  opens(url: string): 'allow' | 'deny';
  /** A page wants to stay; true where it is closed all the same. */
  isUnloadForced(): boolean;
}

export interface PageRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly resourceType: string;
}

export interface PageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface Renderer {
  /** Resolves when the page has been loaded; rejects where it cannot be. */
  load(url: string): Promise<void>;
  /** Gives a text to the preload's world. */
  deliver(text: string): void;
  /** Closes the page; false where it wants to stay. */
  close(options: { readonly isForced: boolean }): Promise<boolean>;
  /** Ends it as a crash does. */
  crash(): Promise<void>;
  /** Runs a function's source in the page's own world. */
  evaluate(source: string, args: readonly unknown[]): Promise<unknown>;
  /** The page as a PDF. */
  pdf(): Promise<Uint8Array>;
  /** Shows the page in a theme. */
  setDark(isDark: boolean): void;
}

export type StartRenderer = (scripts: PageScripts, host: PageHost) => Renderer;
