// The `Metadata` block: labels and values, however they stand (two lines, one line with a colon, or
// glued), and the case definitions that a labelled row states.
// Invariant: label and value are kept as shown; a case definition comes from such a row alone.
import { Beginnings } from './beginnings.ts';
import type { LabelledValue } from '../../../shared/domain/study.ts';
import type { DefinitionRule, StatedDefinitions } from '../../../shared/domain/pem.ts';

// Seen (`DOI` to `Last updated`) and likely labels, none of which could be a value: where one stands,
// what follows is its value.
const KNOWN_LABELS = new Set(
  [
    'doi|pmid|pubmed|pubmed id|sample size|control group|review status|evidence level|last updated',
    'case definition|case definitions|case definition(s)|diagnostic criteria|diagnostic criterion',
    'case definition quality|disease context|study design|study type|publication type|peer review',
    'pem status|pem requirement|journal|year|authors|publication date|first published|date added',
    'funding|retraction status|publication status|volume|issue|pages',
  ]
    .join('|')
    .split('|'),
);
const LONGEST_LABEL = 60;
const COLON_FORM = /^(?<label>[^:]{1,60}?)\s*:(?:\s+(?<value>\S.*)|)$/su;

const KNOWN_BEGINNINGS = new Beginnings([...KNOWN_LABELS]);

/** True for a label of the block that was seen, or is likely and can be no value. */
export const isKnownRowLabel = (text: string): boolean =>
  !KNOWN_BEGINNINGS.areNotOf(text) && KNOWN_LABELS.has(text.replace(/\s*:$/u, '').toLowerCase());

/** A line `Label: value`, or null. A label is short and no sentence. */
export function rowOfLine(text: string): LabelledValue | null {
  const match = text.length > 4000 ? null : COLON_FORM.exec(text);
  const { label, value } = match?.groups ?? {};
  if (label === undefined || value === undefined || !isLabelLike(label)) return null;
  return { label, value };
}

/** The rows of the block's lines. A label without a value is kept with an empty one. */
export function readRows(lines: readonly string[]): LabelledValue[] {
  const rows: LabelledValue[] = [];
  const isColonForm = areMostlyColonForm(lines);
  let at = 0;
  while (at < lines.length) {
    const text = lines[at] ?? '';
    const next = lines[at + 1];
    const row = isKnownRowLabel(text)
      ? null
      : ((isColonForm ? rowOfLine(text) : null) ?? gluedRow(text));
    const last = rows.at(-1);
    if (row !== null) {
      rows.push(row);
      at += 1;
    } else if (continuesValue(text, isColonForm) && last !== undefined) {
      rows.splice(-1, 1, { label: last.label, value: `${last.value}\n${text}`.trim() });
      at += 1;
    } else if (next === undefined || !isValueOf(text, next)) {
      rows.push({ label: withoutColon(text), value: '' });
      at += 1;
    } else {
      const value = valueLines(text, lines.slice(at + 1, at + 21));
      rows.push({ label: withoutColon(text), value: value.join('\n') });
      at += 1 + value.length;
    }
  }
  return rows;
}

// Between two labels there is no value. A row of its own is no value of another.
const isValueOf = (label: string, next: string): boolean =>
  !(isKnownRowLabel(label) && isKnownRowLabel(next)) &&
  (isKnownRowLabel(label) || gluedRow(next) === null);

const withoutColon = (text: string): string => text.replace(/\s*:$/u, '');

function areMostlyColonForm(lines: readonly string[]): boolean {
  const colons = lines.filter((line) => rowOfLine(line) !== null && !isKnownRowLabel(line)).length;
  return (
    colons * 2 > lines.length ||
    (lines.length > 0 && colons * 2 === lines.length && !lines.some(isKnownRowLabel))
  );
}

const continuesValue = (text: string, isColonForm: boolean): boolean =>
  !isKnownRowLabel(text) && (text.length > LONGEST_LABEL || (isColonForm && !text.endsWith(':')));

const isLabelLike = (text: string): boolean =>
  text.length <= LONGEST_LABEL &&
  /^\p{Lu}/u.test(text) &&
  text.split(' ').length <= 7 &&
  !/[.!?]\s/u.test(text);

/** Of a list of case definitions each one may have a line of its own; other values have one line. */
function valueLines(label: string, following: readonly string[]): readonly string[] {
  if (!isDefinitionLabel(withoutColon(label))) return following.slice(0, 1);
  const end = following.findIndex((line, index) => index > 0 && !looksLikeDefinition(line));
  return end === -1 ? following : following.slice(0, end);
}

const looksLikeDefinition = (line: string): boolean =>
  !isKnownRowLabel(line) &&
  /\b(?:CCC|ICC|IOM|NAM|SEID|NICE|CDC|Fukuda|Oxford|Canadian|International Consensus|London|Ramsay|Holmes|criteria|definition)\b/u.test(
    line,
  );

// Longest first, so that `Case definition quality` is not read as `Case definition`.
const LEADING_LABEL = new RegExp(
  `^(?:${[...KNOWN_LABELS]
    .sort((one, other) => other.length - one.length)
    .map((label) => label.replace(/[()]/gu, '\\$&'))
    .join('|')})`,
  'iu',
);

/** `Sample size9 patients`, `DOI 10.1016/…`: a known label with its value right behind it, or null. */
export function gluedRow(text: string): LabelledValue | null {
  if (KNOWN_BEGINNINGS.areNotOf(text)) return null;
  const label = /^\p{Lu}/u.test(text) ? LEADING_LABEL.exec(text)?.[0] : undefined;
  if (label === undefined) return null;
  const value = text.slice(label.length);
  return /^(?:\s*[:–—]\s*|\s+|(?=[\p{Lu}\p{N}]))\S/u.test(value)
    ? { label, value: value.replace(/^\s*[:–—]?\s*/u, '') }
    : null;
}

const isDefinitionLabel = (label: string): boolean =>
  /^(?:case definition(?:s|\(s\))?(?: used)?|diagnostic criteri(?:a|on)(?: used)?|(?:me\/cfs )?case criteria)$/iu.test(
    label.trim(),
  );

const NOTHING_STATED =
  /^(?:none|none[- ]stated|not[- ]stated|not[- ]reported|not[- ]specified|unspecified|unclear|unknown|n\/a|[-–—?])\.?$/iu;

/** The case definitions that a labelled row states, or null where no row does. */
export function definitionsOf(rows: readonly LabelledValue[]): StatedDefinitions | null {
  for (const { label, value } of rows) {
    if (!isDefinitionLabel(label) || value === '' || NOTHING_STATED.test(value)) continue;
    const { names, rule } = splitDefinitions(value);
    if (names.length > 0) return { names, rule, source: `the atlas's page, row “${label}”` };
  }
  return null;
}

function splitDefinitions(value: string): { names: string[]; rule: DefinitionRule } {
  const said = /^(?<rule>all|any|both|either|one)(?: of)?:?\s+/iu.exec(value);
  const text = said === null ? value : value.slice(said[0].length);
  const names = text
    .split(/\s*[;\n+]\s*|\s*,(?!\s*\d{4}\b)\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 1) return { names, rule: 'single' };
  const word = said?.groups?.rule?.toLowerCase();
  if (word === 'all' || word === 'both') return { names, rule: 'all' };
  if (word !== undefined || /(?:^|[\s,])or\s/u.test(text)) return { names, rule: 'any' };
  // "Fukuda and CCC" may mean both at once or two groups of patients: nobody said.
  return { names, rule: null };
}
