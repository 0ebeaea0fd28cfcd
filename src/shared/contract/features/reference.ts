// Completing references: what is cited of a study and where each field is from, pasted records, look-ups by DOI.
import { z } from 'zod';
import type { CslName } from '../../domain/csl.ts';
import {
  CORRECTION_KINDS,
  MATCH_VERDICTS,
  RECORD_FORMATS,
  REFERENCE_FIELDS,
  VALUE_SOURCES,
} from '../../domain/reference-fields.ts';
import { slug, unixMs } from '../study-schemas.ts';
import { textOrNull, texts } from './common.ts';

// What may be pasted is limited by the method itself, in words; hosts limit what a request may hold.
const part = z.string().max(10_000).exactOptional();
const name: z.ZodType<CslName, CslName> = z.strictObject({
  family: part,
  given: part,
  'dropping-particle': part,
  'non-dropping-particle': part,
  suffix: part,
  literal: part,
});
/** Text, or the names of people and institutions. */
const fieldValue = z.union([z.string(), z.array(name).max(20_000).readonly()]);
const field = z.enum(REFERENCE_FIELDS);
/** Null: deliberately nothing. Names may be text: one a line, or with semicolons between. */
const fieldToSet = z.strictObject({ field, value: fieldValue.nullable() });
const fieldsToSet = z.array(fieldToSet).min(1).max(REFERENCE_FIELDS.length);
const valueSource = z.enum(VALUE_SOURCES).nullable();

const referenceView = z.strictObject({
  slug,
  /** The day of the atlas's version; null for the starter set's own record. */
  asOf: unixMs.nullable(),
  /** Every field there is, in the order to show them. */
  fields: z.array(
    z.strictObject({
      field,
      label: z.string(),
      /** What is cited. */
      value: fieldValue.nullable(),
      /** Where that is from; null where there is nothing and nobody said so. */
      from: valueSource,
      /** Set where `from` is `reader`. */
      correction: z
        .strictObject({ source: z.string(), kind: z.enum(CORRECTION_KINDS), setAt: unixMs })
        .nullable(),
      /** What would be cited if the reader had set nothing, and where that is from. */
      without: fieldValue.nullable(),
      withoutFrom: valueSource,
      /** What the atlas itself says. */
      atlas: fieldValue.nullable(),
    }),
  ),
});

const proposedField = z.strictObject({
  field,
  label: z.string(),
  present: fieldValue.nullable(),
  presentFrom: valueSource,
  /** Null where the value cannot be used (the first remark says why), or is to be emptied on purpose. */
  proposed: fieldValue.nullable(),
  same: z.boolean(),
  /** What was changed in the value or is odd about it. */
  remarks: texts,
  /** A remark wants a person's eye. */
  doubtful: z.boolean(),
  /** It cannot be set as it is. */
  refused: z.boolean(),
  /** May be ticked from the start: new, without doubt, of a record that is of this paper. */
  suggested: z.boolean(),
  /** Of the text that was read, from 1. */
  line: z.number().int().nullable(),
});

const readRecord = z.strictObject({
  slug,
  format: z.enum(RECORD_FORMATS),
  /** What to give `reference.set` as `kind` and as `source`. */
  kind: z.enum(CORRECTION_KINDS),
  source: z.string(),
  /** All records of the text, in its order. */
  records: z.array(
    z.strictObject({
      /** From 1: what `record` asks for. */
      record: z.number().int(),
      line: z.number().int(),
      key: textOrNull,
      title: textOrNull,
      authors: textOrNull,
      year: textOrNull,
      doi: textOrNull,
      pmid: textOrNull,
      match: z.enum(MATCH_VERDICTS),
    }),
  ),
  /** The record that is proposed; null where there are several and none is of this paper: ask which. */
  record: z.number().int().nullable(),
  /** Is it of the same paper, and why that is thought. Null without a record. */
  match: z.strictObject({ verdict: z.enum(MATCH_VERDICTS), sentence: z.string() }).nullable(),
  proposal: z.array(proposedField),
  /** What the record holds besides, which no field takes. */
  leftOut: z.array(z.strictObject({ name: z.string(), line: z.number().int().nullable() })),
  /** What could not be read, and where. */
  problems: z.array(z.strictObject({ line: z.number().int().nullable(), message: z.string() })),
});

const changedReference = z.strictObject({
  changed: z.array(field),
  undo: textOrNull,
  reference: referenceView,
});

export const REFERENCE_METHODS = {
  'reference.show': { input: z.strictObject({ slug }), output: referenceView },
  /** What typed values would be; writes nothing. */
  'reference.check': {
    input: z.strictObject({ slug, fields: fieldsToSet }),
    output: z.strictObject({ slug, proposal: z.array(proposedField) }),
  },
  /** A pasted record as a proposal; writes nothing. */
  'reference.read': {
    input: z.strictObject({
      slug,
      text: z.string(),
      /** Which of several, from 1. */
      record: z.number().int().min(1).nullable().default(null),
      /** Null: what the text looks like. */
      format: z.enum(RECORD_FORMATS).nullable().default(null),
    }),
    output: readRecord,
  },
  /** The record that the register of the DOI has; only where the setting `doiLookup` is on. Writes nothing. */
  'reference.lookup': {
    /** `doi`: another one than the reference has. */
    input: z.strictObject({ slug, doi: z.string().max(1000).nullable().default(null) }),
    output: readRecord,
  },
  'reference.set': {
    input: z.strictObject({
      slug,
      fields: fieldsToSet,
      kind: z.enum(CORRECTION_KINDS).default('typed'),
      source: z.string().max(1000).default(''),
    }),
    output: changedReference,
  },
  /** Gives fields back to the atlas; null: all. */
  'reference.clear': {
    input: z.strictObject({ slug, fields: z.array(field).nullable() }),
    output: changedReference,
  },
};
