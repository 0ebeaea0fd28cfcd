// What a person wrote: notes, tags, lists, read state, own coding. The sacred half of the data.
// Invariant: no type here is ever written by code that syncs.
import type { CslItem } from './csl.ts';
import type { ListId, NoteId, Slug, UnixMs } from './ids.ts';
import type { PemValue } from './pem.ts';

/** What one note may hold, in UTF-16 units: a thick book. More is refused, in words. */
export const MAX_NOTE_CHARACTERS = 1_500_000;

/** A note is about one study or about one list. */
export type NoteSubject = { readonly slug: Slug } | { readonly listId: ListId };

/** A Markdown note. `revision` starts at 1 and grows by one with each save; every earlier text is kept. */
export interface Note {
  readonly id: NoteId;
  readonly subject: NoteSubject;
  readonly body: string;
  readonly revision: number;
  readonly createdAt: UnixMs;
  readonly updatedAt: UnixMs;
}

export interface NoteRevision {
  readonly noteId: NoteId;
  readonly revision: number;
  readonly body: string;
  readonly savedAt: UnixMs;
}

/**
 * Text that was typed and is no revision yet. A window (`writer`) has one for each subject and note; `note` is null
 * for a new note. It stays when its note is removed: nobody else has this text.
 */
export interface NoteDraft {
  readonly writer: string;
  readonly subject: NoteSubject;
  readonly note: NoteId | null;
  /** The revision that was there when the typing began; null for a new note. */
  readonly basedOn: number | null;
  readonly body: string;
  readonly savedAt: UnixMs;
}

export interface ReadingList {
  readonly id: ListId;
  readonly name: string;
  readonly size: number;
  readonly createdAt: UnixMs;
  readonly updatedAt: UnixMs;
}

export const READ_STATES = ['unread', 'read'] as const;
export type ReadState = (typeof READ_STATES)[number];

export const CODING_ANSWERS = ['yes', 'no', 'unclear'] as const;
/** Was PEM required for inclusion, as the reader found it in the paper? */
export type CodingAnswer = (typeof CODING_ANSWERS)[number];

/** The reader's own coding of one study: the PEM source `mine`. */
export interface OwnCoding {
  readonly slug: Slug;
  /** Case definitions used, in the reader's words. */
  readonly definitions: readonly string[];
  readonly required: CodingAnswer;
  /** How it was established ("methods section", "asked the authors", …). */
  readonly how: string | null;
  readonly quote: string | null;
  readonly page: string | null;
  readonly checkedFullText: boolean;
  readonly codedAt: UnixMs;
}

/** The reader's answer in the words of the PEM sources; no coding is `not-stated`. */
export function codingPem(coding: Pick<OwnCoding, 'required'> | null): PemValue {
  if (coding === null) return 'not-stated';
  return coding.required === 'yes'
    ? 'required'
    : coding.required === 'no'
      ? 'not-required'
      : 'unclear';
}

/** The citation of a study the reader has touched, copied so that the library stays whole without the mirror. */
export interface ReferenceCopy {
  readonly slug: Slug;
  /** `id` is the slug; the citation key is kept apart and for good. */
  readonly item: CslItem;
  readonly retracted: boolean;
  /** The day of the atlas's version that this copy was made from; null for the starter set's own record. */
  readonly asOf: UnixMs | null;
}

/** One thing that `undo` can take back, in words. */
export interface UndoStep {
  readonly id: number;
  readonly label: string;
  readonly at: UnixMs;
}
