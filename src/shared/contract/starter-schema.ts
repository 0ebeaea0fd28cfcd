// The form of `resources/starter-atlas.jsonl`: a header line, then one line a study.
// Invariant: the header counts and hashes the lines below it, so that a half-written file is known as one.
import { z } from 'zod';
import { pemValue, slug, starterFacts } from './study-schemas.ts';

export const STARTER_FORMAT = 1;

export const starterHeader = z.strictObject({
  format: z.literal(STARTER_FORMAT),
  what: z.string(),
  studies: z.number().int().min(1),
  /** SHA-256, in hex, of everything after the header's line end. */
  sha256: z.string().length(64),
});

export const starterRow = z.strictObject({
  slug,
  facts: starterFacts,
  /** The badge row as seen on the atlas's page, label by label; null where no page was seen. */
  badges: z.array(z.string()).nullable(),
  /** What our rule derives from the stated definitions, for the reader of the file; the program derives it anew. */
  derivedPem: pemValue,
  derivedPemRule: z.string(),
});
export type StarterRow = z.output<typeof starterRow>;
