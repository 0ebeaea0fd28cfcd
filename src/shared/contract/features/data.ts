// The copy and its keeping: status, backups, settings.
import { z } from 'zod';
import { EXPORT_FORMATS } from '../../domain/export-formats.ts';
import { CODING_ANSWERS } from '../../domain/library.ts';
import { REFERENCE_FIELDS } from '../../domain/reference-fields.ts';
import { LINE_WIDTHS, REFERENCE_WAYS, SCREENS, TEXT_SIZES, THEMES } from '../../domain/settings.ts';
import { SORT_KEYS, SORT_ORDERS } from '../../domain/search.ts';
import { listId, noteId, pemValue, slug, unixMs } from '../study-schemas.ts';
import { nothing, textOrNull, texts } from './common.ts';
import { copyVersion, receipt, unfinishedSync } from './sync.ts';

const backupInfo = z.strictObject({
  name: z.string(),
  createdAt: unixMs.nullable(),
  reason: textOrNull,
  /** Null for a sound backup, else a sentence. */
  damage: textOrNull,
  counts: z.record(z.string(), z.number().int()),
  bytes: z.number().int().nullable(),
});
const pixels = z.number().int().min(0).max(10_000);
const settings = z.strictObject({
  theme: z.enum(THEMES),
  textSize: z.enum(TEXT_SIZES),
  lineWidth: z.enum(LINE_WIDTHS),
  /** Shortcuts of one key without a modifier, as `n` for a note. */
  singleKeys: z.boolean(),
  /** The address that a sync asks. */
  source: z.string().max(2000),
  /** Look for changes once a night, while the program is open. */
  dailySync: z.boolean(),
  /** A record may be asked for by its DOI, at doi.org and the registers that it names. */
  doiLookup: z.boolean(),
  /** The first-run page was seen. */
  welcomed: z.boolean(),
  exportFormat: z.enum(EXPORT_FORMATS),
  citationStyle: z.string().min(1).max(100),
  /** What new citation keys look like: a preset's name or a template. Keys that were given never change by it. */
  keyPreset: z.string().min(1).max(1000),
});
/** One's own coding while it is filled in. */
const codingForm = z.strictObject({
  common: z.array(z.string()).readonly(),
  others: z.string(),
  required: z.enum([...CODING_ANSWERS, '']),
  how: z.string(),
  quote: z.string(),
  page: z.string(),
  checkedFullText: z.boolean(),
});
/** A reference while it is completed. */
const referenceForm = z.strictObject({
  way: z.enum(REFERENCE_WAYS),
  values: z.partialRecord(z.enum(REFERENCE_FIELDS), z.string().exactOptional()).readonly(),
  source: z.string(),
});
/** Where the reader was, so that the app opens there again. */
const place = z.strictObject({
  screen: z.enum(SCREENS),
  query: z.string().max(10_000),
  sort: z.enum(SORT_KEYS),
  order: z.enum(SORT_ORDERS).nullable(),
  list: listId.nullable(),
  slug: slug.nullable(),
  listScroll: z.number().int().min(0),
  studyScroll: z.number().int().min(0),
  panes: z.strictObject({
    filters: pixels,
    study: pixels,
    isFiltersFolded: z.boolean(),
    isStudyFolded: z.boolean(),
  }),
  note: z.strictObject({ id: noteId.nullable(), cursor: z.number().int().min(0) }).nullable(),
  codings: z.array(z.strictObject({ slug, form: codingForm })).readonly(),
  references: z.array(z.strictObject({ slug, form: referenceForm })).readonly(),
});
const settingsView = z.strictObject({ settings, place });
export const DATA_METHODS = {
  'status.get': {
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      dataFolder: z.string(),
      studies: z.strictObject({
        total: z.number(),
        starter: z.number(),
        givenPage: z.number(),
        site: z.number(),
        bundle: z.number(),
      }),
      /** How many studies carry each value of the atlas's badge, and of the derived and the own value. */
      pem: z.record(pemValue, z.number()),
      derived: z.record(pemValue, z.number()),
      mine: z.record(pemValue, z.number()),
      withSummary: z.number(),
      lists: z.number(),
      notes: z.number(),
      versionsInHistory: z.number(),
      lastSync: receipt.nullable(),
      /** A copy that was begun and is not finished. */
      unfinishedSync: unfinishedSync.nullable(),
      copy: z.strictObject({
        /** When a source stood by a study of the copy last; null before the first copy. */
        checkedAt: unixMs.nullable(),
        /** Which of the atlas's own programs the copy was made by, the most common first. */
        versions: z.array(copyVersion),
      }),
      lastBackup: backupInfo.nullable(),
      /** What was damaged and has been built again at this start. */
      mended: texts,
      /** What is still wrong. */
      problems: texts,
      /** Sentences for a person, the most important first. */
      sentences: texts,
    }),
  },
  'settings.get': { input: nothing, output: settingsView },
  /** Changes what is given and leaves the rest. */
  'settings.set': {
    input: z.strictObject({
      settings: settings.partial().optional(),
      place: place.partial().optional(),
    }),
    output: settingsView,
  },
  'backup.create': { input: nothing, output: backupInfo },
  'backup.list': { input: nothing, output: z.strictObject({ backups: z.array(backupInfo) }) },
  'backup.inspect': {
    input: z.strictObject({ name: z.string() }),
    output: z.strictObject({ backup: backupInfo, lists: texts, newestNoteAt: unixMs.nullable() }),
  },
  'backup.restore': {
    input: z.strictObject({ name: z.string() }),
    output: z.strictObject({
      restored: backupInfo,
      /** The folder that keeps what was replaced; null where there was nothing. */
      replacedKeptIn: textOrNull,
      versionsMerged: z.number().int(),
    }),
  },
};
