// What is no study page is refused with a sentence, never read as an empty study.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import { readStudy, sampleText } from '../../support/atlas-pages/sample-page.ts';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/pages');
const STUDY_URL = 'https://www.mecfsatlas.com/evidence/marrow-2019-breathing-during';

function refusal(source: string, url: string | null = STUDY_URL): string {
  const result = readStudyPage(source, { url });
  if (result.ok) throw new Error(`Read as the study “${result.study.title}”.`);
  expect(result.reason).toBe('not-a-study-page');
  expect(result.detail).toMatch(/^[A-Z].*\.$/u);
  return result.detail;
}

describe('pages of the site and of others', () => {
  it.each([
    ['challenge.html', /check that the visitor is a person/u],
    ['not-found.html', /no such page/u],
    ['server-error.txt', /error of its own/u],
    ['login.html', /log in/u],
    ['listing.html', /list of studies/u],
    ['methodology.html', /no byline/u],
    ['other-journal.html', /no byline/u],
  ])('%s', (file, reason) => {
    const source = readFileSync(path.join(FIXTURES, file), 'utf8');
    expect(refusal(source)).toMatch(reason);
    expect(refusal(source, null)).toMatch(reason);
    expect(refusal(source, `https://www.mecfsatlas.com/${path.parse(file).name}`)).toMatch(reason);
  });

  it.each([
    ['Verify you are human', /person/u],
    ['Attention Required! | Cloudflare', /person/u],
    ['403 Forbidden', /refused/u],
    ['429 Too Many Requests', /fewer requests/u],
    [
      '<html><title>502 Bad Gateway</title><center><h1>502 Bad Gateway</h1></center></html>',
      /error of its own/u,
    ],
    ['Error 404', /no such page/u],
    ['The study could not be found.', /no such page/u],
    ['Sign in', /log in/u],
    ['<html><body><div id="root"></div><script src="/app.js"></script></body></html>', /no text/u],
  ])('%s', (source, reason) => {
    expect(refusal(source)).toMatch(reason);
  });
});

describe('what is no page at all', () => {
  it.each([
    ['nothing', '', /empty/u],
    ['white space', ' \n\t \u00A0', /empty/u],
    ['bytes of an image', '\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0', /not the text/u],
    ['bytes read as text', '\uFFFD\uFFFDa\uFFFD\u0001\u0002b', /not the text/u],
    ['a sentence', 'Hello.', /no byline/u],
    ['JSON', '{"slug":"marrow-2019-breathing-during","title":"Breathing"}', /no byline/u],
    [
      'a BibTeX entry alone',
      sampleText().replace(/^[\s\S]*?(@article)|Atlas snapshot[\s\S]*$/gu, '$1'),
      /no byline/u,
    ],
  ])('%s', (_, source, reason) => {
    expect(refusal(source)).toMatch(reason);
  });

  it('is a study without its title', () => {
    const text = sampleText({ hasCitations: false, pills: {} });
    const start = text.indexOf('Marrow, J K, Ødegård');
    expect(refusal(text.slice(start))).toMatch(/title is missing/u);
  });
});

describe('a study', () => {
  it.each([
    '404 patients: a made-up survey',
    'Just a moment: attention in chronic illness',
    'Verify you are human',
    'Access denied: care in rural areas',
  ])('may be called %s', (title) => {
    expect(readStudy(sampleText({ title })).title).toBe(title);
  });

  it('may be given under a wrong address', () => {
    expect(readStudy(sampleText(), 'https://www.mecfsatlas.com/methodology').slug).toBe(
      'marrow-2019-breathing-during',
    );
  });
});
