// The form of a bundle's lines: a header, one line a study, a trailer. The file around them: main/atlas/bundle.
// Invariant: a line with anything that this form does not have is refused; nothing of it is dropped in silence.
import { z } from 'zod';
import { slugFromAddress } from '../domain/ids.ts';
import { slug, studyReading, unixMs } from './study-schemas.ts';

export const BUNDLE_FORMAT = 'mecfs-atlas-bundle';
export const BUNDLE_VERSION = 1;
/** Three times the largest copy that the program is measured with; more is no atlas. */
export const MAX_BUNDLE_STUDIES = 200_000;

const MAX_ADDRESS = 2000;
// Line ends and signs that turn round the writing would let a maker's name say more than a name.
const oneLine = (most: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u, 'not one line of text')
    .regex(/\S/u, 'empty');
const pastTime = unixMs.refine((at) => at >= 0, 'a time before 1970');
const webAddress = z
  .string()
  .max(MAX_ADDRESS)
  .regex(/^https?:\/\/\S+$/u, 'not a web address');

/** Free words of who made a bundle. */
export const bundleMaker = oneLine(200);

/** What every version's header begins with: enough to say that a version is newer. */
export const anyBundleHeader = z.looseObject({
  format: z.literal(BUNDLE_FORMAT),
  version: z.number().int().min(1),
});
export const bundleHeader = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  version: z.literal(BUNDLE_VERSION),
  createdAt: pastTime,
  maker: bundleMaker,
  program: z.strictObject({ name: oneLine(100), version: oneLine(100) }),
  sources: z.array(oneLine(MAX_ADDRESS)).max(100),
  count: z.number().int().min(1).max(MAX_BUNDLE_STUDIES),
});

const page = z.strictObject({
  url: webAddress,
  fetchedAt: pastTime,
  etag: z.string().max(MAX_ADDRESS).nullable(),
  lastModified: z.string().max(MAX_ADDRESS).nullable(),
  body: z.string(),
});
/** A study's line without its last member, the SHA-256 of all that stands before it. */
export const bundleStudy = z
  .strictObject({
    slug,
    /** Where the maker's copy had it from. A starter row is no reading of a page and is in no bundle. */
    origin: z.strictObject({
      kind: z.enum(['given-page', 'site', 'bundle']),
      source: oneLine(MAX_ADDRESS),
      at: pastTime,
    }),
    checkedAt: pastTime,
    changedAt: pastTime,
    reading: studyReading,
    page: page.nullable(),
  })
  .refine((study) => study.reading.slug === study.slug, 'the reading is that of another study')
  .refine(
    ({ reading, slug: own }) =>
      reading.url.length <= MAX_ADDRESS &&
      /^https?:\/\//u.test(reading.url) &&
      slugFromAddress(reading.url) === own,
    'its address is that of another study',
  )
  .refine(
    (study) => study.page === null || slugFromAddress(study.page.url) === study.slug,
    'its page has the address of another study',
  );
export const bundleTrailer = z.strictObject({
  end: z.literal(BUNDLE_FORMAT),
  count: z.number().int(),
  /** Of every byte of every line before this one. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});

export type BundleStudy = z.output<typeof bundleStudy>;
export type BundlePage = z.output<typeof page>;
