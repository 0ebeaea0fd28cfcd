// References as Markdown that CommonMark, GitHub and pandoc read alike.
// Invariant: every character of a reference that Markdown would take for its own is escaped; italics,
// bold, raised and lowered text stay; small capitals and underlines, which Markdown lacks, become plain.
import type { RichEntry, RichPart } from './rich-text.ts';

type TextPart = Extract<RichPart, { kind: 'text' }>;

const ADDRESS = /https?:\/\/[^\s<>]+/gu;
// What a sentence puts behind an address.
const AFTER_ADDRESS = /[.,;:!?'"’”)\]}]+$/u;
const SPECIAL = /[\\`*_[\]<>~^$|@]|&(?=#?\w+;)/gu;
const LINE_START = /^(\s*)(?:([#>]|[-+=](?=\s|$)|={2,}|-{3,})|(\d{1,9})([.)])(?=\s|$))/u;
const LIST_LABEL = /^\d{1,9}[.)]$/u;

/** One reference, or a line of one: where the style numbers its references, an item of a numbered list. */
export function toMarkdown({ label, body }: RichEntry): string {
  const text = escapeStart(runs(body));
  const plain = label.map((part) => (part.kind === 'text' ? part.text : ' ')).join('');
  if (plain === '') return text;
  return LIST_LABEL.test(plain) ? `${plain} ${text}` : `${escapeStart(runs(label))} ${text}`;
}

/** Parts within a paragraph, such as a citation. */
export function inlineMarkdown(parts: readonly RichPart[]): string {
  return runs(parts);
}

/** What would begin a list, a heading or a quotation. */
function escapeStart(text: string): string {
  return text.replace(
    LINE_START,
    (_, space: string, sign: string | undefined, digits = '', stop = '') =>
      sign === undefined ? `${space}${String(digits)}\\${String(stop)}` : `${space}\\${sign}`,
  );
}

function runs(parts: readonly RichPart[]): string {
  const joined = join(parts);
  return joined.reduce((before, part, index) => {
    if (part.kind === 'break') return `${before}\\\n    `;
    const next = joined[index + 1];
    const after = next?.kind === 'text' ? next.text.charAt(0) : '';
    return before + run(part, before.at(-1) ?? '', after);
  }, '');
}

/** Neighbours that look the same, as one. */
function join(parts: readonly RichPart[]): RichPart[] {
  const joined: RichPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text' && looksOf(part) === looksOf(last)) {
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    } else {
      joined.push(part);
    }
  }
  return joined;
}

function looksOf({ looks }: TextPart): string {
  return [...new Set(looks)].sort().join(' ');
}

/** One run of text with its looks; spaces at its ends stand outside, or Markdown would see no emphasis. */
function run({ text, looks }: TextPart, before: string, after: string): string {
  const [, start = '', inner = '', end = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  if (inner === '') return text;
  const has = new Set(looks);
  const raised = has.has('sup') ? `<sup>${escapeText(inner)}</sup>` : escapeText(inner);
  const shifted = has.has('sub') && !has.has('sup') ? `<sub>${raised}</sub>` : raised;
  const stars = (has.has('bold') ? '**' : '') + (has.has('italic') ? '*' : '');
  if (stars === '') return start + shifted + end;
  const edges = [start === '' ? before : ' ', end === '' ? after : ' '] as const;
  if (canUseStars(inner, edges)) return start + stars + shifted + stars + end;
  const italic = has.has('italic') ? `<em>${shifted}</em>` : shifted;
  return `${start}${has.has('bold') ? `<strong>${italic}</strong>` : italic}${end}`;
}

/**
 * Stars open and close beside a letter only where what they hold begins and ends with none of the marks
 * of a sentence: https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run.
 */
function canUseStars(inner: string, [before, after]: readonly [string, string]): boolean {
  const isLetter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);
  if (before === '*') return false;
  const [first = '', last = ''] = [[...inner][0], [...inner].at(-1)];
  return (isLetter(first) || !isLetter(before)) && (isLetter(last) || !isLetter(after));
}

function escapeText(text: string): string {
  let escaped = '';
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutEnd(match[0]);
    escaped += `${escapeWords(text.slice(end, match.index))}<${address}>`;
    end = match.index + address.length;
  }
  return escaped + escapeWords(text.slice(end));
}

/** Without the sentence's own marks; a bracket stays where the address has opened it. */
function withoutEnd(address: string): string {
  const trimmed = address.replace(AFTER_ADDRESS, '');
  const opened = (trimmed.match(/\(/gu) ?? []).length - (trimmed.match(/\)/gu) ?? []).length;
  return opened > 0 && address.startsWith(`${trimmed})`) ? `${trimmed})` : trimmed;
}

function escapeWords(text: string): string {
  return text.replace(SPECIAL, String.raw`\$&`);
}
