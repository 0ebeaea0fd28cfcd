// Banners about a paper's standing: retracted, withdrawn, under an expression of concern, corrected.
// Invariant: a banner is a line above the sections in the site's own voice; a title, a menu's link or
// a sentence of a summary that speaks of retraction is none.
import type { LabelledValue, StandingNotice } from '../../../shared/domain/study.ts';

type Kind = StandingNotice['kind'];

const LONGEST_BANNER = 1000;
const SUBJECT =
  '(?:this|the)(?: \\p{L}+)? (?:study|paper|article|publication|preprint|entry|work|report|trial)';
const STATED = '(?:has been|have been|had been|was|were|is|is now)';
const KINDS: readonly (readonly [Kind, string])[] = [
  ['retracted', 'retracted'],
  ['withdrawn', 'withdrawn'],
  ['correction', '(?:corrected|amended)'],
];
// The word alone, or with what was retracted, when, by whom; never "Retracted studies" (a list).
const LABELS: readonly (readonly [Kind, RegExp])[] = [
  ['retracted', /^(?:retracted|retraction notice|notice of retraction|retraction)$/iu],
  ['withdrawn', /^(?:withdrawn|withdrawal notice|notice of withdrawal|withdrawal)$/iu],
  ['expression-of-concern', /^(?:editorial )?expression of concern$/iu],
  ['correction', /^(?:corrected|correction|correction notice|erratum|corrigendum)$/iu],
];
const LEADING: readonly (readonly [Kind, RegExp])[] = [
  [
    'retracted',
    /^(?:retracted|retraction notice|notice of retraction)(?:\s*[:.!—–]|\s+(?:study|paper|article|publication|on|by|in|\d)\b)/iu,
  ],
  [
    'withdrawn',
    /^(?:withdrawn|withdrawal notice|notice of withdrawal)(?:\s*[:.!—–]|\s+(?:study|paper|article|publication|on|by|in|\d)\b)/iu,
  ],
  [
    'expression-of-concern',
    /^(?:editorial )?expression of concern(?:\s*[:.!—–]|\s+(?:was|has been|on|by|issued|published)\b)/iu,
  ],
  ['correction', /^(?:corrected|correction notice|erratum|corrigendum)\s*[:.!—–]/iu],
];
const SENTENCES = KINDS.map(([kind, word]) => ({
  kind,
  pattern: new RegExp(
    `^(?:(?:warning|notice|note|attention|important|please note)\\s*[:!—–.]?\\s*(?:that )?)?${SUBJECT}\\b.{0,80}?\\b${STATED}(?: since| now| formally| fully| partially| later| officially)? ${word}\\b`,
    'iu',
  ),
}));
const CONCERN = new RegExp(`^${SUBJECT}\\b.{0,80}?\\bexpression of concern\\b`, 'iu');

/** The kind of banner that a line is, or null. */
export function bannerKind(line: string): Kind | null {
  if (line.length > LONGEST_BANNER) return null;
  const text = line.replace(/^[^\p{L}]+/u, '').trim();
  return bannerLabelKind(text) ?? leadingKind(text) ?? sentenceKind(text);
}

/** The kind of a banner's heading, which says nothing else (`Retracted`), or null. */
export function bannerLabelKind(line: string): Kind | null {
  const text = line.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return LABELS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

const leadingKind = (text: string): Kind | null =>
  LEADING.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

function sentenceKind(text: string): Kind | null {
  if (/\b(?:not|never)\b.{0,20}\b(?:retracted|withdrawn|corrected)\b/iu.test(text)) return null;
  if (CONCERN.test(text)) return 'expression-of-concern';
  return SENTENCES.find(({ pattern }) => pattern.test(text))?.kind ?? null;
}

/** A row of the metadata that states the paper's standing (`Retraction status: Retracted`), or null. */
export function standingOfRow({ label, value }: LabelledValue): StandingNotice | null {
  if (
    !/^(?:retraction status|publication status|paper status|status|retracted|withdrawn)$/iu.test(
      label,
    )
  ) {
    return null;
  }
  const said = /^yes\b/iu.test(value) ? label : value;
  const kind = /^retracted\b/iu.test(said)
    ? 'retracted'
    : /^withdrawn\b/iu.test(said)
      ? 'withdrawn'
      : null;
  return kind === null ? null : { kind, text: `${label}: ${value}` };
}
