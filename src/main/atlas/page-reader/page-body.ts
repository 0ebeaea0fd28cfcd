// What follows the byline: sections, metadata, the PEM note and the citation block, found by their
// labels in one pass. Invariant: text belongs to the label before it; nothing after the end of the
// study (footer, contribution form) belongs to any.
import type { SectionKind } from '../../../shared/domain/study.ts';
import {
  isButton,
  isDistinctLabel,
  isExpectedHeading,
  isOrnament,
  labelOf,
  startsFooter,
  type Label,
} from './labels.ts';
import type { Line } from './page-text.ts';

/** A stretch of lines under one label, the label's own text being in `label`. */
export interface Part {
  readonly label: PartLabel;
  readonly lines: readonly Line[];
}

/** What a stretch is: under a known label, under an unknown one, or under none. */
export type PartLabel =
  | { readonly is: 'section'; readonly kind: SectionKind; readonly heading: string }
  | { readonly is: Exclude<Label['is'], 'section'> }
  | { readonly is: 'unknown'; readonly heading: string }
  | { readonly is: 'unlabelled' };

/** Divides the lines into parts, in the page's order. Parts without a line are kept: they had a label. */
export function divideBody(lines: readonly Line[]): Part[] {
  const shown = lines.filter((line) => line.text !== '' && !isButton(line.text));
  const parts: OpenPart[] = [{ label: { is: 'unlabelled' }, lines: [] }];
  for (const [index, line] of shown.entries()) {
    const current = parts.at(-1);
    if (current === undefined) break;
    // In the metadata a dash is a value.
    if (isOrnament(line.text) && current.label.is !== 'metadata') continue;
    const label = labelAt(shown, index, current);
    if (label === null) current.lines.push(line);
    else parts.push(opened(label, line));
  }
  return parts.filter((part) => part.label.is !== 'end');
}

interface OpenPart {
  readonly label: PartLabel;
  readonly lines: Line[];
}

function opened(label: OpenedLabel, line: Line): OpenPart {
  const rest = label.rest === '' ? [] : [{ ...line, text: label.rest }];
  switch (label.is) {
    case 'section':
      return { label: { is: 'section', kind: label.kind, heading: label.heading }, lines: rest };
    case 'unknown':
      return { label: { is: 'unknown', heading: label.heading }, lines: [] };
    default:
      return { label: { is: label.is }, lines: rest };
  }
}

type OpenedLabel = Label | { readonly is: 'unknown'; readonly heading: string; readonly rest: '' };

function labelAt(lines: readonly Line[], index: number, current: OpenPart): OpenedLabel | null {
  const text = lines[index]?.text ?? '';
  if (startsFooter(lines, index)) return { is: 'end', rest: '' };
  const label = labelOf(text);
  if (label !== null) return isTaken(label, current) ? label : null;
  if (endsStudy(current)) return { is: 'end', rest: '' };
  return unknownHeading(lines, index, current);
}

/** After its end the study goes on only under one of its own headings; a menu may name topics. */
function isTaken(label: Label, current: OpenPart): boolean {
  if (current.label.is !== 'end') return !repeatsSnapshot(label, current);
  return isDistinctLabel(label);
}

// Under the label `Atlas snapshot reference` the line itself is no second label.
const repeatsSnapshot = (label: Label, current: OpenPart): boolean =>
  label.is === current.label.is &&
  label.rest !== '' &&
  current.lines.length === 0 &&
  (label.is === 'snapshot' || label.is === 'pem-note');

/** The snapshot line is the last of the study, and ends in an address. */
const endsStudy = ({ label, lines }: OpenPart): boolean =>
  label.is === 'snapshot' &&
  lines.length > 0 &&
  (lines.length >= 3 || /https?:\/\/\S+$/u.test(lines.at(-1)?.text ?? ''));

function unknownHeading(
  lines: readonly Line[],
  index: number,
  current: OpenPart,
): OpenedLabel | null {
  const text = lines[index]?.text ?? '';
  const next = lines[index + 1]?.text ?? '';
  if (next === '' || !looksLikeHeading(text) || labelOf(next) !== null) return null;
  switch (current.label.is) {
    case 'section':
    case 'unlabelled':
      return isSectionHeading(text, next, current)
        ? { is: 'section', kind: 'other', heading: text.replace(/:$/u, ''), rest: '' }
        : null;
    case 'unknown':
      return current.lines.length > 0 && isTitleCase(text)
        ? { is: 'unknown', heading: text.replace(/:$/u, ''), rest: '' }
        : null;
    case 'primary-citation':
    case 'bibtex':
    case 'pem-note':
    case 'lead-in':
      return current.lines.length > 0 || current.label.is === 'bibtex'
        ? { is: 'unknown', heading: text.replace(/:$/u, ''), rest: '' }
        : null;
    default:
      return null;
  }
}

/** Between two paragraphs a short line without a period is a heading; between bullets, in title case only. */
function isSectionHeading(text: string, next: string, current: OpenPart): boolean {
  const kind = current.label.is === 'section' ? current.label.kind : 'unlabelled';
  if (!followsSentence(current) || !isProse(next)) return false;
  if (PARAGRAPH_KINDS.has(kind)) return true;
  return BULLET_KINDS.has(kind) && isTitleCase(text);
}

const PARAGRAPH_KINDS: ReadonlySet<SectionKind | 'unlabelled'> = new Set([
  'quick-summary',
  'why-it-matters',
  'does-not-prove',
  'other',
  'unlabelled',
] as const);
const BULLET_KINDS: ReadonlySet<SectionKind | 'unlabelled'> = new Set([
  'observed-findings',
  'inferred-conclusions',
  'remaining-questions',
] as const);

const followsSentence = ({ lines }: OpenPart): boolean =>
  lines.length > 0 && /[.!?…]["”’)\]]*$/u.test(lines.at(-1)?.text ?? '');

/** A paragraph, not a bullet of a few words. */
export const isProse = (text: string): boolean =>
  text.length >= 40 && (text.length >= 120 || /[.!?…]["”’)\]]*$/u.test(text));

const looksLikeHeading = (text: string): boolean =>
  text.length >= 3 &&
  text.length <= 60 &&
  /^\p{Lu}[^·{}@]*[\p{L}\p{N})]:?$/u.test(text) &&
  text.split(' ').length <= 7;

/** `Clinical Relevance`: two words or more with a capital, no longer one without; or a heading known to exist. */
function isTitleCase(text: string): boolean {
  if (isExpectedHeading(text)) return true;
  const longWords = text.split(' ').filter((word) => word.length >= 4);
  return longWords.length >= 2 && longWords.every((word) => /^[^\p{Ll}]/u.test(word));
}
