// The badge row: six pills, each on a line of its own, apart by spaces, or glued together.
// Invariant: every pill keeps its label as shown; a word of a badge inside a sentence is no badge.
import { readPemPill } from '../../../shared/domain/pem.ts';
import { EVIDENCE_LEVELS, type Badges } from '../../../shared/domain/study.ts';

/** The pills in the order of the row. */
export const PILL_KINDS = [
  'level',
  'confidence',
  'pem',
  'publicationType',
  'peerReview',
  'reviewState',
] as const;
export type PillKind = (typeof PILL_KINDS)[number];

/** One pill. `kind` is null where its words were never seen and its place does not tell. */
export interface Pill {
  readonly kind: PillKind | null;
  readonly label: string;
}

// Publication types seen on the atlas or in its compiler's own list; others are told by their place.
const TYPES =
  'Systematic-Review|Review-Narrative|Cross-Sectional|Methods-Paper|Meta-Analysis|Case-Control|Case-Report|Case-Series|Observational|Longitudinal|Qualitative|Mechanistic|Commentary|Reanalysis|Guideline|Editorial|Protocol|Cohort|Letter|Review|RCT';
const PATTERNS: readonly (readonly [PillKind, string])[] = [
  ['level', 'E[0-3] (?:Consensus|Replicated|Moderate|Preliminary)'],
  ['level', 'E\\d(?: \\p{Lu}\\p{Ll}+(?: \\p{Ll}+)*)?'],
  ['confidence', '\\p{Lu}\\p{Ll}+(?: \\p{Ll}+)? confidence'],
  ['confidence', 'Preliminary'],
  ['pem', 'PEM (?:not required|required|unclear|✓|\\?)'],
  ['pem', 'PEM(?: (?:[\\p{Ll}-]+|[^\\p{L}\\p{N}\\s]{1,3})){0,2}'],
  ['peerReview', '(?:Not peer|Non-peer|Peer)[- ]reviewed|Preprint'],
  ['reviewState', '(?:Editor|Human|Expert) reviewed|Machine draft|Reviewed|Unreviewed|Draft'],
  ['publicationType', TYPES],
];
// A pill ends where the next one begins: at the end, a space or sign before a capital, or a capital.
const ENDS = '(?=$|\\uFE0F|\\s*[·•|,;/]|\\s+[\\p{Lu}\\p{N}]|\\p{Lu})';
const AT = PATTERNS.map(([kind, pattern]) => ({
  kind,
  pattern: new RegExp(`(?:${pattern})${ENDS}`, 'uy'),
}));
const WHOLE = PATTERNS.map(([kind, pattern]) => ({
  kind,
  pattern: new RegExp(`^(?:${pattern})$`, 'u'),
  capitals: new RegExp(`^(?:${pattern})$`, 'iu'),
}));

const NAMES_A_PILL = /E\d|PEM|confidence|Preliminary|reviewed|Reviewed|draft|Preprint/u;
// What a page may say to screen readers before a pill.
const SPOKEN_LABEL =
  /^(?:evidence level|level|confidence|pem(?: status)?|publication type|study type|peer[- ]review|review (?:state|status)):\s*/iu;
const LONGEST_PILL = 40;
const LONGEST_ROW = 400;

/** The kind of pill that a line of its own is, or null. Capitals made by a style sheet do not matter. */
export function pillKindOf(text: string): PillKind | null {
  if (text.length > LONGEST_PILL) return null;
  const isInCapitals = !/\p{Ll}/u.test(text);
  for (const { kind, pattern, capitals } of WHOLE) {
    if ((isInCapitals ? capitals : pattern).test(text)) return kind;
  }
  return null;
}

/**
 * The pills of one line, or null for a line that is none. Words between known pills are pills nobody
 * has seen before. A line that merely begins like a pill is a sentence or a title.
 */
export function pillsOfLine(line: string): Pill[] | null {
  const text = line.length > LONGEST_ROW ? line : line.replace(SPOKEN_LABEL, '');
  const kind = pillKindOf(text);
  if (kind !== null) return [{ kind, label: text }];
  if (text.length > LONGEST_ROW || !NAMES_A_PILL.test(text)) return null;
  const glued = scanPills(text, (at) => mayBeginGlued(text, at));
  const pills = kindsOf(glued).size >= 2 ? glued : scanPills(text, (at) => mayBegin(text, at));
  return isRow(text, pills) ? pills : null;
}

const SEEN_LEVEL = /^E[0-3] (?:Consensus|Replicated|Moderate|Preliminary)(?=\p{Lu})/u;

/** Two kinds and nothing else, or enough that is known for what is not known to be a pill as well. */
function isRow(text: string, pills: readonly Pill[]): boolean {
  const areShort = pills.every(
    ({ label }) => label.length <= LONGEST_PILL && !/(?:[.!]|\S\?)$/u.test(label),
  );
  const places = pills.flatMap(({ kind }) => (kind === null ? [] : [PILL_KINDS.indexOf(kind)]));
  const areInOrder = places.every(
    (place, index) => index === 0 || place > (places[index - 1] ?? 0),
  );
  const isCertain = SEEN_LEVEL.test(text);
  if (!areShort || (!areInOrder && !isCertain)) return false;
  const known = kindsOf(pills);
  if (known.size === pills.length) return known.size >= 2;
  return known.size >= 3 || isCertain;
}

/** Where the badge row ends on a line that goes on with other text glued to it, or null. */
export function endOfGluedRow(text: string): number | null {
  if (!text.startsWith('E') || !/^E\d /u.test(text)) return null;
  let end = 0;
  let known = 0;
  for (;;) {
    const next = pillAt(text, skipSeparators(text, end)) ?? gapThenPill(text, end);
    if (next === null) break;
    end = next.end;
    known += 1;
  }
  return known >= 2 && text.length - end > LONGEST_PILL ? end : null;
}

function gapThenPill(text: string, from: number): { readonly end: number } | null {
  const limit = Math.min(text.length, from + LONGEST_PILL);
  for (let at = from + 1; at < limit; at += 1) {
    const pill = pillAt(text, at);
    if (pill !== null && (pill.kind === 'peerReview' || pill.kind === 'reviewState')) return pill;
  }
  return null;
}

const kindsOf = (pills: readonly Pill[]): ReadonlySet<PillKind> =>
  new Set(pills.flatMap((pill) => pill.kind ?? []));

function scanPills(text: string, mayBeginAt: (at: number) => boolean): Pill[] {
  const pills: Pill[] = [];
  let gapStart = 0;
  let at = 0;
  while (at < text.length) {
    const found = mayBeginAt(at) ? pillAt(text, at) : null;
    if (found === null) {
      at += 1;
      continue;
    }
    pills.push(...unknownPills(text.slice(gapStart, at)));
    pills.push({ kind: found.kind, label: text.slice(at, found.end) });
    at = found.end;
    gapStart = at;
  }
  pills.push(...unknownPills(text.slice(gapStart)));
  return pills;
}

// A pill begins the line, follows a separator, or is glued to the pill before it.
const mayBegin = (text: string, at: number): boolean =>
  /\p{Lu}/u.test(text[at] ?? '') &&
  (at === 0 ||
    !/[\p{Lu}-]/u.test(text[at - 1] ?? '') ||
    /(?:RCT|PEM)$/u.test(text.slice(Math.max(0, at - 3), at)));

// In a glued row a space stands inside a pill (`Umbrella Review`), never between two.
const mayBeginGlued = (text: string, at: number): boolean =>
  mayBegin(text, at) && !/\s/u.test(text[at - 1] ?? '');

interface FoundPill {
  readonly kind: PillKind;
  readonly end: number;
}

function pillAt(text: string, at: number): FoundPill | null {
  for (const { kind, pattern } of AT) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { kind, end: at + match[0].length };
  }
  return null;
}

const skipSeparators = (text: string, from: number): number => {
  let at = from;
  while (/[\s·•|,;/]/u.test(text[at] ?? 'x')) at += 1;
  return at;
};

// Glued pills part where a small letter or a sign, or an acronym, meets a capital that begins a word.
function unknownPills(gap: string): Pill[] {
  return gap
    .split(
      /\s*[·•|;]\s*|(?<=[\p{Ll}\p{N}?✓)])(?=\p{Lu}[\p{Ll}\p{Lu}])|(?<=\p{Lu}{2})(?=\p{Lu}\p{Ll}{2})/u,
    )
    .map((piece) => piece.replace(/^(?:\s|,|\uFE0F)+|[\s,]+$/gu, ''))
    .filter((piece) => piece !== '')
    .map((label) => ({ kind: pillKindOf(label), label }));
}

/** Pills of unseen words get the one kind that their place leaves open, and stay unknown otherwise. */
function placePills(pills: readonly Pill[]): Pill[] {
  // A PEM pill always says PEM, so it leaves no place open.
  const order: readonly PillKind[] = PILL_KINDS.filter((kind) => kind !== 'pem');
  const row = pills.filter((pill) => pill.kind !== 'pem');
  return pills.map((pill) => {
    if (pill.kind !== null) return pill;
    const place = row.indexOf(pill);
    const before = row[place - 1]?.kind ?? null;
    const after = row[place + 1]?.kind ?? null;
    if (before === null || after === null) return pill;
    const open = order.slice(order.indexOf(before) + 1, order.indexOf(after));
    const [only] = open;
    return open.length === 1 && only !== undefined ? { kind: only, label: pill.label } : pill;
  });
}

/** The badges of a row of pills: the first of each kind; what else there is stays unknown. */
export function badgesOf(pills: readonly Pill[]): Badges {
  const labels = new Map<PillKind, string>();
  const unknown: string[] = [];
  for (const { kind, label } of placePills(pills)) {
    if (kind !== null && !labels.has(kind)) labels.set(kind, label);
    else if (kind === null || labels.get(kind) !== label) unknown.push(label);
  }
  const level = labels.get('level');
  const pem = labels.get('pem');
  return {
    level: level === undefined ? null : { code: codeOf(level), label: level },
    confidence: labels.get('confidence') ?? null,
    pem: pem === undefined ? null : readPemPill(pem),
    publicationType: labels.get('publicationType') ?? null,
    peerReview: labels.get('peerReview') ?? null,
    reviewState: labels.get('reviewState') ?? null,
    unknown,
  };
}

const codeOf = (label: string) =>
  EVIDENCE_LEVELS.find((code) =>
    /^E\d$/u.test(label) ? label === code : label.toUpperCase().startsWith(`${code} `),
  ) ?? null;
