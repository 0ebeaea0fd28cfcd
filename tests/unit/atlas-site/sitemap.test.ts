// Reading sitemaps: addresses, indexes, packed files, and what is none.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  MAX_SITEMAP_BYTES,
  readSitemap,
  unpackSitemap,
  type SitemapPage,
} from '../../../src/main/atlas/site/sitemap.ts';

/** All that is told of a text. */
function read(xml: string) {
  const pages: SitemapPage[] = [];
  const sitemaps = readSitemap(xml, (page) => pages.push(page));
  return { pages, sitemaps };
}

describe('a sitemap', () => {
  it('lists pages, decoded and trimmed', () => {
    const xml = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc> https://a.example/x?b=1&amp;c=2 </loc><lastmod>2026-01-01</lastmod></url>
      <url><loc><![CDATA[https://a.example/y]]></loc></url><url><lastmod>2026</lastmod></url></urlset>`;
    expect(read(xml)).toEqual({
      pages: [
        { address: 'https://a.example/x?b=1&c=2', lastmod: '2026-01-01' },
        { address: 'https://a.example/y', lastmod: null },
      ],
      sitemaps: [],
    });
  });

  it('or lists sitemaps', () => {
    const xml =
      '<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>';
    expect(read(xml)).toEqual({ pages: [], sitemaps: ['https://a.example/1.xml'] });
  });

  it('takes no address from elsewhere in the file', () => {
    const xml =
      '<urlset><url><image><loc>https://a.example/i.png</loc></image><loc>https://a.example/x</loc></url></urlset>';
    expect(read(xml).pages).toEqual([{ address: 'https://a.example/x', lastmod: null }]);
  });

  it.each([
    '',
    'no xml',
    '<!doctype html><html><body>404</body></html>',
    '{"urlset":[]}',
    '<rss><url><loc>https://a.example/x</loc></url></rss>',
  ])('is not %j', (text) => {
    expect(read(text)).toEqual({ pages: [], sitemaps: null });
  });

  it('does not expand an entity bomb', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? 'lol' : `&l${level - 1};`.repeat(10);
      return `<!ENTITY l${level} "${inner}">`;
    });
    const xml = `<?xml version="1.0"?><!DOCTYPE urlset [${levels.join('')}]><urlset><url><loc>&l8;</loc></url></urlset>`;
    const pages = read(xml).pages;
    expect(pages.map(({ address }) => address).join('').length).toBeLessThan(100);
  });

  it('is unpacked where it is packed, whatever it is called', () => {
    const xml = new TextEncoder().encode('<urlset/>');
    expect(Buffer.from(unpackSitemap(gzipSync(xml)) ?? [])).toEqual(Buffer.from(xml));
    expect(unpackSitemap(xml)).toBe(xml);
  });

  it('is refused where it is damaged or grows beyond the limit', () => {
    expect(unpackSitemap(gzipSync('<urlset/>').subarray(0, 15))).toBeNull();
    expect(unpackSitemap(gzipSync(Buffer.alloc(MAX_SITEMAP_BYTES + 1)))).toBeNull();
  });
});
