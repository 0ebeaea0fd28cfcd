// Asks a site for an address the way it wants to be asked: robots.txt first, redirects only within the site.
// Invariant: an address that a robots.txt disallows is never asked for, the target of a redirect included.
import { AppError } from '../../../shared/contract/errors.ts';
import { slugFromAddress } from '../../../shared/domain/ids.ts';
import type { Reach, Validators } from '../source.ts';
import { staysOnSite } from './address.ts';
import { decodeBody } from './decode.ts';
import { isOverload, MAX_PAGE_BYTES, type Http } from './http.ts';
import type { Pace } from './pace.ts';
import { EVERYTHING_ALLOWED, readRobots, type RobotsRules } from './robots.ts';
import type { HttpAnswer } from './transport.ts';

const MAX_REDIRECTS = 5;

/** What came of asking for one address. `url` is where the answer came from in the end. */
export type Asked =
  | (Extract<HttpAnswer, { kind: 'answer' }> & {
      readonly url: URL;
      /** Every redirect on the way there was one for good (301, 308). False where there was none. */
      readonly isMovedForGood: boolean;
    })
  | Exclude<HttpAnswer, { kind: 'answer' }>
  | { readonly kind: 'disallowed'; readonly url: URL }
  | { readonly kind: 'redirect-refused'; readonly detail: string };

export interface AskOptions {
  readonly validators?: Validators | null;
  readonly maxBytes?: number;
}

export interface SiteClient {
  /** @throws AppError `source-unreachable` where robots.txt cannot be had or the site asks for a long silence; the signal's reason */
  ask(url: URL, options: AskOptions, signal: AbortSignal): Promise<Asked>;
  /** The rules of the site itself. */
  robots(signal: AbortSignal): Promise<RobotsRules>;
  /** One request for the rules, tried once: does anything answer? */
  reach(signal: AbortSignal): Promise<Reach>;
}

/** A client for one site. */
export function createSiteClient(site: URL, http: Http, pace: Pace): SiteClient {
  // The atlas's two hosts each have rules of their own.
  const known = new Map<string, Promise<RobotsRules>>();

  function rulesFor(url: URL, signal: AbortSignal): Promise<RobotsRules> {
    const rules = known.get(url.origin) ?? loadRules(new URL('/robots.txt', url), signal);
    known.set(url.origin, rules);
    rules.catch(() => known.delete(url.origin));
    return rules;
  }

  async function loadRules(url: URL, signal: AbortSignal): Promise<RobotsRules> {
    const answer = await follow(url, { isAllowed: () => Promise.resolve(true) }, signal);
    if (answer.kind === 'redirect-refused') return EVERYTHING_ALLOWED;
    if (answer.kind !== 'answer' || isOverload(answer.status)) {
      throw robotsUnreachable(site, answer);
    }
    if (answer.status !== 200) return EVERYTHING_ALLOWED;
    const rules = readRobots(
      url.href,
      decodeBody(answer.bytes, answer.headers.get('content-type')),
    );
    pace.slowDownTo(rules.crawlDelayMs);
    return rules;
  }

  async function follow(start: URL, options: FollowOptions, signal: AbortSignal): Promise<Asked> {
    let url = start;
    let areAllForGood = true;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      if (!(await options.isAllowed(url))) return { kind: 'disallowed', url };
      const request = {
        url: url.href,
        maxBytes: options.maxBytes ?? MAX_PAGE_BYTES,
        // What another study's page was sent with says nothing of this one.
        validators: isSameStudy(start, url) ? (options.validators ?? null) : null,
      };
      const answer = await http.get(request, signal);
      if (answer.kind === 'hold-too-long') throw heldTooLong(site, answer.holdMs);
      if (answer.kind === 'no-answer') return answer;
      const location = isRedirect(answer.status) ? answer.headers.get('location') : null;
      if (location === null) {
        return { ...answer, url, isMovedForGood: hops > 0 && areAllForGood };
      }
      areAllForGood &&= answer.status === 301 || answer.status === 308;
      if (!URL.canParse(location, url.href)) {
        return { kind: 'redirect-refused', detail: 'it redirects to no address' };
      }
      const target = new URL(location, url);
      target.hash = '';
      if (!staysOnSite(site, target)) {
        return {
          kind: 'redirect-refused',
          detail: `it redirects to another site (${target.host})`,
        };
      }
      url = target;
    }
    return { kind: 'redirect-refused', detail: `it redirects more than ${MAX_REDIRECTS} times` };
  }

  async function isAllowed(target: URL, signal: AbortSignal): Promise<boolean> {
    try {
      return (await rulesFor(target, signal)).isAllowed(target.href);
    } catch (error) {
      // Without the rules of the atlas's other host one page is not asked for there; that is no end of the run.
      if (target.origin === site.origin || !(error instanceof AppError)) throw error;
      return false;
    }
  }

  return {
    ask: (url, options, signal) =>
      follow(url, { ...options, isAllowed: (target) => isAllowed(target, signal) }, signal),
    robots: (signal) => rulesFor(site, signal),
    async reach(signal) {
      const url = new URL('/robots.txt', site).href;
      const answer = await http.get({ url, maxBytes: MAX_PAGE_BYTES, tries: 1 }, signal);
      if (answer.kind === 'answer') return isOverload(answer.status) ? 'not-ready' : 'yes';
      return answer.kind === 'no-answer' && answer.reason === 'network' ? 'offline' : 'not-ready';
    },
  };
}

interface FollowOptions extends AskOptions {
  readonly isAllowed: (url: URL) => Promise<boolean>;
}

function isSameStudy(a: URL, b: URL): boolean {
  return a.href === b.href || slugFromAddress(a.href) === slugFromAddress(b.href);
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function robotsUnreachable(site: URL, answer: Asked): AppError {
  const what =
    answer.kind === 'answer' ? `answered with an error (${answer.status})` : 'could not be reached';
  return new AppError(
    'source-unreachable',
    `${site.host} ${what} when asked for its rules (robots.txt), so nothing else was asked for. The copy on this computer is as it was. Check the connection and try again later.`,
    { retryable: true, ref: site.host },
  );
}

function heldTooLong(site: URL, holdMs: number): AppError {
  const minutes = Math.ceil(holdMs / 60_000);
  return new AppError(
    'source-unreachable',
    `${site.host} asks not to be asked again for ${minutes} minutes. What was fetched is kept. Start the sync again after that time; it goes on where it stopped.`,
    { retryable: true, ref: site.host },
  );
}
