// What a site's robots.txt allows us.
// Invariant: a missing file allows everything (RFC 9309, 2.3.1.3); rules for our own name go before those for all.
import robotsParser from 'robots-parser';

/** The product token that a robots.txt may name us by. */
export const ROBOTS_NAME = 'MECFSAtlasCompanion';
// RFC 9309 asks for at least 500 KiB; beyond that nobody means it as rules.
const MAX_ROBOTS_CHARACTERS = 512_000;

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

/** Reads the text of the robots.txt at `url`. Text that holds no rules (a web page, say) allows everything. */
export function readRobots(url: string, text: string): RobotsRules {
  const robots = robotsParser(url, text.slice(0, MAX_ROBOTS_CHARACTERS));
  const seconds = robots.getCrawlDelay(ROBOTS_NAME) ?? 0;
  return {
    // "undefined" means another origin than the file's: these rules do not speak of it.
    isAllowed: (asked) => robots.isAllowed(asked, ROBOTS_NAME) ?? true,
    crawlDelayMs: Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 0,
    sitemaps: robots.getSitemaps(),
  };
}
