// citation-js as a reader of what we write: its packages have no types of their own.
// Invariant: used as its documentation says, with its default settings.
import { createRequire } from 'node:module';

interface CitationCore {
  readonly Cite: new (text: string) => { readonly data: readonly ReadItem[] };
}

/** A work as citation-js hands it on: CSL-JSON. */
export type ReadItem = Readonly<Record<string, unknown>>;

/** The works of a RIS or CSL-JSON text. */
export function readWithCitationJs(text: string): readonly ReadItem[] {
  const require = createRequire(import.meta.url);
  const { Cite } = require('@citation-js/core') as CitationCore;
  require('@citation-js/plugin-ris');
  require('@citation-js/plugin-csl');
  return new Cite(text).data;
}
