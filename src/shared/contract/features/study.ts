// Studies and pages: what is shown of one study, and what was read from a page.
import { z } from 'zod';
import { READ_STATES } from '../../domain/library.ts';
import { VERSION_ORIGINS } from '../../domain/study.ts';
import {
  author,
  badges,
  contentHash,
  derivedPem,
  labelledValue,
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
} from '../study-schemas.ts';
import { codingValue, MAX_TEXT, note, textOrNull, texts } from './common.ts';

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
  /** Which version this is; `study.seen` takes it back once it has been shown. */
  contentHash,
  /** The version that was shown to the reader last; null where none was. */
  seen: z.strictObject({ hash: contentHash, at: unixMs }).nullable(),
  starterFacts: starterFacts.nullable(),
  pemSources,
  citationKey: textOrNull,
  tags: texts,
  read: z.enum(READ_STATES),
  lists: texts,
  notes: z.array(note),
  /** Names that the atlas had the study under before; what the library holds under them is shown above with it. */
  formerNames: z.array(slug),
  /** Of a study with former names: read marks and codings by name. The one made last counts, and is the one above. */
  marksByName: z.array(
    z.strictObject({ slug, read: z.enum(READ_STATES).nullable(), coding: codingValue.nullable() }),
  ),
});

const version = z.strictObject({
  hash: contentHash,
  at: unixMs,
  origin: z.enum(VERSION_ORIGINS),
  source: z.string(),
});
const difference = z.strictObject({
  from: version,
  to: version,
  /** Whether the versions after `from` are a better reading of a page that was kept (`all`, `some`, `none` of them). */
  reread: z.enum(['none', 'some', 'all']),
  changes: z.array(
    z.strictObject({ field: z.string(), label: z.string(), before: textOrNull, after: textOrNull }),
  ),
});

const pageInput = z.strictObject({
  text: z.string().max(MAX_TEXT),
  url: z.string().nullable().default(null),
});

export const STUDY_METHODS = {
  'study.show': { input: z.strictObject({ slug }), output: studyView },
  /** The version with this hash was shown to the reader. Told as `study.seen`, not as a change. */
  'study.seen': {
    input: z.strictObject({ slug, hash: contentHash }),
    output: z.strictObject({ seenAt: unixMs }),
  },
  'study.changes': {
    /** `since`: instead of the version seen last. */
    input: z.strictObject({ slug, since: contentHash.nullable().default(null) }),
    output: z.strictObject({
      slug,
      /** Newest first; the first is what is shown now. */
      versions: z.array(version),
      /** Between the two newest; null where there is one. */
      latest: difference.nullable(),
      seen: z.strictObject({ hash: contentHash, at: unixMs }).nullable(),
      /** From the version seen last (or `since`) to the newest; null where they are the same or it is not known. */
      sinceSeen: difference.nullable(),
    }),
  },
  'page.inspect': { input: pageInput, output: pageView },
  'page.import': {
    input: pageInput,
    output: pageView.extend({ stored: z.enum(['added', 'changed', 'unchanged']), origin }),
  },
};
