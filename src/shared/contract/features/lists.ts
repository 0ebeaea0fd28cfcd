// Lists and what is written from them; the files that a person chose for it.
import { z } from 'zod';
import { cslItem, slug } from '../study-schemas.ts';
import {
  list,
  listReference,
  MAX_ITEMS,
  note,
  nothing,
  slugs,
  textOrNull,
  texts,
} from './common.ts';

const listChange = z.strictObject({ list, changed: z.array(slug), undo: textOrNull });

const exportWarning = z.strictObject({ key: z.string(), code: z.string(), message: z.string() });
const exportText = z.strictObject({
  text: z.string(),
  keys: texts,
  warnings: z.array(exportWarning),
});
const exportFormat = z.enum(['bibtex']);

/** What is thin about a citation, for the reader to mend or to leave. */
const thinEntry = z.strictObject({
  slug,
  key: z.string(),
  title: z.string(),
  lacks: z.array(
    z.enum([
      'doi',
      'journal',
      'volume',
      'pages',
      'year',
      'authors',
      'retracted',
      'pem-not-stated',
      'pem-disagrees',
    ]),
  ),
});

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
  'export.render': {
    input: z.strictObject({ list: listReference, format: exportFormat }),
    output: exportText.extend({ suggestedName: z.string(), thin: z.array(thinEntry) }),
  },
  'export.save': {
    input: z.strictObject({
      list: listReference,
      format: exportFormat,
      /** A handle that the host gave for a file the person chose; never a path. */
      target: z.string().min(1),
      force: z.boolean().default(false),
    }),
    output: z.strictObject({
      written: z.boolean(),
      entries: z.number().int(),
      sha256: z.string(),
      /** The name of the file that holds what was there before, or null. */
      kept: textOrNull,
      warnings: z.array(exportWarning),
    }),
  },
  'format.render': {
    input: z.strictObject({ to: exportFormat, items: z.array(cslItem).max(MAX_ITEMS) }),
    output: exportText,
  },
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
