// Whether the date that a sitemap gives for a page proves that the page is as it was.
// Invariant: in doubt it proves nothing: a date that is missing, odd, too coarse, or the same for all.
import type { UnixMs } from '../../shared/domain/ids.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** A page that was asked for longer ago is asked again whatever its date says. */
const LONGEST_TRUST_MS = 60 * DAY_MS;
// A day without a time ends last where the clock is 12 hours behind UTC.
const DAY_SLACK_MS = 12 * HOUR_MS;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/u;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/u;

/** What is known of a page that was asked for before. */
export interface AskedBefore {
  readonly askedAt: UnixMs | null;
  /** The sitemap's date at that time. */
  readonly lastmod: string | null;
}

/**
 * True where a page is as it was when it was asked for last: the sitemap gives the same date as then, and that
 * date was over when the page was asked for (a page may change twice on one day).
 */
export function provesUnchanged(lastmod: string | null, before: AskedBefore, now: UnixMs): boolean {
  const { askedAt } = before;
  if (lastmod === null || askedAt === null || lastmod !== before.lastmod) return false;
  // A clock that was set back makes "asked" lie ahead: then nothing is proved.
  if (askedAt > now || now - askedAt > LONGEST_TRUST_MS) return false;
  const end = endOf(lastmod);
  return end !== null && askedAt > end;
}

/**
 * True where a sitemap's dates can be believed to be those of the pages: one date for all is that of a build, or of
 * nothing.
 */
export function hasOwnDates(dates: readonly (string | null)[]): boolean {
  return new Set(dates.filter((date) => date !== null)).size > 1;
}

/** When the moment or the day of a W3C date is over, in Unix milliseconds; null for any other text. */
function endOf(lastmod: string): number | null {
  if (MOMENT.test(lastmod)) {
    const moment = Date.parse(lastmod);
    return Number.isNaN(moment) ? null : moment;
  }
  const day = DAY.exec(lastmod);
  if (day === null) return null;
  const start = Date.parse(`${lastmod}T00:00:00Z`);
  return Number.isNaN(start) ? null : start + DAY_MS + DAY_SLACK_MS;
}
