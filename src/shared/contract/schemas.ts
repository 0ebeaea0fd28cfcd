// The contract: one map, schema first. What crosses a boundary is parsed here, on arrival.
// Invariant: a handler without a schema cannot be registered, and a method without a schema does not compile.
import { z } from 'zod';
import { CODING_ANSWERS, READ_STATES } from '../domain/library.ts';
import { FACETS, SORT_KEYS, SORT_ORDERS, type Facet } from '../domain/search.ts';
import type { MethodName } from './names.ts';
import {
  author,
  badges,
  cslItem,
  derivedPem,
  labelledValue,
  listId,
  noteId,
  origin,
  pemBadge,
  pemValue,
  section,
  slug,
  snapshot,
  standing,
  starterFacts,
  statedDefinitions,
  unixMs,
} from './study-schemas.ts';

const MAX_PAGE_CHARACTERS = 5_000_000;
const MAX_NOTE_CHARACTERS = 5_000_000;
const MAX_SLUGS = 100_000;
const MAX_ROWS = 200;

const nothing = z.strictObject({});
const textOrNull = z.string().nullable();
const texts = z.array(z.string());
const slugs = z.array(slug).min(1).max(MAX_SLUGS);
const listReference = z.union([listId, z.string().min(1)]);
const subject = z.union([z.strictObject({ slug }), z.strictObject({ list: listReference })]);

const codingValue = z.strictObject({
  slug,
  definitions: texts,
  required: z.enum(CODING_ANSWERS),
  how: textOrNull,
  quote: textOrNull,
  page: textOrNull,
  checkedFullText: z.boolean(),
  codedAt: unixMs,
});
const note = z.strictObject({
  id: noteId,
  subject: z.union([z.strictObject({ slug }), z.strictObject({ listId })]),
  body: z.string(),
  revision: z.number().int(),
  createdAt: unixMs,
  updatedAt: unixMs,
});
const list = z.strictObject({
  id: listId,
  name: z.string(),
  size: z.number().int(),
  createdAt: unixMs,
  updatedAt: unixMs,
});
const undoStep = z.strictObject({ id: z.number().int(), label: z.string(), at: unixMs });

/** A study page as read: flat, the same for `show`, `inspect-page` and `import-page`. */
const pageView = z.strictObject({
  slug,
  url: z.string(),
  title: z.string(),
  authors: z.array(author),
  authorsInDoubt: textOrNull,
  journal: textOrNull,
  year: z.number().int().nullable(),
  doi: textOrNull,
  pmid: textOrNull,
  /** The atlas's badge and nothing else; `not-stated` where the page has none. */
  pem: pemValue,
  /** The pill's label (`E2 Moderate`), or null. */
  level: textOrNull,
  retracted: z.boolean(),
  badges,
  /** Where the badges are from, if the text given had none and those known before were kept. */
  badgesFrom: textOrNull,
  standing: z.array(standing),
  sections: z.array(section),
  metadata: z.array(labelledValue),
  caseDefinitions: statedDefinitions.nullable(),
  pemNote: textOrNull,
  primaryCitation: textOrNull,
  bibtex: textOrNull,
  snapshot: snapshot.nullable(),
  unknownParts: z.array(labelledValue),
  notFound: texts,
  /** The sentence to show beside every badge and summary. */
  machineMade: z.string(),
});

const pemSources = z.strictObject({
  pem: z.strictObject({ value: pemValue, badge: pemBadge.nullable() }),
  derived: derivedPem,
  mine: z.strictObject({ value: pemValue, coding: codingValue.nullable() }),
});

const studyView = pageView.extend({
  /** `mirror`: as last read. `history`: the mirror no longer has it; this is the last version that was shown. */
  shownFrom: z.enum(['mirror', 'history']),
  origin,
  checkedAt: unixMs,
  changedAt: unixMs,
  starterFacts: starterFacts.nullable(),
  pemSources,
  citationKey: textOrNull,
  tags: texts,
  read: z.enum(READ_STATES),
  lists: texts,
  notes: z.array(note),
});

const notice = z.strictObject({
  at: z.number().int(),
  length: z.number().int(),
  message: z.string(),
});
const counts = z.record(z.enum(FACETS), z.record(z.string(), z.number().int())) satisfies z.ZodType<
  Record<Facet, Record<string, number>>
>;

const searchRow = z.strictObject({
  slug,
  title: z.string(),
  authors: z.string(),
  journal: textOrNull,
  year: z.number().int().nullable(),
  level: textOrNull,
  pem: pemValue,
  pemLabel: textOrNull,
  derived: pemValue,
  mine: pemValue,
  publicationType: textOrNull,
  retracted: z.boolean(),
  read: z.enum(READ_STATES),
  tags: texts,
});

const changed = z.strictObject({ changed: z.array(slug), undo: textOrNull });
const listChange = z.strictObject({ list, changed: z.array(slug), undo: textOrNull });

const exportWarning = z.strictObject({ key: z.string(), code: z.string(), message: z.string() });
const exportText = z.strictObject({
  text: z.string(),
  keys: texts,
  warnings: z.array(exportWarning),
});
const exportFormat = z.enum(['bibtex']);

const backupInfo = z.strictObject({
  name: z.string(),
  createdAt: unixMs.nullable(),
  reason: textOrNull,
  /** Null for a sound backup, else a sentence. */
  damage: textOrNull,
  counts: z.record(z.string(), z.number().int()),
  bytes: z.number().int().nullable(),
});
const receipt = z.strictObject({
  source: z.string(),
  startedAt: unixMs,
  finishedAt: unixMs,
  discovery: z.enum(['sitemap', 'listing']),
  listed: z.number().int(),
  requests: z.number().int(),
  added: z.array(slug),
  changed: z.array(slug),
  unchanged: z.number().int(),
  unreadable: z.array(z.strictObject({ slug, url: z.string(), reason: z.string() })),
  unlisted: z.array(slug),
});

const pageInput = z.strictObject({
  text: z.string().max(MAX_PAGE_CHARACTERS),
  url: z.string().nullable().default(null),
});

/** Method → what goes in, what comes out. */
export const CONTRACT = {
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
      lastBackup: backupInfo.nullable(),
      /** What was damaged and has been built again at this start. */
      mended: texts,
      /** What is still wrong. */
      problems: texts,
      /** Sentences for a person, the most important first. */
      sentences: texts,
    }),
  },
  'study.show': { input: z.strictObject({ slug }), output: studyView },
  'page.inspect': { input: pageInput, output: pageView },
  'page.import': {
    input: pageInput,
    output: pageView.extend({ stored: z.enum(['added', 'changed', 'unchanged']), origin }),
  },
  'search.run': {
    input: z.strictObject({
      query: z.string().max(100_000).default(''),
      sort: z.enum(SORT_KEYS).default('relevance'),
      order: z.enum(SORT_ORDERS).nullable().default(null),
    }),
    output: z.strictObject({
      slugs: z.array(slug),
      total: z.number().int(),
      counts,
      notices: z.array(notice),
    }),
  },
  'search.rows': {
    input: z.strictObject({ slugs: z.array(slug).max(MAX_ROWS) }),
    output: z.strictObject({ rows: z.array(searchRow) }),
  },
  'note.create': {
    input: z.strictObject({ subject, body: z.string().max(MAX_NOTE_CHARACTERS) }),
    output: z.strictObject({ note, undo: textOrNull }),
  },
  'note.edit': {
    input: z.strictObject({
      id: noteId,
      body: z.string().max(MAX_NOTE_CHARACTERS),
      basedOn: z.number().int().min(1),
    }),
    output: z.strictObject({ note, conflict: z.boolean(), undo: textOrNull }),
  },
  'note.remove': {
    input: z.strictObject({ id: noteId }),
    output: z.strictObject({ note, undo: textOrNull }),
  },
  'note.list': {
    input: z.strictObject({ subject }),
    output: z.strictObject({ notes: z.array(note) }),
  },
  'note.revisions': {
    input: z.strictObject({ id: noteId }),
    output: z.strictObject({
      revisions: z.array(
        z.strictObject({ noteId, revision: z.number().int(), body: z.string(), savedAt: unixMs }),
      ),
    }),
  },
  'tag.add': { input: z.strictObject({ slugs, tag: z.string() }), output: changed },
  'tag.remove': { input: z.strictObject({ slugs, tag: z.string() }), output: changed },
  'tag.list': {
    input: nothing,
    output: z.strictObject({
      tags: z.array(z.strictObject({ tag: z.string(), studies: z.number().int() })),
    }),
  },
  'read.set': { input: z.strictObject({ slugs, state: z.enum(READ_STATES) }), output: changed },
  'coding.set': {
    input: z.strictObject({
      slug,
      definitions: texts.default([]),
      required: z.enum(CODING_ANSWERS),
      how: textOrNull.default(null),
      quote: textOrNull.default(null),
      page: textOrNull.default(null),
      checkedFullText: z.boolean().default(false),
    }),
    output: z.strictObject({ coding: codingValue, undo: textOrNull }),
  },
  'coding.clear': { input: z.strictObject({ slug }), output: changed },
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
  'undo.run': {
    input: nothing,
    output: z.strictObject({ undone: undoStep, next: undoStep.nullable() }),
  },
  'undo.peek': { input: nothing, output: z.strictObject({ next: undoStep.nullable() }) },
  'export.render': {
    input: z.strictObject({ list: listReference, format: exportFormat }),
    output: exportText,
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
    input: z.strictObject({ to: exportFormat, items: z.array(cslItem).max(MAX_SLUGS) }),
    output: exportText,
  },
  'sync.run': {
    input: z.strictObject({
      source: z.string().min(1),
      delayMs: z.number().int().min(0).max(3_600_000).nullable().default(null),
    }),
    output: receipt,
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
} satisfies Record<MethodName, { readonly input: z.ZodType; readonly output: z.ZodType }>;
