// The study's sections out of the page's parts: headed ones by their heading, and those of a text
// that has lost its headings by their order. Invariant: each paragraph and each bullet is a string of
// its own, and none is dropped.
import type { LabelledValue, Section, SectionKind } from '../../../shared/domain/study.ts';
import { isKnownRowLabel, rowOfLine } from './metadata-rows.ts';
import { isProse, type Part } from './page-body.ts';

/** The sections, and what stood between the byline and the first heading without being one. */
export interface SectionsFound {
  readonly sections: readonly Section[];
  /** Rows of metadata that stand outside their block. */
  readonly rows: readonly LabelledValue[];
  readonly unknownParts: readonly LabelledValue[];
}

// A text that has lost its headings still has these three, in this order (reference/atlas-site.md).
const LOST_ORDER: readonly SectionKind[] = ['quick-summary', 'why-it-matters', 'does-not-prove'];
const CHIP_KINDS: ReadonlySet<SectionKind> = new Set(['topics', 'tags'] as const);
const LONGEST_LOOSE_VALUE = 80;

/** Reads the parts' sections. `repeated` holds texts that the head already has (title, byline). */
export function readSections(parts: readonly Part[], repeated: ReadonlySet<string>): SectionsFound {
  const headed = parts.flatMap(sectionOf);
  const loose = parts.flatMap(({ label, lines }) =>
    label.is === 'unlabelled' ? lines.map((line) => line.text) : [],
  );
  const found = readLoose(loose.filter((text) => !repeated.has(text)));
  const areHeadingsLost = !headed.some(({ kind }) => LOST_ORDER.includes(kind));
  const unheaded = found.prose.map((text, index): Section => {
    const kind = areHeadingsLost ? (LOST_ORDER[index] ?? 'other') : 'other';
    return { kind, heading: null, paragraphs: [text] };
  });
  return {
    sections: withoutRepeats([...unheaded, ...headed]),
    rows: found.rows,
    unknownParts: found.unknownParts,
  };
}

function sectionOf({ label, lines }: Part): Section[] {
  if (label.is !== 'section') return [];
  const { kind, heading } = label;
  const texts = lines.map((line) => withoutBullet(line.text)).filter((text) => text !== '');
  const paragraphs = CHIP_KINDS.has(kind) ? texts.flatMap(chipsOf) : texts;
  return paragraphs.length === 0 ? [] : [{ kind, heading, paragraphs }];
}

const withoutBullet = (text: string): string =>
  text.replace(/^(?:[•‣◦▪▫●○∙·]\s*|[-–—*]\s+)/u, '').trim();

/** Chips on one line: parted by signs, raw codes by spaces, or glued where a word ends and a capital begins one. */
function chipsOf(text: string): string[] {
  const separated = text.split(/\s*[·•|]\s*/u).filter((chip) => chip !== '');
  return separated.flatMap((chip) => {
    if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+(?:[,\s]+[A-Z][A-Z0-9_]+)+$/u.test(chip)) {
      return chip.split(/[,\s]+/u);
    }
    return chip.split(/(?<=\p{L}{3}\p{Ll})(?=\p{Lu}\p{Ll}{2})/u);
  });
}

interface Loose {
  readonly prose: readonly string[];
  readonly rows: readonly LabelledValue[];
  readonly unknownParts: readonly LabelledValue[];
}

function readLoose(texts: readonly string[]): Loose {
  const prose: string[] = [];
  const rows: LabelledValue[] = [];
  const unknownParts: LabelledValue[] = [];
  for (const text of texts) {
    const row = rowOfLine(text);
    const isRow = row !== null && row.value.length <= LONGEST_LOOSE_VALUE;
    if (isRow && isKnownRowLabel(row.label)) rows.push(row);
    else if (isRow) unknownParts.push(row);
    else if (isProse(text)) prose.push(text);
    else unknownParts.push({ label: '', value: text });
  }
  return { prose, rows, unknownParts };
}

// Pages made for two screen sizes hold a section twice.
function withoutRepeats(sections: readonly Section[]): Section[] {
  const seen = new Set<string>();
  return sections.filter(({ kind, heading, paragraphs }) => {
    const key = JSON.stringify([kind, heading, paragraphs]);
    return seen.size !== seen.add(key).size;
  });
}
