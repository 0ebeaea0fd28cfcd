// Notes, tags, read state, own coding, undo: what a person writes about a study or a list.
import { z } from 'zod';
import { CODING_ANSWERS, MAX_NOTE_CHARACTERS, READ_STATES } from '../../domain/library.ts';
import { listId, noteId, slug, unixMs } from '../study-schemas.ts';
import {
  changed,
  codingValue,
  note,
  nothing,
  slugs,
  subject,
  textOrNull,
  texts,
  undoStep,
} from './common.ts';

const noteBody = z
  .string()
  .max(
    MAX_NOTE_CHARACTERS,
    `a note holds up to ${MAX_NOTE_CHARACTERS / 1_000_000} million characters, and this one is longer; split it in two`,
  );
/** The name of a window (`note.writer`): two windows never share a draft. */
const writer = z.string().min(1).max(64);

/** Text that was typed and is not a revision yet. `note`: the note it is a new text of; null for a new note. */
const draft = z.strictObject({
  writer,
  subject: z.union([z.strictObject({ slug }), z.strictObject({ listId })]),
  note: noteId.nullable(),
  basedOn: z.number().int().nullable(),
  body: z.string(),
  savedAt: unixMs,
  /** The window that it was typed in is gone with its process: nobody is typing there any more. */
  isLeft: z.boolean(),
});

export const NOTE_METHODS = {
  'note.create': {
    input: z.strictObject({ subject, body: noteBody, writer: writer.nullable().default(null) }),
    output: z.strictObject({ note, undo: textOrNull }),
  },
  'note.edit': {
    input: z.strictObject({
      id: noteId,
      body: noteBody,
      basedOn: z.number().int().min(1),
      writer: writer.nullable().default(null),
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
  /** What changed between two revisions of a note. */
  'note.compare': {
    input: z.strictObject({
      id: noteId,
      from: z.number().int().min(1),
      to: z.number().int().min(1),
    }),
    output: z.strictObject({
      parts: z.array(
        z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }),
      ),
    }),
  },
  /**
   * Keeps what is being typed, durable when it answers, without a revision for every pause. An empty
   * body drops the draft. `note.create` and `note.edit` with the same writer take its place.
   */
  'note.draft': {
    input: z.strictObject({
      writer,
      subject,
      note: noteId.nullable(),
      basedOn: z.number().int().min(1).nullable(),
      body: noteBody,
    }),
    output: z.strictObject({ savedAt: unixMs.nullable() }),
  },
  /** A name for this window's drafts, which no other window has. */
  'note.writer': { input: nothing, output: z.strictObject({ writer }) },
  /** The drafts on a study or a list, of all writers, newest first. */
  'note.drafts': {
    input: z.strictObject({ subject }),
    output: z.strictObject({ drafts: z.array(draft) }),
  },
  'undo.run': {
    input: nothing,
    output: z.strictObject({ undone: undoStep, next: undoStep.nullable() }),
  },
  'undo.peek': { input: nothing, output: z.strictObject({ next: undoStep.nullable() }) },
};
