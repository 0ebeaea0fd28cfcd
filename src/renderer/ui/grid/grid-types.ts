// What a grid of studies is given and tells: shared by the views that show one.
import type { SearchRow } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { HitTerm } from '../../../shared/domain/search.ts';

/** Data type of studies that are dragged: a JSON array of slugs. */
export const DRAGGED_SLUGS = 'application/x-mecfs-atlas-slugs';

/** A study that the reader has listed and this copy of the atlas does not hold: what the library knows of it. */
export interface MissingStudy {
  readonly slug: Slug;
  readonly title: string;
  readonly read: SearchRow['read'];
  readonly tags: readonly string[];
  readonly isMissing: true;
}

/** What a row shows. */
export type GridStudy = SearchRow | MissingStudy;

export interface StudyGridProps {
  /** The grid's name for a screen reader, with its number of studies in words. */
  readonly label: string;
  readonly count: number;
  /** The row at a place; undefined while it has not arrived. */
  readonly rowAt: (place: number) => GridStudy | undefined;
  /** Told which places are in sight, both included, so that their rows can be fetched. */
  readonly onVisible: (first: number, last: number) => void;
  readonly terms: readonly HitTerm[];
  /** The place that has the focus in the grid (roving), and the study that is open beside it. */
  readonly activePlace: number;
  readonly openSlug: Slug | null;
  readonly selected: ReadonlySet<Slug>;
  /** Arrow keys and clicks: moves the focus, opens the study beside. */
  readonly onActivate: (place: number) => void;
  /** Ctrl-click and Space toggle one; Shift extends from the last and moves the focus; Ctrl-A selects all. */
  readonly onToggle: (place: number) => void;
  readonly onExtend: (place: number) => void;
  readonly onSelectAll: () => void;
  /** Enter: moves the focus into the study. */
  readonly onEnter: () => void;
  /** Where rows have an order of their own: moves the row at `from` to `to`. */
  readonly onMove?: (from: number, to: number) => void;
  /** Which contents these are: other contents begin at the top, the same ones keep the active row in its place. */
  readonly contents?: string | number;
  readonly initialScroll: number;
  readonly onScroll: (top: number) => void;
  /** The slugs that are dragged when the row at a place is. */
  readonly slugsToDrag: (place: number) => readonly Slug[];
}
