// What is written from lists and from items of elsewhere: citations as files and as text.
import { z } from 'zod';
import { COPY_FORMS, STYLE_PARTS } from '../../domain/citation-styles.ts';
import { EXPORT_FORMATS } from '../../domain/export-formats.ts';
import { LACKS } from '../../domain/thin.ts';
import { cslItem, slug, unixMs } from '../study-schemas.ts';
import { changed, listReference, MAX_ITEMS, slugs, textOrNull, texts } from './common.ts';

const exportWarning = z.strictObject({ key: z.string(), code: z.string(), message: z.string() });
const exportText = z.strictObject({
  text: z.string(),
  keys: texts,
  warnings: z.array(exportWarning),
});
const exportFormat = z.enum(EXPORT_FORMATS);
/** The name of a style, for formats that are written in one; null for APA, and for all others. */
const style = z.string().min(1).max(100).nullable().default(null);
const part = z.enum(STYLE_PARTS).default('bibliography');

/** What is thin about a citation, for the reader to mend or to leave. */
const thinEntry = z.strictObject({
  slug,
  key: z.string(),
  title: z.string(),
  lacks: z.array(z.enum(LACKS)),
  /** Of those, what the reader leaves as it is. */
  left: z.array(z.enum(LACKS)),
});

/** The last time that counts: what was exported or shown later is left out; null for now. */
const asOf = unixMs.nullable().default(null);
/**
 * `now`: from what is there now. `kept`: the very text that was exported then, of which no key is known. `rebuilt`: from the versions
 * of then, for nothing had been exported by then.
 */
const origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('now') }),
  z.strictObject({ kind: z.literal('kept'), madeAt: unixMs }),
  z.strictObject({ kind: z.literal('rebuilt') }),
]);

/** A thousand printed studies have some ten million. */
const MAX_PDF_CHARACTERS = 200_000_000;

export const EXPORT_METHODS = {
  'export.render': {
    input: z.strictObject({
      list: listReference,
      format: exportFormat,
      style,
      /** With each paper also the atlas's own reading of it, as an entry of its own. */
      snapshots: z.boolean().default(false),
      asOf,
      /** The text is given out, not only looked at: it is kept. */
      keep: z.boolean().default(false),
    }),
    output: exportText.extend({
      entries: z.number().int(),
      suggestedName: z.string(),
      thin: z.array(thinEntry),
      origin,
    }),
  },
  'export.save': {
    input: z.strictObject({
      list: listReference,
      format: exportFormat,
      snapshots: z.boolean().default(false),
      asOf,
      style,
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
      origin,
    }),
  },
  /** Leaves a remark of the report as it is; or, with `isLeft` false, brings it up again. */
  'report.leave': {
    input: z.strictObject({ slug, lack: z.enum(LACKS), isLeft: z.boolean().default(true) }),
    output: changed,
  },
  /** Writes a PDF that the host made of the window. */
  'print.save': {
    input: z.strictObject({
      target: z.string().min(1),
      /** Base64. */
      pdf: z.string().max(MAX_PDF_CHARACTERS),
      force: z.boolean().default(false),
    }),
    output: z.strictObject({ written: z.boolean(), sha256: z.string(), kept: textOrNull }),
  },
  'format.render': {
    input: z.strictObject({
      to: exportFormat,
      style,
      part,
      items: z.array(cslItem).max(MAX_ITEMS),
    }),
    output: exportText,
  },
  'citation.copy': {
    input: z.strictObject({ slugs, as: z.enum(COPY_FORMS), style, part }),
    output: z.strictObject({
      text: z.string(),
      /** For `rich` alone: the same with its italics, for programs that take HTML. */
      html: textOrNull,
      warnings: z.array(exportWarning),
    }),
  },
};
