// What a reader sets, and where the app opens again.
// Invariant: every value has a default that suits a tired reader; nothing here is data about a study.
import type { ListId, NoteId, Slug } from './ids.ts';
import { DEFAULT_KEY_PRESET } from './key-presets.ts';
import type { ExportFormat } from './export-formats.ts';
import type { CodingAnswer } from './library.ts';
import type { ReferenceField } from './reference-fields.ts';
import type { SortKey, SortOrder } from './search.ts';

/** `dim` has little contrast and no white, for eyes that light hurts. `system` follows the computer. */
export const THEMES = ['system', 'light', 'dark', 'dim'] as const;
export type Theme = (typeof THEMES)[number];
export const TEXT_SIZES = ['small', 'medium', 'large', 'larger', 'largest'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
export const LINE_WIDTHS = ['narrow', 'medium', 'wide'] as const;
export type LineWidth = (typeof LINE_WIDTHS)[number];
export const SCREENS = ['browse', 'list', 'add-page', 'sync', 'settings', 'help'] as const;
export type Screen = (typeof SCREENS)[number];

export interface Settings {
  readonly theme: Theme;
  readonly textSize: TextSize;
  readonly lineWidth: LineWidth;
  readonly singleKeys: boolean;
  readonly source: string;
  readonly dailySync: boolean;
  /** Records may be asked for by DOI, at doi.org and the registers it names. */
  readonly doiLookup: boolean;
  readonly welcomed: boolean;
  /** What a list is exported as where nothing else is chosen: what was chosen last. */
  readonly exportFormat: ExportFormat;
  /** The style of formatted references. */
  readonly citationStyle: string;
  /** What new citation keys look like: a preset's name or a template (`key-presets.ts`). */
  readonly keyPreset: string;
}

/** One's own coding of a study while it is filled in. */
export interface CodingForm {
  readonly common: readonly string[];
  /** Further definitions, one a line. */
  readonly others: string;
  readonly required: CodingAnswer | '';
  readonly how: string;
  readonly quote: string;
  readonly page: string;
  readonly checkedFullText: boolean;
}

/** How a reference is being completed: by hand, from a record, from the register of its DOI. */
export const REFERENCE_WAYS = ['typed', 'record', 'doi'] as const;
export type ReferenceWay = (typeof REFERENCE_WAYS)[number];

/** A reference while it is completed. */
export interface ReferenceForm {
  readonly way: ReferenceWay;
  /** What was typed, for the fields that differ from what is cited. */
  readonly values: Readonly<Partial<Record<ReferenceField, string>>>;
  /** Where what was typed is from. */
  readonly source: string;
}

/** Where the reader was. Lengths in CSS pixels. */
export interface Place {
  readonly screen: Screen;
  readonly query: string;
  readonly sort: SortKey;
  readonly order: SortOrder | null;
  readonly list: ListId | null;
  readonly slug: Slug | null;
  readonly listScroll: number;
  readonly studyScroll: number;
  readonly panes: {
    readonly filters: number;
    readonly study: number;
    readonly isFiltersFolded: boolean;
    readonly isStudyFolded: boolean;
  };
  readonly note: { readonly id: NoteId | null; readonly cursor: number } | null;
  /** Forms that are open, the one that was typed into last at the end. */
  readonly codings: readonly { readonly slug: Slug; readonly form: CodingForm }[];
  /** The same, of references. */
  readonly references: readonly { readonly slug: Slug; readonly form: ReferenceForm }[];
}

export const ATLAS_SOURCE = 'https://www.mecfsatlas.com';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  textSize: 'medium',
  lineWidth: 'medium',
  singleKeys: true,
  source: ATLAS_SOURCE,
  dailySync: false,
  doiLookup: false,
  welcomed: false,
  exportFormat: 'bibtex',
  citationStyle: 'apa',
  keyPreset: DEFAULT_KEY_PRESET,
};

export const DEFAULT_PLACE: Place = {
  screen: 'browse',
  query: '',
  sort: 'relevance',
  order: null,
  list: null,
  slug: null,
  listScroll: 0,
  studyScroll: 0,
  panes: { filters: 260, study: 460, isFiltersFolded: false, isStudyFolded: false },
  note: null,
  codings: [],
  references: [],
};
