// Every scenario of the fake atlas answers as its sentence says. A scenario without a check does not compile.
import { get as httpGet } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DUMP_ADDRESS, FEED_ADDRESS } from '../../support/fake-atlas/other-pages.ts';
import {
  SCENARIO_NAMES,
  type ScenarioAtlas,
  type ScenarioName,
} from '../../support/fake-atlas/scenarios.ts';
import { FOREIGN_ADDRESSES } from '../../support/fake-atlas/site-pages.ts';
import { get, playScenario, slugsIn } from './asking.ts';

type Check = (stage: ScenarioAtlas) => Promise<void>;

const NEWCOMER = 'newcomer-2026-arrived-meanwhile';
const NEW_NAME = 'renamed-2026-under-another';

const all = ({ atlas }: ScenarioAtlas): string[] =>
  atlas.corpus.listed().map((study) => study.slug);
const page = ({ atlas, study }: ScenarioAtlas, headers: Record<string, string> = {}) =>
  get(atlas, `/evidence/${study}`, headers);
const sitemap = async ({ atlas }: ScenarioAtlas) =>
  slugsIn(await get(atlas, '/sitemap.xml'), atlas);
const firstCards = async ({ atlas }: ScenarioAtlas) =>
  slugsIn(await get(atlas, '/evidence'), atlas);
const stranger = (stage: ScenarioAtlas): string => {
  const found = all(stage).find((slug) => slug !== stage.study && slug !== stage.other);
  return `/evidence/${found ?? ''}`;
};

/** The struck page is as `expected` says, any other page is as it should be, and after a step so is this one. */
function struck(expected: { readonly status: number; readonly text: RegExp }): Check {
  return async (stage) => {
    expect(await page(stage)).toMatchObject({
      status: expected.status,
      text: expect.stringMatching(expected.text) as string,
    });
    expect((await get(stage.atlas, stranger(stage))).status).toBe(200);
    expect(await stage.atlas.step()).toContain('all is well');
    expect((await page(stage)).text).toContain('mecfsatlas-');
  };
}

/** Every study's page is as `expected` says, and the sitemap is there. */
function allStruck(expected: { readonly status: number; readonly text: RegExp }): Check {
  return async (stage) => {
    for (const slug of all(stage).slice(0, 4)) {
      const answer = await get(stage.atlas, `/evidence/${slug}`);
      expect(answer.status).toBe(expected.status);
      expect(answer.text).toMatch(expected.text);
    }
    expect(await sitemap(stage)).toHaveLength(40);
    await stage.atlas.step();
    expect((await page(stage)).text).toContain('mecfsatlas-');
  };
}

function robots(text: string): Check {
  return async (stage) => {
    expect(await get(stage.atlas, '/robots.txt')).toMatchObject({
      status: 200,
      text: expect.stringContaining(text) as string,
    });
    // The rules are words: who does not keep them gets the page, and can be told.
    expect((await page(stage)).status).toBe(200);
  };
}

/** The bytes of a page and the length it declares, however that ends. */
async function rawBody({ atlas, study }: ScenarioAtlas) {
  return await new Promise<{ declared: number; bytes: number; isWhole: boolean }>((resolve) => {
    httpGet(`${atlas.url}/evidence/${study}`, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.byteLength));
      response.on('error', () => undefined);
      response.on('close', () => {
        const declared = Number(response.headers['content-length']);
        resolve({ declared, bytes, isWhole: response.complete });
      });
      // What comes after the declared end is no answer.
    }).on('error', () => undefined);
  });
}

async function lastmods({ atlas }: ScenarioAtlas): Promise<Map<string, string>> {
  const { text } = await get(atlas, '/sitemap.xml');
  const entries = text.matchAll(/\/evidence\/([a-z0-9-]+)<\/loc><lastmod>([^<]+)<\/lastmod>/gu);
  return new Map([...entries].map((entry) => [entry[1] ?? '', entry[2] ?? '']));
}

/** Which studies' lastmod is another one after the next step. */
async function redated(stage: ScenarioAtlas): Promise<string[]> {
  const before = await lastmods(stage);
  expect(before.size).toBe(40);
  await stage.atlas.step();
  const after = await lastmods(stage);
  return [...after].flatMap(([slug, time]) => (before.get(slug) === time ? [] : [slug]));
}

/** Validators as said, which are enough for a 304, and a change that ends it. */
function validators(etag: boolean, lastModified: boolean): Check {
  return async (stage) => {
    const { headers } = await page(stage);
    expect([headers.has('etag'), headers.has('last-modified')]).toEqual([etag, lastModified]);
    const conditions = {
      'if-none-match': headers.get('etag') ?? '"none"',
      'if-modified-since': headers.get('last-modified') ?? 'Thu, 01 Jan 1970 00:00:00 GMT',
    };
    const again = etag || lastModified ? 304 : 200;
    expect((await page(stage, conditions)).status).toBe(again);
    stage.atlas.corpus.change(stage.study, (reading) => ({ ...reading, title: 'Another title' }));
    expect((await page(stage, conditions)).status).toBe(200);
  };
}

const ALL_WELL = { status: 200, text: /mecfsatlas-/u };

const CHECKS: Readonly<Record<ScenarioName, Check>> = {
  'listing-only': async (stage) => {
    expect((await get(stage.atlas, '/sitemap.xml')).status).toBe(404);
    expect(await firstCards(stage)).toEqual(all(stage).slice(0, 30));
    const rest = await get(stage.atlas, '/evidence?offset=30');
    expect(slugsIn(rest, stage.atlas)).toEqual(all(stage).slice(30));
  },
  'sitemap-only': async (stage) => {
    expect((await get(stage.atlas, '/evidence')).status).toBe(404);
    expect(await sitemap(stage)).toEqual(all(stage));
  },
  'sitemap-and-listing': async (stage) => {
    expect(await sitemap(stage)).toEqual(all(stage));
    expect(await firstCards(stage)).toHaveLength(30);
  },
  lastmod: async (stage) => {
    const modified = (await page(stage)).headers.get('last-modified') ?? '';
    const told = (await lastmods(stage)).get(stage.study) ?? '';
    expect(new Date(told).toUTCString()).toBe(modified);
    expect(await redated(stage)).toEqual([stage.study]);
    expect((await page(stage)).text).toContain('written anew');
  },
  'lastmod-dates': async (stage) => {
    expect(await redated(stage)).toEqual([stage.study]);
    expect((await lastmods(stage)).get(stage.study)).toMatch(/^\d{4}-\d\d-\d\d$/u);
    const before = (await page(stage)).text;
    expect(await redated(stage)).toEqual([]);
    expect((await page(stage)).text).not.toBe(before);
  },
  'lastmod-frozen': async (stage) => {
    const before = (await page(stage)).text;
    expect(await redated(stage)).toEqual([]);
    expect(new Set((await lastmods(stage)).values()).size).toBe(1);
    expect((await page(stage)).text).not.toBe(before);
  },
  'foreign-sitemap': async (stage) => {
    const { text } = await get(stage.atlas, '/sitemap.xml');
    for (const address of FOREIGN_ADDRESSES) expect(text).toContain(`<loc>${address}</loc>`);
    expect(await sitemap(stage)).toEqual(all(stage));
  },
  'entity-bomb': async (stage) => {
    const { text } = await get(stage.atlas, '/sitemap.xml');
    expect(text).toContain('<!ENTITY laugh9 "&laugh8;&laugh8;');
    expect(text).toContain('/evidence/&laugh9;</loc>');
    expect(text.length).toBeLessThan(10_000);
    expect(await sitemap(stage)).toEqual(all(stage));
  },
  'listing-shrinks': async (stage) => {
    const before = all(stage);
    await stage.atlas.step();
    expect(await firstCards(stage)).toEqual(before.filter((_, place) => place % 2 === 0));
    expect((await get(stage.atlas, `/evidence/${before[1] ?? ''}`)).status).toBe(200);
  },
  'listing-shifts': async (stage) => {
    const before = all(stage);
    await get(stage.atlas, '/evidence?offset=1');
    await get(stage.atlas, '/evidence?offset=10');
    expect(await firstCards(stage)).toEqual(before.slice(0, 10));
    const third = await get(stage.atlas, '/evidence?offset=20');
    expect(slugsIn(third, stage.atlas)).toEqual(before.slice(19, 29));
    expect(await firstCards(stage)).toEqual([NEWCOMER, ...before.slice(0, 9)]);
    expect((await get(stage.atlas, `/evidence/${NEWCOMER}`)).text).toContain(NEWCOMER);
  },
  'half-gone': async (stage) => {
    const before = all(stage);
    await stage.atlas.step();
    await stage.atlas.step();
    expect(await sitemap(stage)).toEqual(before.filter((_, place) => place % 2 === 0));
    expect((await get(stage.atlas, `/evidence/${before[1] ?? ''}`)).status).toBe(404);
  },
  'robots-forbids-everything': robots('User-agent: *\nDisallow: /\n'),
  'robots-forbids-evidence': robots('Disallow: /evidence\n'),
  'robots-crawl-delay': robots('Crawl-delay: 7\n'),
  'robots-error': async (stage) => {
    expect((await get(stage.atlas, '/robots.txt')).status).toBe(503);
    await stage.atlas.step();
    expect((await get(stage.atlas, '/robots.txt')).status).toBe(404);
  },
  'methodology-with-dump': async ({ atlas }) => {
    const { status, text } = await get(atlas, '/methodology');
    expect(status).toBe(200);
    expect(text).toContain(`href="${DUMP_ADDRESS}"`);
    expect(text).toContain(`href="${atlas.url}${FEED_ADDRESS}"`);
  },
  'methodology-plain': async ({ atlas }) => {
    const { status, text } = await get(atlas, '/methodology');
    expect(status).toBe(200);
    expect(text).toContain('data');
    expect(text).not.toMatch(/dump|jsonl|atom|rss|\bAPI\b/iu);
  },
  retractions: async (stage) => {
    const { atlas, study, other } = stage;
    const hasBanner = async (slug: string): Promise<boolean> =>
      /Retracted:\s+this\s+paper/u.test((await get(atlas, `/evidence/${slug}`)).text);
    expect(slugsIn(await get(atlas, '/retractions'), atlas)).toEqual([study, other]);
    expect([await hasBanner(study), await hasBanner(other)]).toEqual([true, false]);
    await atlas.step();
    expect([await hasBanner(study), await hasBanner(other)]).toEqual([true, true]);
  },
  etags: validators(true, false),
  'last-modified': validators(false, true),
  'no-validators': validators(false, false),
  'rate-limited': async (stage) => {
    const { status, headers } = await page(stage);
    expect([status, headers.get('retry-after')]).toEqual([429, '120']);
    expect(await page(stage)).toMatchObject({ status: 200 });
  },
  'rate-limited-until': async (stage) => {
    const began = Date.now();
    const { status, headers } = await page(stage);
    const until = Date.parse(headers.get('retry-after') ?? '');
    expect(status).toBe(429);
    expect(until - began).toBeGreaterThan(118_000);
    expect(until - Date.now()).toBeLessThanOrEqual(120_000);
    expect(await page(stage)).toMatchObject({ status: 200 });
  },
  'error-then-fine': async (stage) => {
    expect((await page(stage)).status).toBe(500);
    expect((await page(stage)).text).toMatch(ALL_WELL.text);
  },
  forbidden: struck({ status: 403, text: /went wrong/u }),
  'forbidden-everywhere': allStruck({ status: 403, text: /went wrong/u }),
  'slow-body': async (stage) => {
    const response = await fetch(`${stage.atlas.url}/evidence/${stage.study}`);
    expect(response.headers.has('content-length')).toBe(false);
    const reader = response.body?.getReader();
    const first = (await reader?.read()) as { readonly value: Uint8Array } | undefined;
    await reader?.cancel();
    await stage.atlas.step();
    const whole = Buffer.byteLength((await page(stage)).text);
    expect(first?.value.byteLength).toBe(Math.ceil(whole / 40));
  },
  'cut-body': async (stage) => {
    await expect(page(stage)).rejects.toThrow();
    await stage.atlas.step();
    expect(await page(stage)).toMatchObject({ status: 200 });
  },
  'length-too-large': async (stage) => {
    const { declared, bytes, isWhole } = await rawBody(stage);
    expect(declared).toBe(Math.round(bytes * 1.25));
    expect(isWhole).toBe(false);
    await stage.atlas.step();
    expect(await rawBody(stage)).toEqual({ declared: bytes, bytes, isWhole: true });
  },
  'length-too-small': async (stage) => {
    const { declared, bytes, isWhole } = await rawBody(stage);
    expect(bytes).toBe(declared);
    expect(isWhole).toBe(true);
    await stage.atlas.step();
    expect(Math.round((await rawBody(stage)).bytes * 0.75)).toBe(declared);
  },
  'html-error-with-200': struck({ status: 200, text: /We will be back soon/u }),
  challenge: async (stage) => {
    expect((await page(stage)).headers.get('cf-mitigated')).toBe('challenge');
    await allStruck({ status: 403, text: /Verifying you are human/u })(stage);
  },
  'challenge-with-200': async (stage) => {
    expect((await page(stage)).headers.has('cf-mitigated')).toBe(false);
    await allStruck({ status: 200, text: /Verifying you are human/u })(stage);
  },
  'redirect-loop': async (stage) => {
    const { atlas, study, other } = stage;
    expect((await page(stage)).headers.get('location')).toBe(`/evidence/${other}`);
    const back = await get(atlas, `/evidence/${other}`);
    expect([back.status, back.headers.get('location')]).toEqual([301, `/evidence/${study}`]);
  },
  'redirect-to-another-host': async (stage) => {
    const { status, headers } = await page(stage);
    expect(status).toBe(301);
    expect(headers.get('location')).toBe(`https://elsewhere.example/evidence/${stage.study}`);
  },
  'huge-page': async (stage) => {
    const response = await fetch(`${stage.atlas.url}/evidence/${stage.study}`);
    let bytes = 0;
    // Most of it is enough to know.
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > 60_000_000) break;
    }
    expect(bytes).toBeGreaterThan(60_000_000);
    await stage.atlas.step();
    expect(await page(stage)).toMatchObject({ status: 200 });
  },
  'latin-1': async ({ atlas }) => {
    const declared = { header: 0, page: 0, letters: 0 };
    for (const { slug, reading } of atlas.corpus.listed()) {
      const response = await fetch(`${atlas.url}/evidence/${slug}`);
      const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
      const inHeader = response.headers.get('content-type')?.includes('iso-8859-1') === true;
      expect(text).toContain('<meta charset="iso-8859-1">');
      declared[inHeader ? 'header' : 'page'] += 1;
      declared.letters += /[\u00a0-\u00ff]/u.test(text) ? 1 : 0;
      expect(text).toContain(reading().slug);
    }
    expect(declared).toEqual({ header: 20, page: 20, letters: 40 });
  },
  'gzip-body': async (stage) => {
    expect((await page(stage)).text).toMatch(ALL_WELL.text);
    expect((await page(stage)).headers.get('content-encoding')).toBe('gzip');
    const packed = await new Promise<Buffer>((resolve) => {
      httpGet(`${stage.atlas.url}/evidence/${stage.study}`, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve(Buffer.concat(chunks));
        });
      });
    });
    expect(gunzipSync(packed).toString()).toBe((await page(stage)).text);
  },
  offline: async (stage) => {
    expect(await page(stage)).toMatchObject({ status: 200 });
    const { url } = stage.atlas;
    await stage.atlas.step();
    await expect(page(stage)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(stage.atlas.isOffline()).toBe(true);
    await stage.atlas.step();
    expect(stage.atlas.url).toBe(url);
    expect(await page(stage)).toMatchObject({ status: 200 });
  },
  'missing-once': async (stage) => {
    expect((await page(stage)).status).toBe(200);
    await stage.atlas.step();
    expect((await page(stage)).status).toBe(404);
    expect((await page(stage)).status).toBe(200);
  },
  'missing-for-a-day': async (stage) => {
    expect((await page(stage)).status).toBe(200);
    await stage.atlas.step();
    expect([(await page(stage)).status, (await page(stage)).status]).toEqual([404, 404]);
    expect(await sitemap(stage)).toContain(stage.study);
    await stage.atlas.step();
    expect((await page(stage)).status).toBe(200);
  },
  'gone-twice': gone({ isListed: false }),
  'gone-but-listed': gone({ isListed: true }),
  'retracted-banner': changes('Retracted: this paper was retracted in 2026.'),
  'text-changed': changes('The entry was written anew.'),
  'badge-flipped': async (stage) => {
    const pill = (text: string): RegExp => new RegExp(`<t[dh][^>]*>${text}</t[dh]>`, 'u');
    expect((await page(stage)).text).toMatch(pill('PEM not required'));
    await stage.atlas.step();
    expect((await page(stage)).text).toMatch(pill('PEM required'));
    expect((await page(stage)).text).not.toMatch(pill('PEM not required'));
  },
  'section-lost-once': async (stage) => {
    const whole = await page(stage);
    const etag = whole.headers.get('etag') ?? '';
    await stage.atlas.step();
    const worse = await page(stage, { 'if-none-match': etag });
    expect(worse.status).toBe(200);
    expect(worse.headers.get('etag')).not.toBe(etag);
    expect(worse.text).toContain('Quick Summary');
    expect(worse.text).not.toContain('It does not prove a cause.');
    expect((await page(stage)).text).toBe(whole.text);
  },
  'section-lost-for-good': async (stage) => {
    expect((await page(stage)).text).toContain('It does not prove a cause.');
    await stage.atlas.step();
    for (const answer of [await page(stage), await page(stage)]) {
      expect(answer.text).toContain('Quick Summary');
      expect(answer.text).not.toContain('It does not prove a cause.');
    }
  },
  'slug-renamed': renames({ isOldListed: false }),
  'slug-renamed-still-listed': renames({ isOldListed: true }),
};

function gone({ isListed }: { readonly isListed: boolean }): Check {
  return async (stage) => {
    expect((await page(stage)).status).toBe(200);
    for (let day = 1; day <= 2; day += 1) {
      expect(await stage.atlas.step()).not.toBeNull();
      expect((await page(stage)).status).toBe(410);
      expect((await sitemap(stage)).includes(stage.study)).toBe(isListed);
    }
  };
}

/** The text is not on the page, then it is, with other validators. */
function changes(text: string): Check {
  return async (stage) => {
    const before = await page(stage);
    expect(before.text).not.toContain(text);
    await stage.atlas.step();
    const after = await page(stage, { 'if-none-match': before.headers.get('etag') ?? '' });
    expect(after.status).toBe(200);
    expect(after.text).toContain(text);
  };
}

function renames({ isOldListed }: { readonly isOldListed: boolean }): Check {
  return async (stage) => {
    const place = (await sitemap(stage)).indexOf(stage.study);
    await stage.atlas.step();
    const { status, headers } = await page(stage);
    expect([status, headers.get('location')]).toEqual([301, `/evidence/${NEW_NAME}`]);
    const { text } = await get(stage.atlas, `/evidence/${NEW_NAME}`);
    expect(text).toContain(`mecfsatlas-${NEW_NAME}`);
    expect(text).not.toContain(stage.study);
    const names = (await sitemap(stage)).slice(place, place + 2);
    expect(names.includes(stage.study)).toBe(isOldListed);
    expect(names).toContain(NEW_NAME);
  };
}

describe('the scenario', () => {
  it.each(SCENARIO_NAMES)('%s answers as its sentence says', async (name) => {
    const stage = await playScenario(name);
    await CHECKS[name](stage);
  });
});
