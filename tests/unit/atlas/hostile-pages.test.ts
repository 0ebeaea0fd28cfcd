// Huge, deep and malicious input is answered. There is no stopwatch here: a reader that needs time in
// the square of its input does not come back from these within the runner's own limit.
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import { readStudy, samplePage, sampleText } from '../../support/atlas-pages/sample-page.ts';

const SIZE = 5_000_000;
const url = 'https://www.mecfsatlas.com/evidence/marrow-2019-breathing-during';
const fill = (piece: string, size = SIZE): string => piece.repeat(Math.ceil(size / piece.length));
const page = samplePage();
const text = sampleText();

describe('a million characters of one thing', () => {
  it.each([
    'a',
    ' ',
    '\n',
    '<',
    '<a ',
    '<br>',
    '<div>',
    '&',
    '&amp;',
    '<!--',
    '<script>',
    '<p hidden>a',
    '<pre>a\n',
    '<title>',
    '{',
    '(',
    '“',
    '· ',
    'a,\n',
    'a ·\n',
    'a · b · 2017 · DOI\n',
    'a\tb\n',
    '@article{a,',
    '@article{mecfsatlas-a,\n',
    'E2 Moderate',
    'E2 Moderate\n',
    'E2 ModerateModerate confidencePEM required AbCdE fGh\n',
    'Quick Summary',
    'Quick Summary\nText here.\n',
    '.Quick SummaryA',
    'A Bc ',
    'A: ',
    'https://x.y/evidence/a ',
    '10.1234/',
    'this study has been ',
    'ME/CFS Atlas. Generator a / ',
    '\uD800',
    '😀',
  ])('%j', (piece) => {
    const result = readStudyPage(fill(piece, 1_000_000), { url });
    expect(result).toMatchObject({ ok: false, reason: 'not-a-study-page' });
  });
});

describe('a study page', () => {
  it.each([
    ['inside 100,000 elements', `${'<div>'.repeat(100_000)}${page}${'</div>'.repeat(100_000)}`],
    [
      'with 100,000 elements left open in it',
      page.replace('<article>', `<article>${'<div>'.repeat(100_000)}`),
    ],
    [
      'with a script of five megabytes',
      page.replace('</body>', `<script>${fill('x=1;')}</script></body>`),
    ],
    [
      'with an attribute of five megabytes',
      page.replace('<article>', `<article data-x="${fill('x')}">`),
    ],
    [
      'with a comment of five megabytes',
      page.replace('<article>', `<article><!--${fill('- -')}-->`),
    ],
    ['with a million empty elements', page.replace('<article>', `<article>${fill('<i></i>')}`)],
    [
      'below 20,000 lines of a menu',
      page.replace('<main', `${'<div>Menu item</div>'.repeat(20_000)}<main`),
    ],
  ])('is read %s', (_, source) => {
    expect(readStudy(source, url)).toEqual(readStudy(page, url));
  });

  it.each([
    ['a paragraph', text.replace('Quick Summary\n', `Quick Summary\n${fill('word ')}`)],
    ['an author field', text.replace('author = {', `author = {${fill('Aa, B and ')}`)],
    [
      'institutions',
      text.replace('author = {', `author = {${fill('Institute of X and ', 90_000)}`),
    ],
    ['open braces', text.replace('title = {', `title = {${fill('{', 90_000)}`)],
    ['a byline', text.replace('Marrow, J K, Ødegård', fill('Marrow, J K, ', 1_000_000))],
    ['a snapshot line', text.replace('Generator v1', `Generator ${fill('v1 / ', 1_000_000)}`)],
  ])('is answered with megabytes in %s', (_, source) => {
    expect(typeof readStudyPage(source, { url }).ok).toBe('boolean');
  });

  it('with more lines than a page can have is refused', () => {
    const source = text.replace('Quick Summary\n', `Quick Summary\n${fill('A sentence.\n')}`);
    expect(readStudyPage(source, { url })).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/far larger/u) as unknown,
    });
    expect(readStudyPage(fill('x', 11_000_000), { url })).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/far larger/u) as unknown,
    });
  });
});
