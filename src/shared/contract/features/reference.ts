// Completing references: what is cited of a study, and where each field is from.
import { z } from 'zod';
import type { CslName } from '../../domain/csl.ts';
import {
  CORRECTION_KINDS,
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
