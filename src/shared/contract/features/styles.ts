// Citation styles: those that come with the program, and those that the reader adds.
import { z } from 'zod';
import { nothing, textOrNull } from './common.ts';

const citationStyle = z.strictObject({
  name: z.string(),
  title: z.string(),
  isShipped: z.boolean(),
  /** The style whose rules it uses, or null. */
  parent: textOrNull,
});
// More than any style has: what is too long is refused in words, not by the schema.
const MAX_STYLE_TEXT = 20_000_000;

export const STYLE_METHODS = {
  'style.list': {
    input: nothing,
    output: z.strictObject({
      styles: z.array(citationStyle),
      /** To be shown wherever styles are chosen. */
      credit: z.string(),
    }),
  },
  'style.add': {
    input: z.strictObject({
      /** The file's text, or a handle that the host gave for a file the person chose. */
      from: z.union([
        z.strictObject({ text: z.string().max(MAX_STYLE_TEXT) }),
        z.strictObject({ file: z.string().min(1) }),
      ]),
      /** What to call it; null for what its file suggests. */
      name: z.string().max(100).nullable().default(null),
    }),
    output: z.strictObject({
      style: citationStyle,
      /** True where a style of this name was there and had another text. */
      replaced: z.boolean(),
      /** What is to be said of it, as that its language has no words here; or null. */
      remark: textOrNull,
      undo: textOrNull,
    }),
  },
  'style.remove': {
    input: z.strictObject({ name: z.string().min(1).max(100) }),
    output: z.strictObject({ title: z.string(), undo: textOrNull }),
  },
};
