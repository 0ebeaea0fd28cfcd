// Methods of what changed in a study: which version was seen, and how others differ from it.
// Invariant: a version is known as seen only after it was shown; a better reading of a page that was kept is
// never told as a change of the atlas.
import { AppError } from '../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { ContentHash } from '../../../shared/domain/ids.ts';
import { compareReadings } from '../../../shared/domain/study-changes.ts';
import type { OpenServices, Services } from '../../services.ts';
import { presentName } from '../../storage/atlas/study-names.ts';
import type { StudyVersion } from '../../storage/history/version-repository.ts';
import type { Handler } from '../router.ts';

type Difference = NonNullable<MethodOutput<'study.changes'>['sinceSeen']>;

/**
 * `study.seen`: the version was shown. Told as an event of its own where a mark was: a window that told it keeps the
 * mark for the visit, and draws nothing anew. Errors: `not-found`.
 */
export const studySeen: Handler<Services, 'study.seen'> = async (services, { slug, hash }) => {
  const open = await services.open();
  if (!open.versions.has(slug, hash)) {
    throw new AppError(
      'not-found',
      `The history has no such version of ${slug}. Nothing was changed.`,
      { ref: slug },
    );
  }
  const at = services.platform.now();
  const before = open.library.seen.of(slug)?.hash ?? null;
  if (before !== hash) {
    open.quietly(({ seen }) => {
      seen.record({ slug, hash }, at);
    });
    if (before !== null) services.emit({ type: 'study.seen', slug, hash });
  }
  return { seenAt: open.library.seen.of(slug)?.at ?? at };
};

/** `study.changes`: the versions in the history, and field by field what the newest changed. Errors: `not-found`. */
export const studyChanges: Handler<Services, 'study.changes'> = async (
  services,
  { slug, since },
) => {
  const open = await services.open();
  const versions = shownFirst(open.versions.of(slug), open.studies.find(slug)?.contentHash);
  const [newest] = versions;
  const before = versions.find(({ hash }) => hash !== newest?.hash);
  if (newest === undefined) {
    throw new AppError(
      'not-found',
      `The history has no version of ${slug}. "companion search" finds studies; "companion sync" fetches more of them.`,
      { ref: slug },
    );
  }
  const seen = open.library.seen.of(slug);
  const seenHash = since ?? seen?.hash ?? null;
  return {
    slug: presentName(open.names, slug),
    versions,
    latest: before === undefined ? null : differenceOf(open, versions, before.hash),
    seen,
    sinceSeen: seenHash === null ? null : differenceOf(open, versions, seenHash),
  };
};

/** What is shown now comes first, whatever a clock said that went back. */
function shownFirst(
  versions: readonly StudyVersion[],
  shown: ContentHash | undefined,
): StudyVersion[] {
  const first = versions.find(({ hash }) => hash === shown);
  return first === undefined
    ? [...versions]
    : [first, ...versions.filter((version) => version !== first)];
}

/** From a version to the newest; null where it is the newest, or not among them. */
function differenceOf(
  open: OpenServices,
  versions: readonly StudyVersion[],
  hash: ContentHash,
): Difference | null {
  const [to] = versions;
  const place = versions.findIndex((version) => version.hash === hash);
  const from = versions[place];
  if (to === undefined || from === undefined || from.hash === to.hash) return null;
  const [before, after] = [open.versions.reading(from.hash), open.versions.reading(to.hash)];
  if (before === null || after === null) return null;
  const reread = versions.slice(0, place).filter(({ origin }) => origin === 'reread').length;
  return {
    from,
    to,
    reread: reread === 0 ? 'none' : reread === place ? 'all' : 'some',
    changes: compareReadings(before, after).map((change) => ({ ...change })),
  };
}
