// The part of citeproc-js that is used; the package has no types of its own.
// Source: https://citeproc-js.readthedocs.io/en/latest/running.html
declare module 'citeproc' {
  /** A parsed file, in the form that the processor reads besides XML. */
  export interface JsonElement {
    readonly name: string;
    readonly attrs: Record<string, string>;
    readonly children: (JsonElement | string)[];
  }

  export interface System {
    retrieveLocale(language: string): JsonElement;
    retrieveItem(id: string): unknown;
    /** Orders names and titles; without it each comparison looks the language up anew. */
    stringCompare(one: string, other: string): number;
  }

  /** What is being written in which languages. */
  export interface LanguageState {
    readonly tmp: { readonly lang_array: readonly string[] };
  }

  export interface BibliographyParameters {
    readonly entry_ids: readonly (readonly string[])[];
    readonly hangingindent?: boolean | number;
    readonly 'second-field-align'?: string | false;
  }

  export interface Citation {
    readonly citationItems: readonly { readonly id: string }[];
    readonly properties: { readonly noteIndex: number };
  }

  /** A style, ready to format. */
  export class Engine {
    constructor(system: System, style: JsonElement, language: string, forceLanguage: boolean);
    readonly opt: { readonly development_extensions: Record<string, boolean> };
    setOutputFormat(format: 'html'): void;
    updateItems(ids: readonly string[]): void;
    makeBibliography(): readonly [BibliographyParameters, readonly string[]] | false;
    rebuildProcessorState(
      citations: readonly Citation[],
      format: 'html',
    ): readonly (readonly [string, number, string])[];
  }

  const CSL: {
    readonly Engine: typeof Engine;
    /** By default it prints a warning to standard output. */
    debug: (message: string) => void;
    toLocaleLowerCase: (this: LanguageState, text: string) => string;
  };
  export default CSL;
}
