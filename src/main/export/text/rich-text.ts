// Text of metadata with the little markup that matters kept: italics, bold, lowered and raised text.
// Invariants: elements are balanced and none is empty; without them the text is what `cleanText` gives.
import { cleanText, SCRIPT_MARKS, type TextIssues } from './clean-text.ts';

export type RichElement = 'i' | 'b' | 'sub' | 'sup';

/** A run of text, or where an element begins or ends. */
export type RichPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open' | 'close'; readonly element: RichElement };

// Four code points of the private area stand for the tags while the text is cleaned. A text that uses
// them itself loses its italics and no letter.
const EMPHASIS_MARKS = {
  i: { open: '\uE0F0', close: '\uE0F1' },
  b: { open: '\uE0F2', close: '\uE0F3' },
} as const;
const HAS_EMPHASIS_MARK = /[\uE0F0-\uE0F3]/u;
const EMPHASIS_TAG = /<(\/?)(?:jats:)?(i|em|italic|b|strong|bold)(?:\s[^<>]*)?>/giu;
const ANY_MARK = /[\uE0F0-\uE0F3\uFDD0-\uFDD3]/u;
const SPLIT = /[^\uE0F0-\uE0F3\uFDD0-\uFDD3]+|[\uE0F0-\uE0F3\uFDD0-\uFDD3]/gu;

const MARKS: ReadonlyMap<string, RichPiece> = new Map([
  [EMPHASIS_MARKS.i.open, { kind: 'open', element: 'i' }],
  [EMPHASIS_MARKS.i.close, { kind: 'close', element: 'i' }],
  [EMPHASIS_MARKS.b.open, { kind: 'open', element: 'b' }],
  [EMPHASIS_MARKS.b.close, { kind: 'close', element: 'b' }],
  [SCRIPT_MARKS.subStart, { kind: 'open', element: 'sub' }],
  [SCRIPT_MARKS.subEnd, { kind: 'close', element: 'sub' }],
  [SCRIPT_MARKS.supStart, { kind: 'open', element: 'sup' }],
  [SCRIPT_MARKS.supEnd, { kind: 'close', element: 'sup' }],
]);

/** The text in pieces, clean as `cleanText` makes it. */
export function richPieces(raw: string, issues: TextIssues): readonly RichPiece[] {
  const plain = cleanText(raw, issues);
  if (!raw.includes('<') || HAS_EMPHASIS_MARK.test(raw + plain)) return toPieces(plain);
  return toPieces(cleanText(markEmphasis(raw), issues));
}

/** Tags of italics and bold that belong together become marks; one alone is left for `cleanText` to take out. */
function markEmphasis(raw: string): string {
  const tags = [...raw.matchAll(EMPHASIS_TAG)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    isClosing: match[1] === '/',
    element: /^[ei]/iu.test(match[2] ?? '') ? ('i' as const) : ('b' as const),
    mark: '',
  }));
  const open = { i: [] as (typeof tags)[number][], b: [] as (typeof tags)[number][] };
  for (const tag of tags) {
    if (!tag.isClosing) {
      open[tag.element].push(tag);
      continue;
    }
    const begin = open[tag.element].pop();
    if (begin === undefined) continue;
    begin.mark = EMPHASIS_MARKS[tag.element].open;
    tag.mark = EMPHASIS_MARKS[tag.element].close;
  }
  let marked = '';
  let done = 0;
  for (const { start, end, mark } of tags) {
    marked += raw.slice(done, start) + (mark === '' ? raw.slice(start, end) : mark);
    done = end;
  }
  return marked + raw.slice(done);
}

function toPieces(marked: string): readonly RichPiece[] {
  if (!ANY_MARK.test(marked)) return marked === '' ? [] : [{ kind: 'text', text: marked }];
  const pieces: RichPiece[] = [];
  const open: RichElement[] = [];
  let waiting: RichElement[] = [];
  // Spaces at an element's edges stand outside of it, once.
  let isSpaceDue = false;
  const addText = (source: string): void => {
    isSpaceDue ||= source.startsWith(' ');
    const text = source.replace(/^ | $/gu, '');
    if (text === '') return;
    if (isSpaceDue && pieces.length > 0) pieces.push({ kind: 'text', text: ' ' });
    for (const element of waiting) pieces.push({ kind: 'open', element });
    open.push(...waiting);
    waiting = [];
    pieces.push({ kind: 'text', text });
    isSpaceDue = source.endsWith(' ');
  };
  const close = (element: RichElement): void => {
    // An element that is not the innermost ends those within it, too.
    while (open.includes(element)) {
      const inner = open.pop();
      if (inner !== undefined) pieces.push({ kind: 'close', element: inner });
      if (inner === element) return;
    }
  };
  for (const source of marked.match(SPLIT) ?? []) {
    const mark = MARKS.get(source);
    if (mark === undefined || mark.kind === 'text') {
      addText(source);
    } else if (mark.kind === 'open') {
      // It begins with its first letter, so that none is empty; one within its like is no more of it.
      const isOpen = open.includes(mark.element) || waiting.includes(mark.element);
      if (!isOpen) waiting.push(mark.element);
    } else if (waiting.includes(mark.element)) {
      waiting = waiting.filter((element) => element !== mark.element);
    } else {
      close(mark.element);
    }
  }
  for (const element of open.toReversed()) pieces.push({ kind: 'close', element });
  return pieces;
}
