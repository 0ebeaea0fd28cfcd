// The title among the lines above the byline. Invariant: the title is given as the page shows it;
// what other places state (BibTeX, `<title>`) only tells which line it is, or stands in for a lost one.
import { foldText } from '../../../shared/util/fold-text.ts';
import type { Line } from './page-text.ts';

/** A title and the lines that show it; `lines` is empty where the page does not show it. */
export interface TitleFound {
  readonly text: string;
  readonly lines: readonly Line[];
}

const MOST_TITLE_LINES = 6;
// Pills are shorter than this, and so is hardly any title.
const LONGEST_PILL_LINE = 40;

/** Known titles, most trusted first, ready to be compared. */
export class KnownTitles {
  readonly texts: readonly string[];
  private readonly folded: readonly string[];

  constructor(texts: readonly (string | null)[]) {
    this.texts = texts.filter((text) => text !== null).filter((text) => text !== '');
    this.folded = this.texts.map((text) => foldText(text));
  }

  /** True for a known title in other letters, signs or spacing, or one that was cut with an ellipsis. */
  has(text: string): boolean {
    const isPlausible = this.texts.some(
      ({ length }) => text.length <= length * 2 + 20 && text.length * 2 + 20 >= length,
    );
    if (!isPlausible) return false;
    const folded = foldText(text);
    return this.folded.some(
      (known, index) =>
        known === folded ||
        (known !== '' &&
          /(?:…|\.\.\.)$/u.test(this.texts[index] ?? '') &&
          folded.startsWith(known)),
    );
  }
}

/** The last lines that together are a known title, or null. */
export function findKnownTitle(lines: readonly Line[], known: KnownTitles): TitleFound | null {
  if (known.texts.length === 0) return null;
  for (let end = lines.length; end > 0; end -= 1) {
    for (let size = 1; size <= Math.min(MOST_TITLE_LINES, end); size += 1) {
      const shown = lines.slice(end - size, end);
      const text = shown.map((line) => line.text).join(' ');
      if (known.has(text)) return { text, lines: shown };
    }
  }
  return null;
}

/**
 * The title by order alone: the line above the byline, with the lines before it where it was wrapped.
 * `lines` begin after the badge row; without one, only the last line can be told from a menu.
 */
export function titleByOrder(lines: readonly Line[], isAfterRow: boolean): TitleFound | null {
  const last = lines.at(-1);
  if (last === undefined) return null;
  if (!isAfterRow) return { text: last.text, lines: [last] };
  const start = lines.findIndex(({ text }) => text.length > LONGEST_PILL_LINE);
  const shown = start === -1 ? [last] : lines.slice(start, start + MOST_TITLE_LINES);
  return { text: shown.map((line) => line.text).join(' '), lines: shown };
}
