// CSL-JSON as far as the product uses it: what exports are written from.
// Source: https://docs.citationstyles.org/en/stable/specification.html, appendix III and IV.

export interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly 'dropping-particle'?: string;
  readonly 'non-dropping-particle'?: string;
  readonly suffix?: string;
  readonly literal?: string;
}

/** `date-parts` of one or two dates of one to three numbers; `season` 1 to 4; or a text. */
export interface CslDate {
  readonly 'date-parts'?: readonly (readonly (number | string)[])[];
  readonly season?: number | string;
  readonly circa?: boolean | number | string;
  readonly literal?: string;
  readonly raw?: string;
}

/** One work. Fields that the product does not know are allowed and ignored. */
export interface CslItem {
  /** CSL-JSON demands one; items from elsewhere may lack it. */
  readonly id?: string | number;
  readonly type: string;
  readonly 'citation-key'?: string;
  readonly title?: string;
  readonly author?: readonly CslName[];
  readonly editor?: readonly CslName[];
  readonly issued?: CslDate;
  readonly accessed?: CslDate;
  readonly 'container-title'?: string;
  readonly 'collection-title'?: string;
  readonly publisher?: string;
  readonly 'publisher-place'?: string;
  readonly volume?: string | number;
  readonly issue?: string | number;
  readonly page?: string;
  readonly number?: string | number;
  readonly edition?: string | number;
  readonly genre?: string;
  readonly status?: string;
  readonly DOI?: string;
  readonly PMID?: string;
  readonly PMCID?: string;
  readonly ISSN?: string;
  readonly ISBN?: string;
  readonly URL?: string;
  readonly language?: string;
  readonly abstract?: string;
  readonly keyword?: string;
  readonly note?: string;
  readonly annote?: string;
}
