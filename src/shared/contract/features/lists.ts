// Lists, and the files that a person chose to write to.
import { z } from 'zod';
import { slug } from '../study-schemas.ts';
import { list, listReference, note, nothing, slugs, textOrNull, texts } from './common.ts';

const listChange = z.strictObject({ list, changed: z.array(slug), undo: textOrNull });

export const LIST_METHODS = {
  'list.create': { input: z.strictObject({ name: z.string() }), output: listChange },
  'list.add': { input: z.strictObject({ list: listReference, slugs }), output: listChange },
  'list.remove': { input: z.strictObject({ list: listReference, slugs }), output: listChange },
  'list.move': {
    input: z.strictObject({
      list: listReference,
      slug,
      place: z.union([
        z.strictObject({ position: z.number().int().min(1) }),
        z.strictObject({ before: slug }),
        z.strictObject({ after: slug }),
      ]),
    }),
    output: listChange,
  },
  'list.rename': {
    input: z.strictObject({ list: listReference, name: z.string() }),
    output: listChange,
  },
  'list.delete': { input: z.strictObject({ list: listReference }), output: listChange },
  'list.show': {
    input: z.strictObject({ list: listReference }),
    output: z.strictObject({ list, slugs: z.array(slug), notes: z.array(note) }),
  },
  'list.all': { input: nothing, output: z.strictObject({ lists: z.array(list) }) },
  /** Where this host can put a file: by a dialog, as a download, into folders allowed at start. */
  'file.places': {
    input: nothing,
    output: z.strictObject({
      chooser: z.enum(['dialog', 'download', 'none']),
      folders: texts,
    }),
  },
  /** A handle for a file to write: chosen in a dialog, a download, or a name in an allowed folder. */
  'file.offer': {
    input: z.strictObject({
      name: z.string().min(1).max(200),
      /** A place in `folders`; null for the host's own way. */
      folder: z.number().int().min(0).nullable().default(null),
    }),
    output: z.strictObject({
      /** Null where the person chose none. */
      target: textOrNull,
      /** What to call it in a sentence. */
      shown: textOrNull,
    }),
  },
};
