// RIS and PubMed's format are both lines that begin with a tag: read into records here, given meaning elsewhere.
// Invariant: pure and linear; every line of the text ends in a record, in a value, or among the problems.
// Not citation-js's reader of RIS, which cuts a value at a second "  - " and stops at a tag before the first record.
import type { RecordProblem } from './record.ts';

export interface TaggedValue {
  readonly tag: string;
  value: string;
  readonly line: number;
}

export interface TaggedRecords {
  /** Each record's lines in order, with its first. */
  readonly records: readonly (readonly TaggedValue[])[];
  readonly problems: readonly RecordProblem[];
}

/** How the lines of a format look. */
export interface TagForm {
  /** The tag is the first group, the value the second. */
  readonly line: RegExp;
  /** The tag that a record begins with. */
  readonly start: string;
  /** The tag that ends one; null where an empty line does. */
  readonly end: string | null;
}

export const RIS_FORM: TagForm = {
  line: /^\s*([A-Z][A-Z0-9]) {2}-(?: (.*)|)$/u,
  start: 'TY',
  end: 'ER',
};
/** For a text that has one space where RIS has two: then a line of an abstract may be taken for a tag ("IL - 6"). */
export const LOOSE_RIS_FORM: TagForm = {
  ...RIS_FORM,
  line: /^\s*([A-Z][A-Z0-9]) {1,2}-(?: (.*)|)$/u,
};
export const NBIB_FORM: TagForm = {
  line: /^([A-Z]{2,4}) *- ?(.*)$/u,
  start: 'PMID',
  end: null,
};

/** Reads the lines of a text. A line without a tag goes on with the value before it. */
export function readTaggedLines(text: string, form: TagForm): TaggedRecords {
  const records: TaggedValue[][] = [];
  const problems: RecordProblem[] = [];
  let current: TaggedValue[] | null = null;
  let last: TaggedValue | null = null;
  let parts: string[] = [];
  const close = (): void => {
    if (last !== null && parts.length > 0) last.value = [last.value, ...parts].join(' ').trim();
    last = null;
    parts = [];
  };

  text.split(/\r\n|\r|\n/u).forEach((content, index) => {
    const line = index + 1;
    const match = form.line.exec(content);
    const tag = match?.[1];
    if (tag === undefined) {
      const isEmpty = content.trim() === '';
      if (isEmpty && form.end === null) current = null;
      if (isEmpty) close();
      else if (last !== null) parts.push(content.replace(/\s+/gu, ' ').trim());
      else if (problems.length < 20) problems.push({ line, message: passedOver(content) });
      return;
    }
    close();
    if (tag === form.end) {
      current = null;
      return;
    }
    if (tag === form.start) {
      current = [];
      records.push(current);
    }
    if (current === null) {
      if (problems.length < 20) {
        problems.push({
          line,
          message: `“${tag}” stands before any record begins (with ${form.start}); it was passed over.`,
        });
      }
      return;
    }
    // Runs of spaces say nothing, and patterns that look at values would go over them again and again.
    last = { tag, value: (match?.[2] ?? '').replace(/\s+/gu, ' ').trim(), line };
    current.push(last);
  });
  close();
  return { records, problems };
}

function passedOver(content: string): string {
  const shown = content.trim().slice(0, 40);
  return `“${shown}” belongs to no record and was passed over.`;
}
