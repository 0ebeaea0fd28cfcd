// Times as people say them, in the reader's own time zone.
import type { UnixMs } from '../../shared/domain/ids.ts';

const DAY_MS = 86_400_000;
const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });
const DATE_TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** `22 November 2026`. */
export function dateInWords(time: UnixMs): string {
  return DATE.format(time);
}

/** `22 November 2026 at 14:03`. */
export function dateTimeInWords(time: UnixMs): string {
  return DATE_TIME.format(time);
}

/** `14:03`. */
export function timeInWords(time: UnixMs): string {
  return TIME.format(time);
}

/** `today`, `yesterday`, `12 days ago`. */
export function ageInWords(time: UnixMs, now: number): string {
  const days = Math.floor(startOfDay(now) / DAY_MS) - Math.floor(startOfDay(time) / DAY_MS);
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

function startOfDay(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
