// A proposal, field by field: what is cited now beside what a record or a person says.
// Invariant: pure, and nothing is decided: what is doubtful, refused, or of another paper is never suggested.
import type { CslName } from '../../shared/domain/csl.ts';
import {
  FIELD_FACTS,
  REFERENCE_FIELDS,
  type FieldValue,
  type ReferenceField,
  type ValueSource,
} from '../../shared/domain/reference-fields.ts';
import { checkValue, type CheckedValue } from './check-value.ts';
import { isSameButForForm, isSameValue } from './same-value.ts';

/** What is cited now. */
export interface PresentField {
  readonly field: ReferenceField;
  readonly value: FieldValue | null;
  readonly from: ValueSource | null;
}

/** A value that is offered for a field, as it came. */
export interface OfferedValue {
  readonly field: ReferenceField;
  /** Null: to be emptied on purpose. */
  readonly value: string | readonly CslName[] | null;
  /** Found on the way, before the value itself is looked at. */
  readonly remarks?: readonly string[];
  readonly line?: number | null;
}

export interface ProposedField {
  readonly field: ReferenceField;
  readonly label: string;
  readonly present: FieldValue | null;
  readonly presentFrom: ValueSource | null;
  readonly proposed: FieldValue | null;
  readonly same: boolean;
  readonly remarks: string[];
  readonly doubtful: boolean;
  readonly refused: boolean;
  readonly suggested: boolean;
  readonly line: number | null;
}

// Not everybody wants them in a file, and an address beside a DOI is printed by many styles.
const NEVER_SUGGESTED: readonly ReferenceField[] = ['abstract', 'url', 'type'];

/** One row for each value that is offered, in the order of the fields. */
export function propose(
  offered: readonly OfferedValue[],
  present: readonly PresentField[],
  isOfThisPaper: boolean,
): ProposedField[] {
  return REFERENCE_FIELDS.flatMap((field) => {
    const offer = offered.find((each) => each.field === field);
    if (offer === undefined) return [];
    const row = proposeField(offer, present.find((each) => each.field === field) ?? null);
    if (row === null) return [];
    const isSuggested =
      isOfThisPaper && !row.same && !row.doubtful && !NEVER_SUGGESTED.includes(field);
    return [{ ...row, suggested: isSuggested }];
  });
}

function proposeField(offer: OfferedValue, present: PresentField | null): ProposedField | null {
  const { field, value: given } = offer;
  const checked = given === null ? EMPTIED : checkValue(field, given);
  // Nothing in it, and nothing to say about it.
  if (given !== null && checked.value === null && !checked.isRefused) return null;
  const before = present?.value ?? null;
  const same = !checked.isRefused && isSameValue(field, checked.value, before);
  const isOnlyForm = !same && isSameButForForm(checked.value, before);
  const onTheWay = offer.remarks ?? [];
  return {
    field,
    label: FIELD_FACTS[field].label,
    present: before,
    presentFrom: present?.from ?? null,
    proposed: checked.value,
    same,
    remarks: [
      ...onTheWay,
      ...checked.remarks,
      ...(isOnlyForm ? ['It differs only in capitals, accents or signs from what is there.'] : []),
    ],
    doubtful: checked.isDoubtful || onTheWay.length > 0 || isOnlyForm,
    refused: checked.isRefused,
    suggested: false,
    line: offer.line ?? null,
  };
}

const EMPTIED: CheckedValue = { value: null, remarks: [], isDoubtful: false, isRefused: false };
