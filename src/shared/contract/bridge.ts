// What a host puts into the page as `window.atlas`. The renderer knows no more of its host than this.
// Invariant: values are JSON; a call resolves to an envelope and rejects only if no host answers.

/** What a desktop asks of its window. */
export type WindowRequest =
  /** Runs one of the window's commands: an entry of the menu. */
  | { readonly kind: 'command'; readonly command: string }
  /** Opens a study: a link from elsewhere. */
  | { readonly kind: 'study'; readonly slug: string }
  /** The window is about to close: what was typed is to be kept now. */
  | { readonly kind: 'leave' };

export interface AtlasBridge {
  /** For the few sentences that differ; no feature may depend on it. */
  readonly host: 'electron' | 'browser';
  /** Calls a method of the contract; resolves to its envelope. Rejects where the core cannot be reached. */
  call(method: string, input: unknown): Promise<unknown>;
  /** Hears the core's events until the returned function is called. */
  onEvent(listener: (event: unknown) => void): () => void;
  /** Hands a written download to the reader; resolves at once where the host wrote the file itself. */
  deliver(target: string): Promise<void>;
  /** Hands a file to the core; resolves to the envelope of its handle. Rejects where the host has a dialog for that. */
  upload(file: Blob): Promise<unknown>;
  /** Resolves to the envelope of the window as a PDF (`{ pdf }`, base64); null where the host makes none. */
  readonly makePdf: (() => Promise<unknown>) | null;
  /**
   * Answers what the desktop asks, until the returned function is called; false where it could not be done. A browser
   * asks nothing.
   */
  onRequest(answer: (request: WindowRequest) => Promise<boolean>): () => void;
  /** Hears whether the core can be reached; called with every change. */
  onConnection(listener: (isConnected: boolean) => void): () => void;
}
