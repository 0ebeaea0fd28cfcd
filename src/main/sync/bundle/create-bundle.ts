// Makes a bundle of the copy: every study that is here by its page.
// Invariant: what is written passes the very checks that a reader of it makes; what would not is left out and said.
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { bundleStudy, type BundleStudy } from '../../../shared/contract/bundle-schema.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { BundleHeader, BundleInfo, BundleProgress } from '../../../shared/domain/bundle.ts';
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import { agreeOn } from '../../atlas/bundle/agree.ts';
import { BUNDLE_PROGRAM, MAX_LINE_BYTES, studyLine } from '../../atlas/bundle/format.ts';
import { stoppedBundle } from '../../atlas/bundle/read-bundle.ts';
import { writeBundle } from '../../atlas/bundle/write-bundle.ts';
import { decodeBody } from '../../atlas/site/decode.ts';
import {
  inSnapshot,
  type BundleRow,
  type MirrorSnapshot,
} from '../../storage/atlas/bundle-rows.ts';
import type { ReaderDatabase } from '../../storage/open.ts';

/** A page is read and compressed in some 3 ms; what else the thread has to do waits no longer than for so many. */
const STUDIES_AT_A_STRETCH = 8;

export interface CreateBundleOptions {
  /** A connection of its own: it stands still until the bundle is written. */
  readonly reader: ReaderDatabase;
  readonly path: string;
  readonly maker: string;
  /** This program's version. */
  readonly version: string;
  readonly withPages: boolean;
  readonly force: boolean;
  readonly clock: { now(): UnixMs };
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BundleProgress) => void;
}

export interface LeftOut {
  readonly slug: Slug;
  readonly why: string;
}

export interface CreatedBundle {
  readonly bundle: BundleInfo;
  readonly leftOut: readonly LeftOut[];
  /** Where the file that was replaced is kept, if it was no bundle. */
  readonly kept: string | null;
}

/**
 * Writes the bundle.
 * @throws AppError `not-found` where there is nothing to put into one, `target-not-ours`, `not-writable`, `disk-full`, `aborted`
 */
export async function createBundle(options: CreateBundleOptions): Promise<CreatedBundle> {
  return await inSnapshot(options.reader, async (snapshot) => {
    const createdAt = options.clock.now();
    const leftOut: LeftOut[] = [];
    // The header counts the studies, so what cannot be in it is found out first; pages are looked at while they are written.
    const slugs: Slug[] = [];
    for (const [place, slug] of snapshot.slugs.entries()) {
      if (place % STUDIES_AT_A_STRETCH === 0) {
        await turnOfOthers();
        if (options.signal.aborted) throw stoppedBundle(options.signal.reason);
      }
      const fault = faultOf(toStudy(snapshot.row(slug, false), createdAt), createdAt);
      if (fault === null) slugs.push(slug);
      else leftOut.push({ slug, why: `left out: ${fault}` });
    }
    if (slugs.length === 0) throw nothingToWrite();
    const header: BundleHeader = {
      createdAt,
      maker: options.maker,
      program: { name: BUNDLE_PROGRAM, version: options.version },
      sources: snapshot.sites.slice(0, 100),
      count: slugs.length,
    };
    const { info, kept } = await writeBundle({
      path: options.path,
      force: options.force,
      header,
      studies: studiesOf(snapshot, { slugs, createdAt, leftOut, withPages: options.withPages }),
      signal: options.signal,
      onProgress: (done) => {
        options.onProgress({ step: 'writing', done, total: header.count });
      },
    });
    return { bundle: info, leftOut, kept };
  });
}

function* studiesOf(
  snapshot: MirrorSnapshot,
  of: {
    readonly slugs: readonly Slug[];
    readonly createdAt: UnixMs;
    readonly withPages: boolean;
    readonly leftOut: LeftOut[];
  },
): Generator<BundleStudy> {
  for (const slug of of.slugs) {
    const study = toStudy(snapshot.row(slug, of.withPages), of.createdAt);
    const fault = study.page === null ? null : faultOf(study, of.createdAt);
    if (fault !== null) of.leftOut.push({ slug, why: `without its page: ${fault}` });
    yield fault === null ? study : { ...study, page: null };
  }
}

function toStudy(row: BundleRow, createdAt: UnixMs): BundleStudy {
  const { origin, page } = row;
  // A clock that was set back: nothing in a bundle is later than the bundle.
  const past = (at: UnixMs): UnixMs => Math.max(0, Math.min(at, createdAt)) as UnixMs;
  return {
    slug: row.slug,
    origin: { ...origin, at: past(origin.at) },
    checkedAt: past(row.checkedAt),
    changedAt: past(row.changedAt),
    reading: row.reading,
    // What a person pasted may hold more than the atlas's page: their name in a corner of it, say.
    page:
      page === null || origin.kind === 'given-page'
        ? null
        : {
            url: page.url,
            fetchedAt: past(page.fetchedAt),
            etag: page.etag,
            lastModified: page.lastModified,
            body: decodeBody(page.bytes, page.contentType),
          },
  };
}

function faultOf(study: BundleStudy, createdAt: number): string | null {
  const parsed = bundleStudy.safeParse(study);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? 'it has another form';
  const agreed = agreeOn(study, { createdAt, isSameReader: true });
  if ('fault' in agreed) return agreed.fault;
  // No letter takes more than six bytes in JSON.
  if (study.page === null || 6 * study.page.body.length < MAX_LINE_BYTES / 2) return null;
  return Buffer.byteLength(studyLine(study)) > MAX_LINE_BYTES ? 'it is too large' : null;
}

function nothingToWrite(): AppError {
  return new AppError(
    'not-found',
    'There is no study in this copy that was read from a page of the atlas, so there is nothing to put into a bundle. Nothing was written. Take a copy first.',
  );
}
