// The processor's HTML as parts of text with their looks, and from there as text, Markdown and HTML.
// Invariant: only the looks that are named here come through; whatever else a style or a title brings
// is text, so that what is handed on is safe to put into a page.

type Look = 'italic' | 'bold' | 'sup' | 'sub' | 'small-caps' | 'underline';

/** Text with one set of looks; `break` begins a new line within an entry. */
export type RichPart =
  | { readonly kind: 'text'; readonly text: string; readonly looks: readonly Look[] }
  | { readonly kind: 'break' };

/** One reference: its number or mark where the style has one in the margin, and its text. */
export interface RichEntry {
  readonly label: readonly RichPart[];
  readonly body: readonly RichPart[];
}

const TOKEN = /<(\/?)([a-z]+)((?:\s[^<>]*)?)>|&(#\d+|[a-z]+);|[^<&]+|[<&]/gu;
const ELEMENT_LOOKS: Readonly<Record<string, Look>> = {
  i: 'italic',
  em: 'italic',
  b: 'bold',
  sup: 'sup',
  sub: 'sub',
};
/** What the processor writes as a style of a span; null takes a look away. */
const SPAN_LOOKS: readonly (readonly [string, Look, boolean])[] = [
  ['font-style:normal', 'italic', false],
  ['font-weight:normal', 'bold', false],
  ['font-variant:small-caps', 'small-caps', true],
  ['font-variant:normal', 'small-caps', false],
  ['text-decoration:underline', 'underline', true],
  ['text-decoration:none', 'underline', false],
];
const ENTITIES: Readonly<Record<string, string>> = {
  '#38': '&',
  '#60': '<',
  '#62': '>',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
};

interface OpenTag {
  readonly element: string;
  readonly looks: readonly Look[];
  readonly isLabel: boolean;
}

/** Reads one entry, or one citation, of the processor's HTML. */
export function readEntry(html: string): RichEntry {
  const label: RichPart[] = [];
  const body: RichPart[] = [];
  const open: OpenTag[] = [{ element: '', looks: [], isLabel: false }];
  const now = (): OpenTag => open.at(-1) ?? { element: '', looks: [], isLabel: false };
  const add = (text: string): void => {
    (now().isLabel ? label : body).push({ kind: 'text', text, looks: now().looks });
  };
  for (const [whole, slash, element, attributes, entity] of html.matchAll(TOKEN)) {
    if (entity !== undefined) {
      add(ENTITIES[entity] ?? whole);
    } else if (element === undefined) {
      add(whole);
    } else if (slash === '/') {
      const last = open.findLastIndex((tag) => tag.element === element);
      if (last > 0) open.splice(last);
    } else {
      const opened = openTag(element, attributes ?? '', now());
      if (opened === null) {
        add(whole);
        continue;
      }
      if (isBlock(attributes ?? '') && body.length > 0) body.push({ kind: 'break' });
      open.push(opened);
    }
  }
  return { label: tidy(label), body: tidy(body) };
}

function openTag(element: string, attributes: string, within: OpenTag): OpenTag | null {
  const look = ELEMENT_LOOKS[element];
  const { looks, isLabel } = within;
  if (look !== undefined) return { element, looks: [...looks, look], isLabel };
  if (element === 'div') {
    return { element, looks, isLabel: isLabel || attributes.includes('csl-left-margin') };
  }
  if (element !== 'span') return null;
  const style = attributes.replace(/\s/gu, '');
  const found = SPAN_LOOKS.find(([text]) => style.includes(text));
  if (found === undefined) return { element, looks, isLabel };
  const [, changed, isOn] = found;
  const others = looks.filter((one) => one !== changed);
  return { element, looks: isOn ? [...others, changed] : others, isLabel };
}

function isBlock(attributes: string): boolean {
  return attributes.includes('csl-block') || attributes.includes('csl-indent');
}

/** Without the spaces and line breaks that the processor lays out its HTML with. */
function tidy(parts: readonly RichPart[]): RichPart[] {
  const tidied: RichPart[] = [];
  for (const part of parts) {
    const last = tidied.at(-1);
    const isStart = last === undefined || last.kind === 'break' || last.text.endsWith(' ');
    if (part.kind === 'break') {
      tidied.push(part);
      continue;
    }
    const oneLine = part.text.replace(/[ \t\n]+/gu, ' ');
    const text = isStart ? oneLine.trimStart() : oneLine;
    if (text !== '') tidied.push({ ...part, text });
  }
  const end = tidied.at(-1);
  if (end?.kind !== 'text') return tidied;
  const trimmed = end.text.trimEnd();
  return [...tidied.slice(0, -1), ...(trimmed === '' ? [] : [{ ...end, text: trimmed }])];
}

/** Label and body in one line, a space between them where there is none. */
export function wholeEntry({ label, body }: RichEntry): readonly RichPart[] {
  if (label.length === 0) return body;
  return [...label, { kind: 'text', text: ' ', looks: [] }, ...body];
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎';
const RAISED_FROM = '0123456789+-=()ni';
const LOWERED_FROM = '0123456789+-=()';

/** Plain text; figures that stand higher or lower keep their place where Unicode has them. */
export function toPlainText(parts: readonly RichPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'break') return '\n    ';
      if (part.looks.includes('sup')) return shifted(part.text, RAISED_FROM, RAISED);
      return part.looks.includes('sub') ? shifted(part.text, LOWERED_FROM, LOWERED) : part.text;
    })
    .join('');
}

/** All of it or nothing: half a raised word would be a new one. A list of numbers may have commas. */
function shifted(text: string, from: string, to: string): string {
  const letters = [...text.replaceAll('−', '-').replaceAll('–', '-')];
  const isKnown = letters.every((letter) => from.includes(letter) || letter === ',');
  if (!isKnown) return text;
  return letters.map((letter) => to[from.indexOf(letter)] ?? letter).join('');
}

const HTML_TAGS: Readonly<Record<Look, readonly [string, string]>> = {
  italic: ['<i>', '</i>'],
  bold: ['<b>', '</b>'],
  sup: ['<sup>', '</sup>'],
  sub: ['<sub>', '</sub>'],
  'small-caps': ['<span style="font-variant:small-caps">', '</span>'],
  underline: ['<u>', '</u>'],
};

/** HTML of the looks above and of nothing else. */
export function toHtml(parts: readonly RichPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'break') return '<br>';
      return part.looks.reduceRight((inner, look) => {
        const [start, end] = HTML_TAGS[look];
        return start + inner + end;
      }, escapeHtml(part.text));
    })
    .join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
