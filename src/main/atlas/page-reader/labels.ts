// The words by which a study page is read: its headings, the labels of its citation block, and the
// site's own furniture. Invariant: a label is a line of its own, or stands at the start of a line in
// exactly the site's spelling; the same words inside a sentence are prose.
import type { SectionKind } from '../../../shared/domain/study.ts';
import { Beginnings } from './beginnings.ts';
import { collapse, type Line } from './page-text.ts';

/** What a line announces. `rest` is text of the same line that follows the label. */
export type Label =
  | {
      readonly is: 'section';
      readonly kind: SectionKind;
      readonly heading: string;
      readonly rest: string;
    }
  | { readonly is: 'metadata'; readonly rest: string }
  | { readonly is: 'pem-note'; readonly rest: string }
  | { readonly is: 'lead-in'; readonly rest: string }
  | { readonly is: 'primary-citation'; readonly rest: string }
  | { readonly is: 'bibtex'; readonly rest: string }
  | { readonly is: 'snapshot'; readonly rest: string }
  | { readonly is: 'end'; readonly rest: string };

type Target = SectionKind | Exclude<Label['is'], 'section'>;

// The site's own headings (reference/atlas-site.md). They never stand in prose in this spelling.
const DISTINCT: Readonly<Record<string, Target>> = {
  'Quick Summary': 'quick-summary',
  'Why It Matters': 'why-it-matters',
  'Observed Findings': 'observed-findings',
  'Inferred Conclusions': 'inferred-conclusions',
  'Remaining Questions': 'remaining-questions',
  'What This Study Does Not Prove': 'does-not-prove',
  'Primary citation': 'primary-citation',
  'Atlas snapshot reference': 'snapshot',
  'About the PEM badge': 'pem-note',
};
// Labels only where they have a line to themselves, or end in a colon.
const PLAIN: Readonly<Record<string, Target>> = {
  'Related Studies': 'related-studies',
  Topics: 'topics',
  Tags: 'tags',
  Metadata: 'metadata',
  BibTeX: 'bibtex',
  Contribute: 'end',
};
// Known to be stored by the site, their headings never seen: read under whatever words they have.
// Each is an unlikely topic or tag, so that it ends a list of those too.
const EXPECTED = new Set([
  'advanced summary',
  'methodological strengths',
  'methodological limitations',
  'methodological strengths and limitations',
  'strengths and limitations',
  'strengths & limitations',
  'revision history',
  'version history',
  'lineage',
  'lineage links',
  'cites',
  'cited by',
  'replicates',
  'replicated by',
]);
// The same, but possible as a topic.
const EXPECTED_IN_PROSE = new Set([
  'strengths',
  'limitations',
  'key findings',
  'plain language summary',
  'clinical relevance',
  'background',
  'methods',
  'funding',
  'participants',
  'disease context',
  'abstract',
]);
const OTHER_LABELS: Readonly<Record<string, Target>> = {
  'why this matters': 'why-it-matters',
  'what it does not prove': 'does-not-prove',
  'what this does not prove': 'does-not-prove',
  'bibtex entry': 'bibtex',
  'atlas snapshot': 'snapshot',
  'snapshot reference': 'snapshot',
};

const SENTENCE_LABELS: readonly (readonly [RegExp, Target])[] = [
  [/^The first block is for the primary paper\b/u, 'lead-in'],
  [/^Spotted an error in this entry\b/iu, 'end'],
  [/^Private, reviewed by a human\b/iu, 'end'],
  [/^(?:ME\/CFS Atlas|CFSMEATLAS)\. Generator /u, 'snapshot'],
  [/^[“"]PEM required[”"] means post-exertional malaise\b/u, 'pem-note'],
];

const BY_NAME = new Map<string, Target>(
  [DISTINCT, PLAIN, OTHER_LABELS].flatMap((table) =>
    Object.entries(table).map(([name, target]) => [name.toLowerCase(), target] as const),
  ),
);
// By their first letter, as every line of the page is asked.
const LEADING = Map.groupBy(
  [DISTINCT, PLAIN].flatMap((table) =>
    Object.entries(table).map(([name, target]) => ({
      name,
      target,
      isDistinct: table === DISTINCT,
    })),
  ),
  ({ name }) => name.charAt(0),
);
const LONGEST_LABEL = 60;
const WHOLE_LINE_BEGINNINGS = new Beginnings([...BY_NAME.keys(), ...EXPECTED]);

/** The label on this line, or null for a line of text. */
export function labelOf(text: string): Label | null {
  if (!mayStartLabel(text)) return null;
  return wholeLineLabel(text) ?? leadingLabel(text) ?? sentenceLabel(text);
}

/** True where the line is nothing but a heading that the site is known to use. */
export function isHeadingLine(text: string): boolean {
  return text.length <= LONGEST_LABEL && wholeLineLabel(text) !== null;
}

// Labels begin with a capital, a quotation mark, or an ornament before one.
const mayStartLabel = (text: string): boolean => /^[^\p{Ll}\p{N}]/u.test(text);

function wholeLineLabel(text: string): Label | null {
  if (text.length > LONGEST_LABEL || WHOLE_LINE_BEGINNINGS.areNotOf(text)) return null;
  const heading = withoutOrnaments(text);
  const name = heading.toLowerCase();
  const target = BY_NAME.get(name);
  if (target !== undefined && /^\p{Lu}/u.test(heading)) return labelFor(target, heading, '');
  if (EXPECTED.has(name) && /^\p{Lu}/u.test(heading)) return labelFor('other', heading, '');
  return null;
}

/** A heading without the signs that pages put around it: anchors, arrows, numbers, a final colon. */
function withoutOrnaments(text: string): string {
  const begun = text.replace(/^[^\p{L}“"]{1,8}(?=\p{Lu})/u, '');
  const isEnding = /[\s:#*_¶§→↗▾▸▼►+]/u.test(begun.slice(-1));
  return collapse(isEnding ? begun.replace(/[\s:#*_¶§→↗▾▸▼►+]{1,8}$/u, '') : begun);
}

function leadingLabel(text: string): Label | null {
  for (const { name, target, isDistinct } of LEADING.get(text.charAt(0)) ?? []) {
    if (!text.startsWith(name)) continue;
    const after = text.slice(name.length);
    const rest =
      (isDistinct
        ? /^(?:\s*[:—–]\s*|\s*(?=[\p{Lu}“"@]))(?<rest>.+)$/su
        : /^:\s*(?<rest>.+)$/su
      ).exec(after) ?? (target === 'bibtex' ? /^\s*(?<rest>@.+)$/su.exec(after) : null);
    if (rest?.groups?.rest !== undefined) return labelFor(target, name, rest.groups.rest);
  }
  return null;
}

function sentenceLabel(text: string): Label | null {
  // What those sentences begin with; small letters begin no label.
  if (!'TSPMC“"'.includes(text.charAt(0))) return null;
  for (const [pattern, target] of SENTENCE_LABELS) {
    if (pattern.test(text)) return labelFor(target, '', text);
  }
  return null;
}

function labelFor(target: Target, heading: string, following: string): Label {
  const rest = isButton(following) ? '' : following;
  switch (target) {
    case 'metadata':
    case 'pem-note':
    case 'lead-in':
    case 'primary-citation':
    case 'bibtex':
    case 'snapshot':
    case 'end':
      return { is: target, rest };
    default:
      return { is: 'section', kind: target, heading, rest };
  }
}

/** One of the six prose headings or the labels of the citation block: never a link of a menu. */
export function isDistinctLabel(label: Label): boolean {
  if (label.is !== 'section') {
    return label.is !== 'metadata' && label.is !== 'end' && label.is !== 'bibtex';
  }
  return !['related-studies', 'topics', 'tags', 'other'].includes(label.kind);
}

/** True for a heading that is known to exist, though not under which words, where prose precedes it. */
export function isExpectedHeading(text: string): boolean {
  return EXPECTED_IN_PROSE.has(withoutOrnaments(text).toLowerCase()) && /^\p{Lu}/u.test(text);
}

// Buttons and links of the page's own, wherever they stand.
const BUTTONS = new Set([
  'copy',
  'copied',
  'copied!',
  'copy bibtex',
  'copy citation',
  'copy link',
  'copy to clipboard',
  'download',
  'download bibtex',
  'download .bib',
  'share',
  'save',
  'print',
  'cite',
  'cite this',
  'cite this study',
  'how to cite',
  'export',
  'back',
  'back to top',
  'show more',
  'show less',
  'read more',
  'expand',
  'collapse',
  'report it',
  'report an error',
  'how the atlas works',
  'view on pubmed',
  'view paper',
  'read the paper',
  'on this page',
  'contents',
  'table of contents',
  'jump to',
  'advertisement',
  'bookmark',
  'citation',
  'citations',
]);

const BUTTON_BEGINNINGS = new Beginnings([...BUTTONS]);

/** True for a line that is a button or a link of the page, not a part of the study. */
export function isButton(text: string): boolean {
  if (text.length > 40 || BUTTON_BEGINNINGS.areNotOf(text)) return false;
  return BUTTONS.has(text.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}!.]+$/gu, ''));
}

/** True for a line of signs alone: an arrow, a bullet, a separator. */
export const isOrnament = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);

// Words of the menu and the footer. Any one of them could be a topic; three in a row are a menu.
const MENU = new Set([
  'home',
  'evidence',
  'retractions',
  'methodology',
  'process',
  'editorial policy',
  'press',
  'faq',
  'about',
  'contact',
  'privacy',
  'privacy policy',
  'terms',
  'terms of use',
  'start here',
  'imprint',
  'sitemap',
  'rss',
  'me/cfs atlas',
  'skip to content',
]);

/** True where the site's footer begins: a copyright line, or three menu words in a row. */
export function startsFooter(lines: readonly Line[], index: number): boolean {
  const text = lines[index]?.text ?? '';
  if (/^(?:©|\(c\)\s|Copyright\b)/iu.test(text)) return true;
  return [0, 1, 2].every((offset) => isMenuWord(lines[index + offset]?.text ?? ''));
}

const LONGEST_MENU_WORD = Math.max(...[...MENU].map(({ length }) => length));

/** True for a word of the site's menu. */
export const isMenuWord = (text: string): boolean =>
  text.length <= LONGEST_MENU_WORD && MENU.has(text.toLowerCase());

/** The site's headings in their own spelling, longest first, for lines that are glued together. */
export const GLUED_LABELS: readonly string[] = Object.keys(DISTINCT).sort(
  (one, other) => other.length - one.length,
);
