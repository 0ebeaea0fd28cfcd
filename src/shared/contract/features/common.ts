// Schemas that several features of the contract share.
import { z } from 'zod';
import { CODING_ANSWERS } from '../../domain/library.ts';
import { listId, noteId, slug, unixMs } from '../study-schemas.ts';

const MAX_SLUGS = 100_000;
/** What a page or a file of citations may hold, in characters or entries. */
export const MAX_TEXT = 5_000_000;
export const MAX_ITEMS = MAX_SLUGS;

export const nothing = z.strictObject({});
export const textOrNull = z.string().nullable();
export const texts = z.array(z.string());
export const slugs = z.array(slug).min(1).max(MAX_SLUGS);
export const listReference = z.union([listId, z.string().min(1)]);
export const subject = z.union([z.strictObject({ slug }), z.strictObject({ list: listReference })]);

export const codingValue = z.strictObject({
  slug,
  definitions: texts,
  required: z.enum(CODING_ANSWERS),
  how: textOrNull,
  quote: textOrNull,
  page: textOrNull,
  checkedFullText: z.boolean(),
  codedAt: unixMs,
});
export const note = z.strictObject({
  id: noteId,
  subject: z.union([z.strictObject({ slug }), z.strictObject({ listId })]),
  body: z.string(),
  revision: z.number().int(),
  createdAt: unixMs,
  updatedAt: unixMs,
});
export const list = z.strictObject({
  id: listId,
  name: z.string(),
  size: z.number().int(),
  createdAt: unixMs,
  updatedAt: unixMs,
});
export const undoStep = z.strictObject({ id: z.number().int(), label: z.string(), at: unixMs });
export const changed = z.strictObject({ changed: z.array(slug), undo: textOrNull });
