// What a site's robots.txt allows us.
// Invariant: a missing file allows everything (RFC 9309, 2.3.1.3); rules for our own name go before those for all.
import robotsParser from 'robots-parser';
import { AppError } from '../../../shared/contract/errors.ts';
import { PROGRAM_NAME } from '../../user-agent.ts';

// RFC 9309 asks for at least 500 KiB; beyond that nobody means it as rules.
const MAX_ROBOTS_CHARACTERS = 512_000;
/** With a longer pause a first copy would take more than a month; no program is meant to try. */
const LONGEST_CRAWL_DELAY_MS = 10 * 60 * 1000;

export interface RobotsRules {
  isAllowed(url: string): boolean;
  /** The pause that the site asks for between two requests; 0 where it asks for none. */
  readonly crawlDelayMs: number;
  /** Addresses of sitemaps, as written; they may be anywhere. */
  readonly sitemaps: readonly string[];
}

/** The rules of a site without a robots.txt. */
export const EVERYTHING_ALLOWED: RobotsRules = {
  isAllowed: () => true,
  crawlDelayMs: 0,
  sitemaps: [],
};

/**
 * Reads the text of the robots.txt at `url`. Text that holds no rules (a web page, say) allows everything.
 * @throws AppError `source-refused` for a pause of more than ten minutes
 */
export function readRobots(url: string, text: string): RobotsRules {
  const robots = robotsParser(url, text.slice(0, MAX_ROBOTS_CHARACTERS));
  const seconds = robots.getCrawlDelay(PROGRAM_NAME) ?? 0;
  const crawlDelayMs = Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 0;
  if (crawlDelayMs > LONGEST_CRAWL_DELAY_MS) throw tooSlow(new URL(url).host, crawlDelayMs);
  return {
    // "undefined" means another origin than the file's: these rules do not speak of it.
    isAllowed: (asked) => robots.isAllowed(asked, PROGRAM_NAME) ?? true,
    crawlDelayMs,
    sitemaps: robots.getSitemaps(),
  };
}

function tooSlow(host: string, crawlDelayMs: number): AppError {
  const minutes = Math.ceil(crawlDelayMs / 60_000);
  return new AppError(
    'source-refused',
    `The rules of ${host} (robots.txt) ask programs to wait ${minutes} minutes between two pages; a copy would take months. Nothing more was asked for. The copy on this computer is as it was. Single pages can be saved in a browser and imported with "companion import-page".`,
    { ref: host },
  );
}
