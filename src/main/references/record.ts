// A record as it was read from a text: values as they came, with their places.
// Invariant: nothing is dropped in silence: what no field takes is named, what could not be read is a problem with its line.
import { AppError } from '../../shared/contract/errors.ts';
import { doiOfAddress } from '../export/text/identifiers.ts';
import type { OfferedValue } from './propose.ts';

/** Something that could not be read; `line` is of the text, from 1, or null where it has no place. */
export interface RecordProblem {
  readonly line: number | null;
  readonly message: string;
}

/** A part of a record that no field of a reference takes. */
export interface LeftOut {
  readonly name: string;
  readonly line: number | null;
}

export interface RecordDraft {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly key: string | null;
  /** One for each field at most. */
  readonly values: readonly OfferedValue[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly RecordProblem[];
}

/** All records of a text; problems that belong to none of them stand apart. */
export interface ReadText {
  readonly records: readonly RecordDraft[];
  readonly problems: readonly RecordProblem[];
}

const MAX_RECORDS = 1000;

/** @throws AppError `invalid-input` for more records than a paste can mean */
export function refuseMany(records: number): void {
  if (records <= MAX_RECORDS) return;
  throw new AppError(
    'invalid-input',
    `The text holds ${records} records; up to ${MAX_RECORDS} are looked at. Nothing was changed. Give a part of it with the record of this study.`,
  );
}

/** Tells the line of a place in a text, from 1. */
export function createLineFinder(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** Gathers the values of one record: the first of a field counts, later ones are said. */
export class DraftBuilder {
  readonly #line: number;
  readonly #values = new Map<string, OfferedValue>();
  readonly #leftOut: LeftOut[] = [];
  readonly #problems: RecordProblem[] = [];
  key: string | null = null;

  constructor(line: number) {
    this.#line = line;
  }

  /** False where the field has a value already, or the value is empty. */
  offer(value: OfferedValue): boolean {
    if (this.#values.has(value.field) || value.value === null || value.value.length === 0) {
      return false;
    }
    this.#values.set(value.field, value);
    return true;
  }

  leaveOut(name: string, line: number | null): void {
    this.#leftOut.push({ name: name.slice(0, 60), line });
  }

  problem(line: number | null, message: string): void {
    this.#problems.push({ line, message });
  }

  build(): RecordDraft {
    this.#takeDoiFromAddress();
    return {
      line: this.#line,
      key: this.key,
      values: [...this.#values.values()],
      leftOut: this.#leftOut,
      problems: this.#problems,
    };
  }

  /** Many programs write the DOI as an address alone. */
  #takeDoiFromAddress(): void {
    const url = this.#values.get('url');
    const isText = typeof url?.value === 'string' && url.value.length < 1000;
    const doi = isText && typeof url.value === 'string' ? doiOfAddress(url.value) : null;
    if (url !== undefined && doi !== null) this.offer({ ...url, field: 'doi', value: doi });
  }
}
