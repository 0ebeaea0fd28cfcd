// What was typed into the form of a reference: from values to text, and from text to what is sent; pure.
// Invariant: only what differs is sent; a name that was not touched keeps all its parts.
import type { MethodInput } from '../../../shared/contract/types.ts';
import type { CslName } from '../../../shared/domain/csl.ts';
import {
  FIELD_FACTS,
  type FieldValue,
  type ReferenceField,
} from '../../../shared/domain/reference-fields.ts';
import type { ReferenceForm } from '../../../shared/domain/settings.ts';
import { nameInLine, type FieldView, type ProposedField } from './reference-words.ts';

export type FieldToSet = MethodInput<'reference.set'>['fields'][number];
type Values = ReferenceForm['values'];

/** A value as a text to edit; names one a line. */
export function editable(value: FieldValue | null): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : value.map(nameInLine).join('\n');
}

/** What was typed so far with one field more; what is as it was is not kept. */
export function withTyped(values: Values, view: FieldView, text: string): Values {
  const others = Object.fromEntries(
    Object.entries(values).filter(([field]) => field !== view.field),
  ) as Values;
  return text === editable(view.value) ? others : { ...others, [view.field]: text };
}

/** The fields that would be another value than is cited. An emptied one is nothing, on purpose. */
export function typedChanges(values: Values, fields: readonly FieldView[]): readonly FieldToSet[] {
  return fields.flatMap(({ field, value }) => {
    const typed = values[field];
    if (typed === undefined || typed.trim() === editable(value).trim()) return [];
    return [{ field, value: typed.trim() === '' ? null : typed }];
  });
}

/** What to send of checked fields: as they were read, names that were not touched as they were. */
export function fieldsToSend(
  proposal: readonly ProposedField[],
  fields: readonly FieldView[],
): readonly FieldToSet[] {
  return proposal.map(({ field, proposed }) => {
    const present = fields.find((each) => each.field === field)?.value ?? null;
    return { field, value: withOldNames(proposed, present) };
  });
}

function withOldNames(read: FieldValue | null, present: FieldValue | null): FieldValue | null {
  if (read === null || present === null) return read;
  if (typeof read === 'string' || typeof present === 'string') return read;
  const known = new Map<string, CslName>(present.map((name) => [nameInLine(name), name]));
  return read.map((name) => known.get(nameInLine(name)) ?? name);
}

/** Of the fields, those that nearly every reference has, and the others. */
export function isCommonField(field: ReferenceField): boolean {
  return COMMON.includes(field);
}

const COMMON: readonly ReferenceField[] = [
  'volume',
  'issue',
  'pages',
  'number',
  'date',
  'doi',
  'pmid',
  'journal',
  'title',
  'authors',
];

/** The fields in the order to type them in: what is missing most often first. */
export function inTypingOrder(fields: readonly FieldView[]): readonly FieldView[] {
  const place = ({ field }: FieldView): number => {
    const found = COMMON.indexOf(field);
    return found === -1 ? COMMON.length : found;
  };
  return [...fields].sort((one, other) => place(one) - place(other));
}

/** How many lines a field is given. */
export function linesOf(field: ReferenceField): number {
  if (FIELD_FACTS[field].kind === 'names' || field === 'abstract') return 4;
  return field === 'title' ? 2 : 1;
}
