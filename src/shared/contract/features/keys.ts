// Citation keys: what a study is cited by, how new ones look, and taking them over from a .bib.
// Invariant: what gives several studies other keys shows first what it would do (`apply: false`).
import { z } from 'zod';
import { slug } from '../study-schemas.ts';
import { listReference, slugs, textOrNull, texts } from './common.ts';

const MAX_KEY_LENGTH = 200;
/** What a .bib may hold, in characters. */
const MAX_BIB = 20_000_000;

const studies = z.union([z.strictObject({ slugs }), z.strictObject({ list: listReference })]);
const studyKey = z.strictObject({
  slug,
  /** Null where none was given yet: the first export or citation gives one. */
  key: textOrNull,
  /** What it would be given now; null where it has a key. */
  next: textOrNull,
  /** Whatever else means the study: keys it had, and the atlas's own. */
  aliases: texts,
});
const keyChange = z.strictObject({
  slug,
  title: z.string(),
  before: textOrNull,
  after: z.string(),
});

export const KEY_METHODS = {
  'key.show': {
    input: z.strictObject({ of: studies }),
    output: z.strictObject({ preset: z.string(), keys: z.array(studyKey) }),
  },
  'key.set': {
    input: z.strictObject({ slug, key: z.string().min(1).max(MAX_KEY_LENGTH) }),
    output: z.strictObject({
      slug,
      key: z.string(),
      aliases: texts,
      changed: z.boolean(),
      /** What a person should know about the change; null for nothing. */
      note: textOrNull,
      undo: textOrNull,
    }),
  },
  /** Gives studies the keys that a preset makes: first only tells which, then does it (`apply`). */
  'key.applyPreset': {
    input: z.strictObject({
      of: studies,
      /** A preset's name or a template; null for the one that is set. */
      preset: z.string().min(1).max(1000).nullable().default(null),
      apply: z.boolean().default(false),
    }),
    output: z.strictObject({
      preset: z.string(),
      changes: z.array(keyChange),
      /** How many studies keep the key they have. */
      same: z.number().int(),
      applied: z.boolean(),
      undo: textOrNull,
    }),
  },
  /** Takes the keys of a list over from a .bib: first only tells which, then does it (`apply`). */
  'key.import': {
    input: z.strictObject({
      list: listReference,
      text: z.string().max(MAX_BIB),
      /** Only these studies; null for all that match. */
      only: z.array(slug).nullable().default(null),
      /** Also keys that had to be repaired. */
      repaired: z.boolean().default(false),
      apply: z.boolean().default(false),
    }),
    output: z.strictObject({
      entries: z.number().int(),
      proposals: z.array(
        z.strictObject({
          slug,
          title: z.string(),
          matchedBy: z.enum(['doi', 'pmid', 'title-and-year']),
          bibKeys: texts,
          before: textOrNull,
          key: textOrNull,
          state: z.enum(['change', 'same', 'repaired', 'clash', 'unusable']),
          message: textOrNull,
        }),
      ),
      unmatchedStudies: z.array(slug),
      unmatchedKeys: texts,
      /** What could not be read of the file, each with its line. */
      problems: texts,
      /** Null before it was applied; else how many studies have another key now. */
      changed: z.number().int().nullable(),
      undo: textOrNull,
    }),
  },
};
