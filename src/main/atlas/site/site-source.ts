// The atlas's site (or one of its shape) as a source for the sync.
// Invariant: polite by construction: two requests at once, a pause between starts, robots.txt before all else.
import type { AtlasSource, FetchedPage, PageFailure } from '../source.ts';
import { isLoopback, parseSite, siteName, studyAddress } from './address.ts';
import { createSiteClient, type Asked } from './client.ts';
import { discoverStudies } from './discover.ts';
import { createHttp, isChallenge, isOverload } from './http.ts';
import { chooseDelay, createPace, type Delay } from './pace.ts';
import type { Transport } from './transport.ts';
import { userAgent } from '../../user-agent.ts';

const AT_ONCE = 2;

/** What the site source needs of its host. */
export interface SiteSourceOptions {
  /** `https://www.mecfsatlas.com`, or a site of its shape; `http` on this computer only. */
  readonly address: string;
  /** This program's version, for the User-Agent. */
  readonly version: string;
  /** Milliseconds between two requests; null for one second. Below 1000 on this computer only. */
  readonly delayMs: number | null;
  readonly transport: Transport;
  readonly now: () => number;
  readonly delay: Delay;
  readonly random: () => number;
  /** For one request; 30 s where it is left out. */
  readonly timeoutMs?: number;
}

/**
 * @throws AppError `source-invalid` for an address that cannot be used, `invalid-input` for a delay that is not polite
 */
export function createSiteSource(options: SiteSourceOptions): AtlasSource {
  const site = parseSite(options.address);
  let tellHold: (until: number | null) => void = () => undefined;
  const pace = createPace({
    ...options,
    atOnce: AT_ONCE,
    delayMs: chooseDelay(options.delayMs, isLoopback(site)),
    onHold: (until) => {
      tellHold(until);
    },
  });
  const http = createHttp({
    ...options,
    pace,
    userAgent: userAgent(options.version, siteName(site)),
  });
  const client = createSiteClient(site, http, pace);
  return {
    name: siteName(site),
    requestCount: http.requestCount,
    discover: (signal, isBack, places) => discoverStudies(site, client, { signal, isBack, places }),
    async fetch(study, validators, signal) {
      // Composed again: a queue that was stored may name the atlas's other host.
      const url = new URL(studyAddress(site, study.slug));
      return asPage(await client.ask(url, { validators }, signal), validators !== null);
    },
    addressOf: (slug) => studyAddress(site, slug),
    fetchProse: async (path, signal) =>
      asPage(await client.ask(new URL(path, site), {}, signal), false),
    reach: (signal) => client.reach(signal),
    onHold(listener) {
      tellHold = listener;
    },
  };
}

function asPage(asked: Asked, isConditional: boolean): FetchedPage {
  switch (asked.kind) {
    case 'disallowed':
      return failed(
        'forbidden-by-robots',
        'the rules of the site (robots.txt) ask not to fetch it',
      );
    case 'redirect-refused':
      return failed('redirect-refused', asked.detail);
    case 'no-answer':
      return asked.reason === 'too-large'
        ? failed('too-large', 'it is larger than 5 MB')
        : failed(asked.reason === 'network' ? 'offline' : 'unreachable', NO_ANSWER[asked.reason]);
    case 'answer':
      return readAnswer(asked, isConditional);
  }
}

const NO_ANSWER = {
  network: 'the site could not be reached',
  timeout: 'the site did not answer in time',
  cut: 'the answer broke off',
} as const;

function readAnswer(
  asked: Extract<Asked, { kind: 'answer' }>,
  isConditional: boolean,
): FetchedPage {
  const { status, headers } = asked;
  if (status === 304 && isConditional) return { kind: 'not-modified' };
  if (isChallenge(headers)) {
    return failed('challenge', 'the site asks visitors to prove that they are people');
  }
  if (status === 404 || status === 410) {
    return failed('missing', `the site says that it is not there (${status})`);
  }
  if (isOverload(status)) {
    return failed('overloaded', `the site answered with an error (${status})`);
  }
  if (status === 401 || status === 403 || status === 451) {
    return failed('refused', `the site refused it (${status})`);
  }
  if (status !== 200) {
    return failed('bad-answer', `the site answered in an unexpected way (${status})`);
  }
  if (asked.packedAs !== undefined) {
    return failed(
      'bad-answer',
      `the site sent it packed in a way that it was not asked for and that is not known here (${asked.packedAs})`,
    );
  }
  return {
    kind: 'page',
    url: asked.url.href,
    isMovedForGood: asked.isMovedForGood,
    bytes: asked.bytes,
    contentType: headers.get('content-type'),
    validators: { etag: headers.get('etag'), lastModified: headers.get('last-modified') },
  };
}

function failed(failure: PageFailure, detail: string): FetchedPage {
  return { kind: 'failed', failure, detail };
}
