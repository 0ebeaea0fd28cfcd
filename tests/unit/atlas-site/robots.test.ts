// What a robots.txt allows us, and how long it asks us to wait.
import { describe, expect, it } from 'vitest';
import { EVERYTHING_ALLOWED, readRobots } from '../../../src/main/atlas/site/robots.ts';

const HOST = 'https://www.mecfsatlas.com';
const read = (text: string) => readRobots(`${HOST}/robots.txt`, text);

describe('robots.txt', () => {
  it('forbids what it forbids to all', () => {
    const rules = read('User-agent: *\nDisallow: /private/\nAllow: /private/open\n');
    expect(rules.isAllowed(`${HOST}/evidence/a-2020-b-c`)).toBe(true);
    expect(rules.isAllowed(`${HOST}/private/x`)).toBe(false);
    expect(rules.isAllowed(`${HOST}/private/open`)).toBe(true);
  });

  it('goes by our own name where it is named, and by nothing else then', () => {
    const rules = read(
      'User-agent: *\nDisallow: /\n\nUser-agent: MECFSAtlasCompanion\nDisallow: /evidence/secret\nCrawl-delay: 2.5\n',
    );
    expect(rules.isAllowed(`${HOST}/evidence/a-2020-b-c`)).toBe(true);
    expect(rules.isAllowed(`${HOST}/evidence/secret-2020`)).toBe(false);
    expect(rules.crawlDelayMs).toBe(2500);
  });

  it('knows wildcards and ends of addresses', () => {
    const rules = read('User-agent: *\nDisallow: /*offset=\nDisallow: /*.pdf$\n');
    expect(rules.isAllowed(`${HOST}/evidence?offset=30`)).toBe(false);
    expect(rules.isAllowed(`${HOST}/evidence`)).toBe(true);
    expect(rules.isAllowed(`${HOST}/a.pdf`)).toBe(false);
    expect(rules.isAllowed(`${HOST}/a.pdf?x`)).toBe(true);
  });

  it.each(['Crawl-delay: soon', 'Crawl-delay: -3', 'Crawl-delay: Infinity', ''])(
    'takes no pause from %j',
    (line) => {
      expect(read(`User-agent: *\n${line}\n`).crawlDelayMs).toBe(0);
    },
  );

  it('may ask for a pause of ten minutes; for a longer one nothing is asked at all', () => {
    expect(read('User-agent: *\nCrawl-delay: 600\n').crawlDelayMs).toBe(600_000);
    expect(() => read('User-agent: *\nCrawl-delay: 3000000\n')).toThrow(
      expect.objectContaining({
        code: 'source-refused',
        message: expect.stringContaining('wait 50000 minutes between two pages') as string,
      }),
    );
  });

  it('names sitemaps as they are written', () => {
    const text = `Sitemap: ${HOST}/a.xml\nsitemap: https://elsewhere.example/b.xml\n`;
    expect(read(text).sitemaps).toEqual([`${HOST}/a.xml`, 'https://elsewhere.example/b.xml']);
  });

  it('allows everything where the file is empty, a web page, or missing', () => {
    expect(read('').isAllowed(`${HOST}/evidence`)).toBe(true);
    expect(read('Disallow:').isAllowed(`${HOST}/evidence`)).toBe(true);
    expect(read('<!doctype html><p>Not found</p>').isAllowed(`${HOST}/x`)).toBe(true);
    expect(EVERYTHING_ALLOWED.isAllowed(`${HOST}/x`)).toBe(true);
  });
});
