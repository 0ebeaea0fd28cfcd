// Decides what a sync asks for, and in which order.
// Invariant: only what the source lists, or what came from it, is ever asked for; starter rows and given pages it
// does not list are none of its business.
import type { ContentHash, Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { SyncKind } from '../../shared/domain/sync.ts';
import type { ListedStudy } from '../atlas/source.ts';
import type { KnownStudy } from '../storage/atlas/source-studies.ts';
import { isMany } from './guards.ts';
import { hasOwnDates, provesUnchanged } from './lastmod.ts';

/** A study that the mirror holds; what is told of a source is told of the one that is asked. */
export type Known = KnownStudy;

/** A page that failed, and when it is worth asking again. */
export interface FailedBefore {
  readonly slug: Slug;
  readonly retryAt: UnixMs;
}

export interface PlanInput {
  readonly kind: SyncKind;
  readonly source: string;
  readonly listed: readonly ListedStudy[];
  readonly known: readonly Known[];
  readonly failed: readonly FailedBefore[];
  /** Studies that the reader has written about, marked or listed. */
  readonly own: ReadonlySet<Slug>;
  /** Addresses that failed, were missing or led elsewhere the last time: they come last. */
  readonly troubled: ReadonlySet<Slug>;
  /** The dates of this source's sitemap have not been found to be wrong. */
  readonly areDatesTrusted: boolean;
  /** Named on the site's page of retractions. */
  readonly retracted: ReadonlySet<Slug>;
  readonly now: UnixMs;
}

/** A page to ask for; its address is the source's to say. */
export interface PlannedPage {
  readonly slug: Slug;
  readonly lastmod: string | null;
  readonly hashBefore: ContentHash | null;
}

export interface SyncPlan {
  readonly pages: readonly PlannedPage[];
  /** Unchanged by the sitemap's date; not asked for. */
  readonly settled: readonly Slug[];
  /** Asked for although its date in the sitemap stood, to find out whether the dates tell the truth. */
  readonly control: Slug | null;
  /** Came from this source and are no longer listed, in alphabetical order; their addresses are among the pages. */
  readonly unlisted: readonly Slug[];
}

/** An interrupted run older than this is not gone on with: its list of studies is out of date. */
export const RESUME_WITHIN_MS = 24 * 60 * 60 * 1000;
/** A daily run comes round to every study once in so many days. */
export const CYCLE_DAYS = 30;
/** The same, where the source cannot say "not modified" and every check is a whole page. */
export const CYCLE_DAYS_WITHOUT_VALIDATORS = 60;

/** Why a page is asked for, in the order of a run. */
const ORDER = ['own', 'unknown', 'known', 'troubled'] as const;

interface Candidate extends PlannedPage {
  readonly place: number;
  readonly known: Known | null;
  readonly urgency: (typeof ORDER)[number];
}

/**
 * What to ask for: the reader's own studies first, then unknown ones, then the rest, those checked longest ago first.
 * By hand: all. Daily: the reader's own, what is unknown, named as retracted, missing, due again after a failure, and
 * one part in thirty (or sixty) of the rest. The first three are taken from all over the list, so that one bad
 * neighbourhood does not make a site look unreadable.
 */
export function planSync(input: PlanInput): SyncPlan {
  const known = new Map(input.known.map((study) => [study.slug, study]));
  const listed = new Map(input.listed.map((study) => [study.slug, study]));
  const unlisted = findUnlisted(input.known, input.source, new Set(listed.keys()));
  const asked: ListedStudy[] = [
    ...listed.values(),
    ...unlisted.map((slug) => ({ slug, lastmod: null })),
  ];
  const candidates = asked.map((study, place): Candidate => {
    const before = known.get(study.slug) ?? null;
    return {
      slug: study.slug,
      lastmod: study.lastmod,
      // What came from elsewhere, or had gone, is new from this source.
      hashBefore: before !== null && isComparable(before, input.source) ? before.contentHash : null,
      place,
      known: before,
      urgency: urgencyOf(study.slug, before, input),
    };
  });
  const { settled, open, control } = settle(candidates, input);
  const wanted = input.kind === 'daily' ? daily(open, { ...input, unlisted }) : open;
  const ordered = [...wanted].sort(
    (a, b) =>
      ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency) ||
      (a.known?.checkedAt ?? -1) - (b.known?.checkedAt ?? -1) ||
      a.place - b.place,
  );
  return {
    pages: probeFirst(
      ordered.map(({ slug, lastmod, hashBefore }) => ({ slug, lastmod, hashBefore })),
    ),
    settled: settled.map(({ slug }) => slug),
    control: control?.slug ?? null,
    unlisted,
  };
}

/**
 * Takes out what the sitemap's dates prove. The one that was asked for longest ago is asked for all the same, as a
 * control: where it has changed under the same date, the dates are not believed any more.
 */
function settle(
  candidates: readonly Candidate[],
  { listed, source, retracted, areDatesTrusted, now }: PlanInput,
): {
  readonly settled: readonly Candidate[];
  readonly open: readonly Candidate[];
  readonly control: Candidate | null;
} {
  if (!areDatesTrusted || !hasOwnDates(listed.map(({ lastmod }) => lastmod))) {
    return { settled: [], open: candidates, control: null };
  }
  const isSettled = ({ slug, lastmod, known }: Candidate): boolean =>
    known !== null &&
    isShownFrom(known, source) &&
    !known.isMissing &&
    !retracted.has(slug) &&
    provesUnchanged(lastmod, known, now);
  const proved = candidates.filter(isSettled);
  const oldest = proved.reduce<Candidate | null>(
    (first, one) => ((one.known?.askedAt ?? 0) < (first?.known?.askedAt ?? Infinity) ? one : first),
    null,
  );
  const settled = new Set(proved.filter((one) => one !== oldest));
  return {
    settled: [...settled],
    open: candidates.filter((one) => !settled.has(one)),
    control: oldest,
  };
}

function daily(
  candidates: readonly Candidate[],
  input: PlanInput & { readonly unlisted: readonly Slug[] },
): Candidate[] {
  const { failed, retracted, now, source } = input;
  const retryAt = new Map(failed.map((page) => [page.slug, page.retryAt]));
  // A listing that lost many at once is more likely wrong than right: they take their turn with the rest.
  const unlisted = isMany(input.unlisted.length, input.known.length)
    ? null
    : new Set(input.unlisted);
  const isDue = ({ slug }: Candidate): boolean => (retryAt.get(slug) ?? now) <= now;
  const isPressing = (one: Candidate): boolean =>
    one.urgency === 'own' ||
    one.known === null ||
    retracted.has(one.slug) ||
    unlisted?.has(one.slug) === true ||
    one.known.isMissing ||
    // Shown from elsewhere: the site has not stood by it yet.
    !isOf(one.known, source) ||
    (retryAt.get(one.slug) ?? Infinity) <= now;
  const pressing = candidates.filter((one) => isDue(one) && isPressing(one));
  const rest = candidates
    .filter((one) => isDue(one) && !isPressing(one))
    .sort((a, b) => (a.known?.checkedAt ?? -1) - (b.known?.checkedAt ?? -1) || a.place - b.place);
  const withValidators = rest.filter(({ known }) => known?.hasValidators === true).length;
  const days = withValidators * 2 >= rest.length ? CYCLE_DAYS : CYCLE_DAYS_WITHOUT_VALIDATORS;
  return [...pressing, ...rest.slice(0, Math.ceil(rest.length / days))];
}

function urgencyOf(
  slug: Slug,
  known: Known | null,
  { own, troubled }: PlanInput,
): (typeof ORDER)[number] {
  if (troubled.has(slug)) return 'troubled';
  return own.has(slug) ? 'own' : known === null ? 'unknown' : 'known';
}

/** What a bundle says is the atlas's, too; a starter row and a given page are no earlier version of the page. */
function isComparable(known: Known, source: string): boolean {
  return isShownFrom(known, source) || (known.origin === 'bundle' && !known.isGone);
}

function isShownFrom(known: Known, source: string): boolean {
  return isOf(known, source) && !known.isGone;
}

function isOf(known: Known, source: string): boolean {
  return known.origin === 'site' && known.originSource === source;
}

function probeFirst(pages: readonly PlannedPage[]): PlannedPage[] {
  const places = new Set([0, Math.floor(pages.length / 2), pages.length - 1]);
  return [
    ...pages.filter((_, place) => places.has(place)),
    ...pages.filter((_, place) => !places.has(place)),
  ];
}

/** Studies that came from this source and that it no longer lists, in alphabetical order. */
export function findUnlisted(
  known: readonly Known[],
  source: string,
  listed: ReadonlySet<Slug>,
): Slug[] {
  return (
    known
      // A study that moved is asked at its old address still: it may come back.
      .filter(
        (study) =>
          isOf(study, source) && (!study.isGone || study.isMoved) && !listed.has(study.slug),
      )
      .map((study) => study.slug)
      .sort()
  );
}

/** May an interrupted run be gone on with? A clock that jumped counts in either direction. */
export function isResumable(startedAt: UnixMs, now: UnixMs): boolean {
  return Math.abs(now - startedAt) < RESUME_WITHIN_MS;
}
