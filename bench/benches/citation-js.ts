// citation-js's BibTeX writer, for comparison: the packages have no types of their own.
// Invariant: used as its documentation says, with its default settings.
import { createRequire } from 'node:module';
import type { CslItem } from '../../src/shared/domain/csl.ts';

/** The part of `@citation-js/core` that is measured. */
interface CitationCore {
  readonly Cite: new (items: readonly unknown[]) => {
    readonly data: readonly unknown[];
    format(name: 'bibtex'): string;
  };
  readonly plugins: {
    readonly output: { format(name: 'bibtex', items: readonly unknown[]): string };
  };
}

export interface CitationJs {
  /** From CSL-JSON to text as a user of the library writes it. */
  format(items: readonly CslItem[]): string;
  /** What the library makes of its input, once. */
  parse(items: readonly CslItem[]): readonly unknown[];
  /** The writer alone, on what `parse` made. */
  write(parsed: readonly unknown[]): string;
}

/** Loads the library with its BibTeX plugin. */
export function loadCitationJs(): CitationJs {
  const require = createRequire(import.meta.url);
  const { Cite, plugins } = require('@citation-js/core') as CitationCore;
  require('@citation-js/plugin-bibtex');
  return {
    format: (items) => new Cite(items).format('bibtex'),
    parse: (items) => new Cite(items).data,
    write: (parsed) => plugins.output.format('bibtex', parsed),
  };
}
