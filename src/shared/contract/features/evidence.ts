// The evidence table of a list.
import { z } from 'zod';
import {
  DEFAULT_EVIDENCE_COLUMNS,
  EVIDENCE_COLUMNS,
  EVIDENCE_FORMATS,
} from '../../domain/evidence-table.ts';
import { listReference, textOrNull } from './common.ts';

const warning = z.strictObject({ key: z.string(), code: z.string(), message: z.string() });

const table = z.strictObject({
  list: listReference,
  format: z.enum(EVIDENCE_FORMATS),
  /** In the order in which they stand; each once. */
  columns: z
    .array(z.enum(EVIDENCE_COLUMNS))
    .min(1)
    .refine((columns) => new Set(columns).size === columns.length, 'a column stands there twice')
    .default([...DEFAULT_EVIDENCE_COLUMNS]),
});

export const EVIDENCE_METHODS = {
  'evidence.render': {
    input: table,
    output: z.strictObject({
      text: z.string(),
      rows: z.number().int(),
      suggestedName: z.string(),
      warnings: z.array(warning),
    }),
  },
  'evidence.save': {
    input: table.extend({
      /** A handle that the host gave for a file the person chose; never a path. */
      target: z.string().min(1),
      force: z.boolean().default(false),
    }),
    output: z.strictObject({
      written: z.boolean(),
      rows: z.number().int(),
      sha256: z.string(),
      /** The name of the file that holds what was there before, or null. */
      kept: textOrNull,
      warnings: z.array(warning),
    }),
  },
};
