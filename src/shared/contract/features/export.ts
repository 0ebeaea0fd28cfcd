// What is written from lists and from items of elsewhere: citations as files and as text.
import { z } from 'zod';
import { EXPORT_FORMATS } from '../../domain/export-formats.ts';
import { cslItem, slug } from '../study-schemas.ts';
import { listReference, MAX_ITEMS, textOrNull, texts } from './common.ts';

const exportWarning = z.strictObject({ key: z.string(), code: z.string(), message: z.string() });
const exportText = z.strictObject({
  text: z.string(),
  keys: texts,
  warnings: z.array(exportWarning),
});
const exportFormat = z.enum(EXPORT_FORMATS);

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

export const EXPORT_METHODS = {
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
};
