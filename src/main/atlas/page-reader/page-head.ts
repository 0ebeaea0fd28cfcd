// What stands above the sections: banners, badge row, reading time, title, byline.
// Invariant: found by order and agreement (pills above the title, the title above the byline, the
// title known to BibTeX or the document); the site's menu above them is never taken for any of it.
import type { StandingNotice } from '../../../shared/domain/study.ts';
import { findBadgeRow, isPillLike } from './badge-row.ts';
import { bylineAt, isReadingTime, type Byline } from './byline.ts';
import { isButton, isDistinctLabel, isMenuWord, isOrnament, labelOf } from './labels.ts';
import { lineOf, type Line } from './page-text.ts';
import { findKnownTitle, titleByOrder, type KnownTitles, type TitleFound } from './page-title.ts';
import { pillKindOf, type Pill } from './pills.ts';
import { bannerKind, bannerLabelKind } from './standing.ts';

/** The head of a page, and the lines that follow it. */
export interface HeadFound {
  readonly pills: readonly Pill[];
  readonly readingTime: string | null;
  readonly title: TitleFound | null;
  readonly byline: Byline | null;
  /** More bylines above the first section: a list of studies. */
  readonly otherBylines: number;
  readonly standing: readonly StandingNotice[];
  readonly body: readonly Line[];
}

// A study's head is at most a few dozen lines below the site's menu.
const MOST_HEAD_LINES = 600;
// Banners stand near the title; a menu farther up may speak of retractions.
const MOST_LINES_WITH_BANNERS = 15;
const LONGEST_BANNER_BELOW = 200;

/** Reads the head of the page's lines. */
export function readHead(lines: readonly Line[], known: KnownTitles): HeadFound {
  const limit = firstDistinctLabel(lines);
  const bylines = bylinesIn(lines, limit);
  const byline = bylines[0] ?? null;
  const above = joinDots(
    lines
      .slice(0, byline?.start ?? limit)
      .filter(({ text }) => text !== '')
      .slice(-MOST_HEAD_LINES),
  );
  const below = byline === null ? [] : lines.slice(byline.end, Math.max(limit, byline.end));
  // A title may be called as a pill is, but not every pill that reads like the title is it.
  const isTitle = (text: string): boolean =>
    pillKindOf(text) === null ? known.has(text) : known.texts.includes(text);
  const rowAbove = findBadgeRow(above, isTitle);
  const rowBelow = rowAbove === null ? findBadgeRow(below, isTitle) : null;
  const afterRow = above.slice(rowAbove?.end ?? 0).filter(isCandidate);
  const glued = titleInByline(byline, known);
  const title = glued?.title ?? titleAmong(afterRow, { known, hasRow: rowAbove !== null, byline });
  const banners = bannersIn(
    above.filter((line) => isCandidate(line) && title?.lines.includes(line) !== true),
    below.slice(0, 4),
  );
  const used = new Set([
    ...banners.lines,
    ...(rowBelow === null ? [] : below.slice(rowBelow.start, rowBelow.end)),
    ...below.filter(showsTime),
  ]);
  const extra = rowAbove === null ? [] : extraPills(afterRow, title, banners.lines);
  return {
    pills: [...((rowAbove ?? rowBelow)?.pills ?? []), ...extra],
    readingTime: [...above.slice(rowAbove?.start ?? 0), ...below].findLast(showsTime)?.text ?? null,
    title,
    byline: glued?.byline ?? byline,
    otherBylines: Math.max(0, bylines.length - 1),
    standing: banners.notices,
    body: [...below.filter((line) => !used.has(line)), ...restAfter(lines, byline, limit)],
  };
}

const restAfter = (lines: readonly Line[], byline: Byline | null, limit: number): readonly Line[] =>
  lines.slice(Math.max(limit, byline?.end ?? 0));

function firstDistinctLabel(lines: readonly Line[]): number {
  const index = lines.findIndex(({ text }) => {
    const label = labelOf(text);
    return label !== null && isDistinctLabel(label);
  });
  return index === -1 ? lines.length : index;
}

/** The bylines above the first heading. Below it, they are those of related studies. */
function bylinesIn(lines: readonly Line[], limit: number): Byline[] {
  const found: Byline[] = [];
  let at = 0;
  while (at < limit) {
    const byline = bylineAt(lines, at);
    if (byline !== null) found.push(byline);
    at = byline?.end ?? at + 1;
  }
  return found;
}

/** `Standard`, `·`, `3 min` on lines of their own are one line. */
function joinDots(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const previous = joined.at(-1);
    const isJoined =
      previous !== undefined &&
      previous.text.length < LONGEST_BANNER_BELOW &&
      (line.text.startsWith('·') || previous.text.endsWith('·'));
    if (isJoined) joined.splice(-1, 1, lineOf(`${previous.text} ${line.text}`));
    else joined.push(line);
  }
  return joined;
}

const showsTime = ({ text }: Line): boolean => isReadingTime(text);

const isCandidate = (line: Line): boolean =>
  line.text !== '' && !showsTime(line) && !isButton(line.text) && !isOrnament(line.text);

interface TitleClues {
  readonly known: KnownTitles;
  readonly hasRow: boolean;
  readonly byline: Byline | null;
}

function titleAmong(candidates: readonly Line[], clues: TitleClues): TitleFound | null {
  const { known, hasRow, byline } = clues;
  const agreed = findKnownTitle(candidates, known);
  if (agreed !== null) return agreed;
  const inOwnVoice = candidates.filter(
    ({ text }) => bannerKind(text) === null && !isMenuWord(text),
  );
  const [stated] = known.texts;
  const isPlaced = hasRow && (byline !== null || stated === undefined);
  const byOrder = titleByOrder(inOwnVoice.length > 0 ? inOwnVoice : candidates, hasRow);
  if (isPlaced && byOrder !== null) return byOrder;
  if (stated !== undefined) return { text: stated, lines: [] };
  return byline === null ? null : byOrder;
}

/** A page whose elements are all inline glues the title to the first author. */
function titleInByline(
  byline: Byline | null,
  known: KnownTitles,
): { readonly title: TitleFound; readonly byline: Byline } | null {
  const [first = '', ...rest] = byline?.parts ?? [];
  const title = known.texts.find(
    (text) => text.length >= 10 && text.length < first.length && first.startsWith(text),
  );
  if (byline === null || title === undefined) return null;
  const parts = [first.slice(title.length).trim(), ...rest];
  return {
    title: { text: title, lines: [] },
    byline: { ...byline, parts, text: parts.join(' · ') },
  };
}

/** Short lines between the row and the title are pills too. */
function extraPills(
  candidates: readonly Line[],
  title: TitleFound | null,
  banners: readonly Line[],
): Pill[] {
  const [first] = title?.lines ?? [];
  const end = first === undefined ? 0 : candidates.indexOf(first);
  return candidates
    .slice(0, end)
    .filter((line) => isPillLike(line.text) && !banners.includes(line))
    .map(({ text }) => ({ kind: null, label: text }));
}

interface Banners {
  readonly notices: readonly StandingNotice[];
  readonly lines: readonly Line[];
}

function bannersIn(above: readonly Line[], below: readonly Line[]): Banners {
  const near = [
    ...above.slice(-MOST_LINES_WITH_BANNERS),
    ...below.filter(({ text }) => text !== '' && text.length <= LONGEST_BANNER_BELOW),
  ];
  const notices: StandingNotice[] = [];
  const lines: Line[] = [];
  for (let at = 0; at < near.length; at += 1) {
    const line = near[at];
    const kind = line === undefined ? null : bannerKind(line.text);
    if (line === undefined || kind === null) continue;
    const next = near[at + 1];
    const isHeading = bannerLabelKind(line.text) !== null;
    // A sentence of another kind is a notice of its own: no retraction may hide behind a correction.
    const nextKind = next === undefined ? null : bannerKind(next.text);
    const isExplained =
      isHeading &&
      next !== undefined &&
      (nextKind === null || nextKind === kind) &&
      explains(next.text);
    const text = isExplained ? `${line.text}: ${next.text}` : line.text;
    lines.push(line, ...(isExplained ? [next] : []));
    if (isExplained) at += 1;
    if (!notices.some((notice) => notice.kind === kind && notice.text === text)) {
      notices.push({ kind, text });
    }
  }
  return { notices, lines };
}

/** The sentence below a banner's heading. */
const explains = (text: string): boolean =>
  text.length >= 20 && /\b(?:retract|withdr|concern|correct)/iu.test(text) && /[.!]$/u.test(text);
