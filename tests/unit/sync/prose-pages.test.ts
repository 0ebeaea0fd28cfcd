// What the site's pages about itself tell: data in another form, retractions.
import { describe, expect, it } from 'vitest';
import { dataNamedIn, dataNotice, studiesNamedIn } from '../../../src/main/sync/prose-pages.ts';

const PAGE = new URL('https://www.mecfsatlas.com/methodology');

describe('the page on methods', () => {
  it.each([
    [
      'a file of data',
      '<a href="/data/studies.jsonl.gz">all of it</a>',
      'https://www.mecfsatlas.com/data/studies.jsonl.gz',
    ],
    [
      'a feed',
      '<link rel="alternate" type="application/rss+xml" href="/feed">',
      'https://www.mecfsatlas.com/feed',
    ],
    [
      'an API by its address',
      '<a href="/api/v1/studies">here</a>',
      'https://www.mecfsatlas.com/api/v1/studies',
    ],
    ['an API by its name', '<p>There is a public API for researchers.</p>', 'public api'],
    ['a dump by its name', '<p>We publish a monthly data dump.</p>', 'data dump'],
  ])('names %s', (_, html, found) => {
    expect(dataNamedIn(html, PAGE)).toEqual([found]);
    expect(dataNotice([found])).toContain(found);
  });

  it.each([
    ['plain prose', '<p>Studies are read by a program. Data were extracted from abstracts.</p>'],
    [
      'links to pages',
      '<a href="/evidence/doe-2020-x">Doe</a> <a href="https://pubmed.ncbi.nlm.nih.gov/">PubMed</a>',
    ],
    ['words in a script', '<script>fetch("/api/track") // data dump</script>'],
    ['nothing', ''],
    ['no page', '\u0000\u0001<a href="http://[">'],
  ])('says nothing of %s', (_, html) => {
    expect(dataNamedIn(html, PAGE)).toEqual([]);
    expect(dataNotice([])).toBeNull();
  });

  it('is not let to fill a receipt', () => {
    const html = Array.from({ length: 500 }, (_, n) => `<a href="/d/${n}.csv">x</a>`).join('');
    expect(dataNamedIn(html, PAGE)).toHaveLength(8);
  });
});

describe('the page of retractions', () => {
  it('names the studies that it links to, on its own site', () => {
    const html =
      '<a href="/evidence/doe-2020-one">x</a><a href="https://elsewhere.example/evidence/roe-2020-two">y</a>';
    expect([...studiesNamedIn(html, PAGE)]).toEqual(['doe-2020-one']);
  });
});
