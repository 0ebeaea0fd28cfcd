// Schemas of what a study is, for files and processes alike.
// Invariant: each schema yields its domain type exactly; a difference does not compile.
import { z } from 'zod';
import {
  parseSlug,
  type ContentHash,
  type ListId,
  type NoteId,
  type Slug,
  type UnixMs,
} from '../domain/ids.ts';
import {
  PEM_VALUES,
  type DerivedPem,
  type PemBadge,
  type StatedDefinitions,
} from '../domain/pem.ts';
import type { CslItem } from '../domain/csl.ts';
import {
  EVIDENCE_LEVELS,
  ORIGIN_KINDS,
  SECTION_KINDS,
  type Author,
  type Badges,
  type Section,
  type Snapshot,
  type StandingNotice,
  type StarterFacts,
  type StudyOrigin,
  type StudyReading,
} from '../domain/study.ts';

export const slug: z.ZodType<Slug, string> = z.custom<Slug>(
  (value) => typeof value === 'string' && parseSlug(value) !== null,
  'not a slug (a-z, 0-9 and -)',
);
export const unixMs: z.ZodType<UnixMs, number> = z.custom<UnixMs>(
  (value) => Number.isSafeInteger(value),
  'not a time in milliseconds',
);
/** SHA-256 in lower-case hex. */
export const contentHash: z.ZodType<ContentHash, string> = z.custom<ContentHash>(
  (value) => typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value),
  'not the hash of a version',
);
export const listId: z.ZodType<ListId, number> = z.custom<ListId>(
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
  'not the number of a list',
);
export const noteId: z.ZodType<NoteId, number> = z.custom<NoteId>(
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
  'not the number of a note',
);

const textOrNull = z.string().nullable();
const texts = z.array(z.string());

export const pemValue = z.enum(PEM_VALUES);

export const author: z.ZodType<Author> = z.union([
  z.strictObject({ literal: z.string() }),
  z.strictObject({ family: z.string(), given: textOrNull }),
]);
export const statedDefinitions: z.ZodType<StatedDefinitions> = z.strictObject({
  names: texts,
  rule: z.enum(['all', 'any', 'single']).nullable(),
  source: z.string(),
});
export const derivedPem: z.ZodType<DerivedPem> = z.strictObject({
  value: pemValue,
  definitions: texts,
  rule: z.string(),
  source: textOrNull,
});
export const pemBadge: z.ZodType<PemBadge> = z.strictObject({ value: pemValue, label: z.string() });
export const section: z.ZodType<Section> = z.strictObject({
  kind: z.enum(SECTION_KINDS),
  heading: textOrNull,
  paragraphs: texts,
});
export const badges: z.ZodType<Badges> = z.strictObject({
  level: z.strictObject({ code: z.enum(EVIDENCE_LEVELS).nullable(), label: z.string() }).nullable(),
  confidence: textOrNull,
  pem: pemBadge.nullable(),
  publicationType: textOrNull,
  peerReview: textOrNull,
  reviewState: textOrNull,
  unknown: texts,
});
export const labelledValue = z.strictObject({ label: z.string(), value: z.string() });
export const snapshot: z.ZodType<Snapshot> = z.strictObject({
  line: z.string(),
  generator: textOrNull,
  scanner: textOrNull,
  policy: textOrNull,
  accessed: textOrNull,
});
export const standing: z.ZodType<StandingNotice> = z.strictObject({
  kind: z.enum(['retracted', 'withdrawn', 'expression-of-concern', 'correction']),
  text: z.string(),
});
export const origin: z.ZodType<StudyOrigin> = z.strictObject({
  kind: z.enum(ORIGIN_KINDS),
  source: z.string(),
  at: unixMs,
});
/** All that one study page said, as it is stored and handed on. */
export const studyReading: z.ZodType<StudyReading> = z.strictObject({
  slug,
  url: z.string(),
  title: z.string(),
  authors: z.array(author),
  authorsInDoubt: textOrNull,
  byline: textOrNull,
  journal: textOrNull,
  year: z.number().int().nullable(),
  doi: textOrNull,
  pmid: textOrNull,
  badges,
  badgesFrom: z.string().exactOptional(),
  readingTime: textOrNull,
  sections: z.array(section),
  metadata: z.array(labelledValue),
  caseDefinitions: statedDefinitions.nullable(),
  pemNote: textOrNull,
  primaryCitation: textOrNull,
  bibtex: textOrNull,
  snapshot: snapshot.nullable(),
  standing: z.array(standing),
  unknownParts: z.array(labelledValue),
});

export const starterFacts: z.ZodType<StarterFacts> = z.strictObject({
  title: z.string().min(1),
  authors: z.array(author),
  journal: textOrNull,
  year: z.number().int().nullable(),
  volume: textOrNull,
  issue: textOrNull,
  pages: textOrNull,
  doi: textOrNull,
  pmid: textOrNull,
  itemType: z.enum(['article', 'report']),
  publicationType: textOrNull,
  sampleSize: z
    .strictObject({ patients: z.number().nullable(), controls: z.number().nullable() })
    .nullable(),
  caseDefinitions: statedDefinitions.nullable(),
  atlasStated: z
    .strictObject({ title: textOrNull, journal: textOrNull, doi: textOrNull })
    .nullable(),
  sources: texts,
  confidence: z.enum(['high', 'medium']),
  doubt: textOrNull,
});

// Other programs write numbers where CSL has texts, and null where it has nothing.
const cslText = z
  .union([z.string(), z.number().transform(String), z.null().transform(() => undefined)])
  .optional();
const cslNumber = z.union([z.string(), z.number(), z.null().transform(() => undefined)]).optional();

const cslName = z.looseObject({
  family: cslText,
  given: cslText,
  'dropping-particle': cslText,
  'non-dropping-particle': cslText,
  suffix: cslText,
  literal: cslText,
});
const cslNames = z.union([z.array(cslName), z.null().transform(() => undefined)]).optional();
const datePart = z.union([z.number(), z.string(), z.null()]);
const cslDate = z.looseObject({
  'date-parts': z
    .array(z.array(datePart).transform((parts) => parts.filter((part) => part !== null)))
    .optional(),
  season: z.union([z.number(), z.string()]).optional(),
  circa: z.union([z.boolean(), z.number(), z.string()]).optional(),
  literal: cslText,
  raw: cslText,
});
const cslDateOrNothing = z.union([cslDate, z.null().transform(() => undefined)]).optional();

const looseCslItem = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  type: z.string().default('document'),
  'citation-key': cslText,
  title: cslText,
  author: cslNames,
  editor: cslNames,
  issued: cslDateOrNothing,
  accessed: cslDateOrNothing,
  'container-title': cslText,
  'collection-title': cslText,
  publisher: cslText,
  'publisher-place': cslText,
  volume: cslNumber,
  issue: cslNumber,
  page: cslText,
  number: cslNumber,
  edition: cslNumber,
  genre: cslText,
  status: cslText,
  DOI: cslText,
  PMID: cslText,
  PMCID: cslText,
  ISSN: cslText,
  ISBN: cslText,
  URL: cslText,
  language: cslText,
  abstract: cslText,
  keyword: cslText,
  note: cslText,
  annote: cslText,
});

/**
 * One CSL-JSON item as other programs write it: what is missing or null is left out, and fields that we do not know
 * are let through.
 */
export const cslItem = looseCslItem.transform((item) => withoutUndefined(item) as CslItem);

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([name, part]) => [name, withoutUndefined(part)]),
  );
}
