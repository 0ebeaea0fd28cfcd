// What differs between two readings of one study, field by field, in the words that the page showed.
// Invariant: there is no change if and only if both state the same (`study-statement.ts`), so that no version
// of the history is called new without something to show for it.
import { BADGES, type BadgeKind } from './badge-meanings.ts';
import type { StatedDefinitions } from './pem.ts';
import { plainStatement, statementOf } from './study-statement.ts';
import {
  authorFullName,
  SECTION_TITLES,
  type LabelledValue,
  type Section,
  type StudyReading,
} from './study.ts';

/** One field that differs. `before` and `after` are whole texts as shown; null: the page did not say. */
export interface FieldChange {
  /** A stable code: `title`, `badge.pem`, `section.other.Limits`, `metadata.Sample size`, … */
  readonly field: string;
  /** What a person reads. */
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Shown = string | null;
interface Field {
  readonly field: string;
  readonly label: string;
  readonly show: (reading: StudyReading) => Shown;
  /** What is compared; what is shown can be the same for two of these. */
  readonly stated: (reading: StudyReading) => unknown;
}

const single = (key: keyof StudyReading, label: string): Field => ({
  field: key,
  label,
  stated: (reading) => reading[key],
  show: (reading) => {
    const value = reading[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  },
});

const badge = (key: BadgeKind): Field => ({
  field: `badge.${key}`,
  label: BADGES[key].name,
  stated: ({ badges }) => badges[key],
  show: ({ badges }) => {
    const value = badges[key];
    return typeof value === 'string' ? value : (value?.label ?? null);
  },
});

const BEFORE_SECTIONS: readonly Field[] = [
  {
    field: 'standing',
    label: 'Standing of the paper',
    stated: ({ standing }) => standing,
    show: ({ standing }) => lines(standing.map(({ text }) => text)),
  },
  badge('pem'),
  badge('level'),
  badge('confidence'),
  badge('publicationType'),
  badge('peerReview'),
  badge('reviewState'),
  {
    field: 'badge.unknown',
    label: 'Other badges',
    stated: ({ badges }) => badges.unknown,
    show: ({ badges }) => lines(badges.unknown),
  },
  single('badgesFrom', 'Where the badges are from'),
  single('title', 'Title'),
  {
    field: 'authors',
    label: 'Authors',
    stated: ({ authors }) => authors,
    show: ({ authors }) => (authors.length === 0 ? null : authors.map(authorFullName).join('; ')),
  },
  single('authorsInDoubt', 'Doubt about the authors'),
  single('byline', 'Line below the title'),
  single('journal', 'Journal'),
  single('year', 'Year'),
  single('doi', 'DOI'),
  single('pmid', 'PubMed number'),
  single('readingTime', 'Reading time'),
];

const AFTER_SECTIONS: readonly Field[] = [
  {
    field: 'caseDefinitions',
    label: 'Case definitions',
    stated: ({ caseDefinitions }) => caseDefinitions,
    show: ({ caseDefinitions: stated }) => stated && definitionsText(stated),
  },
  single('pemNote', 'The page’s note about PEM'),
  single('primaryCitation', 'Primary citation'),
  single('bibtex', 'BibTeX of the page'),
  {
    field: 'snapshot',
    label: 'Atlas snapshot',
    stated: (reading) => statementOf(reading)['snapshot'],
    show: ({ snapshot }) => snapshot?.line ?? null,
  },
  single('slug', 'Name in the address'),
];

function definitionsText({ names, rule, source }: StatedDefinitions): string {
  const together = { all: 'all had to be met; ', any: 'one sufficed; ', single: '' };
  return `${names.join(', ')} (${rule === null ? '' : together[rule]}stated by ${source})`;
}

// Every field of a reading that is part of its statement is compared below; `url` is none. A field that is
// added to StudyReading and forgotten here does not compile.
const COMPARED = {
  slug: true,
  url: false,
  title: true,
  authors: true,
  authorsInDoubt: true,
  byline: true,
  journal: true,
  year: true,
  doi: true,
  pmid: true,
  badges: true,
  badgesFrom: true,
  readingTime: true,
  sections: true,
  metadata: true,
  caseDefinitions: true,
  pemNote: true,
  primaryCitation: true,
  bibtex: true,
  snapshot: true,
  standing: true,
  unknownParts: true,
} satisfies Record<keyof Required<StudyReading>, boolean>;

/** The fields that differ, in the order of a page. Another host of the atlas or another day is no change. */
export function compareReadings(before: StudyReading, after: StudyReading): FieldChange[] {
  const parts = (key: 'metadata' | 'unknownParts', label: string): FieldChange[] =>
    comparePieces({
      field: key,
      orderLabel: `Order of ${label}`,
      before: before[key].map(rowPiece),
      after: after[key].map(rowPiece),
    });
  return [
    ...compareFields(BEFORE_SECTIONS, before, after),
    ...comparePieces({
      field: 'section',
      orderLabel: 'Order of the sections',
      before: before.sections.map(sectionPiece),
      after: after.sections.map(sectionPiece),
    }),
    ...parts('metadata', 'the metadata'),
    ...compareFields(AFTER_SECTIONS, before, after),
    ...parts('unknownParts', 'the other parts'),
    ...compareFields(unnamedFields(before, after), before, after),
  ];
}

/** True where a badge changed: a flip of the atlas's judgement. */
export function isBadgeFlip(change: FieldChange): boolean {
  return change.field.startsWith('badge.');
}

function compareFields(
  fields: readonly Field[],
  before: StudyReading,
  after: StudyReading,
): FieldChange[] {
  return fields.flatMap(({ field, label, show, stated }) => {
    const [one, other] = [exactly(stated(before)), exactly(stated(after))];
    if (one === other) return [];
    return [{ field, label, ...tellApart([show(before), one], [show(after), other]) }];
  });
}

// Fields of a stored reading that this version of the program has no name for are shown as they are.
function unnamedFields(before: StudyReading, after: StudyReading): Field[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys]
    .filter((key) => !Object.hasOwn(COMPARED, key))
    .sort()
    .map((key) => ({
      field: key,
      label: `Another part of the page (${key})`,
      stated: (reading) => (reading as unknown as Record<string, unknown>)[key],
      show: () => null,
    }));
}

/** A part of a page that stands in a list: found again by its key, whatever stands before it. */
interface Piece {
  readonly key: string;
  readonly label: string;
  readonly heading: Shown;
  readonly text: string;
  readonly stated: string;
}

function sectionPiece(section: Section): Piece {
  const heading = section.heading ?? SECTION_TITLES[section.kind];
  return {
    key: section.kind === 'other' ? `other.${plain(heading)}` : section.kind,
    label: section.kind === 'other' ? heading : SECTION_TITLES[section.kind],
    heading: section.heading,
    text: section.paragraphs.join('\n\n'),
    stated: JSON.stringify(plainStatement(section)),
  };
}

function rowPiece(row: LabelledValue): Piece {
  return {
    key: plain(row.label),
    label: row.label,
    heading: row.label,
    text: row.value,
    stated: JSON.stringify(plainStatement(row)),
  };
}

function comparePieces(lists: {
  readonly field: string;
  readonly orderLabel: string;
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
}): FieldChange[] {
  const [before, after] = [keyed(lists.before), keyed(lists.after)];
  const changes: FieldChange[] = [];
  const gone = [...before].filter(([key]) => !after.has(key));
  for (const [key, { label }] of [...after, ...gone]) {
    const [one, other] = [before.get(key), after.get(key)];
    if (one?.stated === other?.stated) continue;
    const isRenamed = one?.text === other?.text && one?.heading !== other?.heading;
    const shown = (piece: Piece | undefined): Shown =>
      (isRenamed ? piece?.heading : piece?.text) ?? null;
    changes.push({
      field: `${lists.field}.${key}`,
      label,
      ...tellApart([shown(one), one?.stated ?? null], [shown(other), other?.stated ?? null]),
    });
  }
  const order = common(before, after);
  const newOrder = common(after, before);
  if (exactly(order.map(([key]) => key)) !== exactly(newOrder.map(([key]) => key))) {
    changes.push({
      field: `${lists.field}Order`,
      label: lists.orderLabel,
      before: lines(order.map(([, { label }]) => label)),
      after: lines(newOrder.map(([, { label }]) => label)),
    });
  }
  return changes;
}

const common = (
  side: ReadonlyMap<string, Piece>,
  other: ReadonlyMap<string, Piece>,
): (readonly [string, Piece])[] => [...side].filter(([key]) => other.has(key));

// The second section or row of one name is "… #2": a page may say a thing twice.
function keyed(pieces: readonly Piece[]): Map<string, Piece> {
  const found = new Map<string, Piece>();
  for (const piece of pieces) {
    let key = piece.key;
    for (let nth = 2; found.has(key); nth += 1) key = `${piece.key} #${String(nth)}`;
    found.set(key, piece);
  }
  return found;
}

// Two statements can look alike on a page (names split in another way, a pill that counts as something else):
// then what was read is shown with them, so that no change looks like none.
function tellApart(
  [before, beforeExact]: readonly [Shown, Shown],
  [after, afterExact]: readonly [Shown, Shown],
): Pick<FieldChange, 'before' | 'after'> {
  if (before !== after) return { before, after };
  const told = (exact: Shown): Shown =>
    exact === null ? null : [before, `read as ${exact}`].filter((part) => part !== null).join('\n');
  return { before: told(beforeExact), after: told(afterExact) };
}

const lines = (texts: readonly string[]): Shown => (texts.length === 0 ? null : texts.join('\n'));

const plain = (text: string): string => String(plainStatement(text));

function exactly(value: unknown): Shown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.length === 0) return null;
  return JSON.stringify(plainStatement(value));
}
