// Finds the badge row among the lines above a title. Invariant: a filter list or a menu that names the
// same badges is not the row: a row has each kind once, and stands nearest to the title.
import { isButton, isMenuWord, isOrnament } from './labels.ts';
import type { Line } from './page-text.ts';
import { pillsOfLine, type Pill, type PillKind } from './pills.ts';

/** The row's pills and the lines they take; `end` is the first line after them. */
export interface BadgeRow {
  readonly pills: readonly Pill[];
  readonly start: number;
  readonly end: number;
}

const MOST_GAP_LINES = 2;
const LONGEST_PILL_LINE = 40;
const NEAR_TITLE = 4;

/** The badge row in these lines, or null. A title may be made of a badge's words. */
export function findBadgeRow(
  lines: readonly Line[],
  isTitle: (text: string) => boolean,
): BadgeRow | null {
  const groups = groupPills(lines, isTitle).filter((row) => !isInMenu(row, lines));
  const full = groups.findLast(({ pills }) => kindsIn(pills).size >= 3);
  if (full !== undefined) return full;
  // One or two pills are an older page's row, where no list of filters holds more of them.
  const [only, ...others] = groups;
  if (only === undefined || others.length > 0) return null;
  // A link that is named like a badge leads to a filter or an explanation.
  if (lines.slice(only.start, only.end).some(({ links }) => links.length > 0)) return null;
  const isMarked = kindsIn(only.pills).size === 2 && kindsIn(only.pills).has('level');
  return isMarked || lines.length - only.end <= NEAR_TITLE ? only : null;
}

// Words of the site's menu stand before a badge row, never between it and the title: there the "row" is filters.
function isInMenu(row: BadgeRow, lines: readonly Line[]): boolean {
  return (
    row.pills.some(({ kind, label }) => kind === null && isMenuWord(label)) ||
    lines.slice(row.end).some(({ text }) => isMenuWord(text))
  );
}

const kindsIn = (pills: readonly Pill[]): ReadonlySet<PillKind> =>
  new Set(pills.flatMap(({ kind }) => kind ?? []));

/** Runs of pill lines. A second pill of a kind begins a new run; a few short lines may stand between. */
function groupPills(lines: readonly Line[], isTitle: (text: string) => boolean): BadgeRow[] {
  const groups: BadgeRow[] = [];
  for (const [index, { text }] of lines.entries()) {
    const pills = text === '' ? null : pillsOfLine(text);
    if (pills === null || isTitle(text)) continue;
    const last = groups.at(-1);
    const gap = last === undefined ? null : lines.slice(last.end, index);
    if (last !== undefined && gap !== null && isOneRow(last, pills, gap)) {
      const between = gap.flatMap(unknownPill);
      const joined = [...last.pills, ...between, ...pills];
      groups.splice(-1, 1, { pills: joined, start: last.start, end: index + 1 });
    } else {
      groups.push({ pills, start: index, end: index + 1 });
    }
  }
  return groups;
}

function isOneRow(row: BadgeRow, pills: readonly Pill[], gap: readonly Line[]): boolean {
  const kinds = kindsIn(row.pills);
  if (pills.some(({ kind }) => kind !== null && kinds.has(kind))) return false;
  const between = gap.filter(({ text }) => text !== '');
  return between.length <= MOST_GAP_LINES && between.every(({ text }) => isPillLike(text));
}

const unknownPill = ({ text }: Line): Pill[] => (text === '' ? [] : [{ kind: null, label: text }]);

/** Short, no sentence, no button: a pill nobody has seen before, where pills stand. */
export const isPillLike = (text: string): boolean =>
  text.length <= LONGEST_PILL_LINE &&
  !/[.!:;]$/u.test(text) &&
  !isButton(text) &&
  !isOrnament(text);
