// What must hold for every page: the markup does not matter, whoever wrote it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { currentPage, olderPage } from '../../support/atlas-pages/arbitrary-reading.ts';
import { mutateMarkup } from '../../support/atlas-pages/mutate-markup.ts';
import { MARKUPS, renderPage } from '../../support/atlas-pages/render-page.ts';

const HTML_MARKUPS = MARKUPS.filter((markup) => markup !== 'bare-text');
const seed = fc.integer({ min: 0, max: 2 ** 31 });

const readBack = (source: string, reading: StudyReading): unknown => {
  const result = readStudyPage(source, { url: reading.url });
  return result.ok ? result.study : result;
};

describe('any page', () => {
  it.each(MARKUPS)('of today reads back from %s', (markup) => {
    fc.assert(
      fc.property(currentPage, (reading) => {
        expect(readBack(renderPage(reading, markup), reading)).toEqual(reading);
      }),
    );
  });

  it.each(MARKUPS)('of the older form reads back from %s', (markup) => {
    fc.assert(
      fc.property(olderPage, (reading) => {
        expect(readBack(renderPage(reading, markup), reading)).toEqual(reading);
      }),
    );
  });

  it.each(HTML_MARKUPS)('reads the same after any mutation of its %s markup', (markup) => {
    fc.assert(
      fc.property(fc.oneof(currentPage, olderPage), seed, (reading, chosen) => {
        const page = mutateMarkup(renderPage(reading, markup), chosen);
        expect(readBack(page, reading)).toEqual(reading);
      }),
    );
  });
});

describe('any text at all', () => {
  it('is answered, as a study page or not', () => {
    const soup = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 40 }),
          fc.constantFrom(
            '<div>',
            '</p>',
            '<br>',
            '<!--',
            '-->',
            '<script>',
            '</script>',
            '<pre>',
            '<a href="',
            '">',
            '&amp',
            '&#0;',
            '\n',
            'Quick Summary',
            'BibTeX',
            '@article{mecfsatlas-a,',
            'author = {',
            '}',
            ' · ',
            '2017',
            'DOI',
            'E2 Moderate',
            'PEM ?',
            'Primary citation',
            'ME/CFS Atlas. Generator v1 / Scanner',
            'Metadata',
            'DOI: 10.1/',
            'et al.',
            ' and ',
            'Topics',
          ),
        ),
        { maxLength: 60 },
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(soup, fc.option(fc.webUrl()), (source, url) => {
        const result = readStudyPage(source, { url });
        expect(result.ok ? result.study.title : result.detail).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  // Of two names alone in a byline, journal or author, nothing but BibTeX tells which it is.
  const wellKnown = currentPage.filter(
    ({ journal, authors }) => journal !== null && authors.length > 0,
  );

  it('cut off anywhere is a study with gaps or no study page', () => {
    fc.assert(
      fc.property(wellKnown, fc.constantFrom(...MARKUPS), fc.nat(), (reading, markup, at) => {
        const whole = renderPage(reading, markup);
        const page = whole.slice(0, at % whole.length);
        const result = readStudyPage(page, { url: reading.url });
        if (!result.ok) return;
        const { study } = result;
        // What the page still says whole is right; what it broke off in is not given at all.
        expect(study.slug).toBe(reading.slug);
        for (const key of [
          'doi',
          'pmid',
          'year',
          'journal',
          'bibtex',
          'primaryCitation',
          'pemNote',
          'snapshot',
        ] as const) {
          expect(JSON.stringify([null, reading[key]])).toContain(JSON.stringify(study[key]));
        }
        expect([null, reading.badges.pem?.label]).toContain(study.badges.pem?.label ?? null);
        const isListed = study.authors.length === reading.authors.length;
        expect(isListed ? study.authors : []).toEqual(isListed ? reading.authors : []);
        expect(isListed || study.authorsInDoubt !== null || study.authors.length === 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
