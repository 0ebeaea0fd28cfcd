// citation-js's writers, for comparison: the packages have no types of their own.
// Invariant: used as its documentation says, with its default settings.
import { createRequire } from 'node:module';
import type { CslItem } from '../../src/shared/domain/csl.ts';

/** The part of `@citation-js/core` that is measured. */
interface CitationCore {
  readonly Cite: new (items: readonly unknown[]) => {
    readonly data: readonly unknown[];
    format(name: string, options?: Readonly<Record<string, string>>): string;
  };
  readonly plugins: {
    readonly output: { format(name: 'bibtex', items: readonly unknown[]): string };
    readonly config: { get(name: '@csl'): CslConfiguration };
  };
}

/** What its plugin of styles lets be added. */
interface CslConfiguration {
  readonly styles: { add(name: string, text: string): void };
}

export interface CitationJs {
  /** From CSL-JSON to text as a user of the library writes it. */
  format(items: readonly CslItem[]): string;
  /** The same in another of its formats. */
  formatAs(items: readonly CslItem[], format: string): string;
  /** A list of references in a style that was given with its file. */
  bibliography(items: readonly CslItem[], style: { name: string; text: string }): string;
  /** Its style processor, before ours is loaded. */
  loadStyles(): void;
  /** What the library makes of its input, once. */
  parse(items: readonly CslItem[]): readonly unknown[];
  /** The writer alone, on what `parse` made. */
  write(parsed: readonly unknown[]): string;
}

/** Loads the library with its plugins for BibTeX and RIS; that for styles with the first style. */
export function loadCitationJs(): CitationJs {
  const require = createRequire(import.meta.url);
  const { Cite, plugins } = require('@citation-js/core') as CitationCore;
  require('@citation-js/plugin-bibtex');
  require('@citation-js/plugin-ris');
  let hasStyles = false;
  function loadStyles(): void {
    if (hasStyles) return;
    hasStyles = true;
    require('@citation-js/plugin-csl');
    // Ours changes two functions of its style processor: citation-js keeps one as it comes.
    Reflect.deleteProperty(require.cache, require.resolve('citeproc'));
  }
  return {
    loadStyles,
    format: (items) => new Cite(items).format('bibtex'),
    formatAs: (items, format) => new Cite(items).format(format),
    bibliography: (items, { name, text }) => {
      loadStyles();
      plugins.config.get('@csl').styles.add(name, text);
      return new Cite(items).format('bibliography', {
        format: 'html',
        template: name,
        lang: 'en-US',
      });
    },
    parse: (items) => new Cite(items).data,
    write: (parsed) => plugins.output.format('bibtex', parsed),
  };
}
