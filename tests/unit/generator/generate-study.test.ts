// The generated studies: the same for the same seed, one slug each, and read from their pages as they are.
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import { parseSlug } from '../../../src/shared/domain/ids.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { MARKUPS, renderPage } from '../../support/atlas-pages/render-page.ts';
import { generateCorpus, generateStudy, outlineCorpus } from '../../support/generator/study.ts';

const corpus = generateCorpus({ count: 1500, seed: 42, nonLatinShare: 0.02 });

describe('generated studies', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(generateCorpus({ count: 20, seed: 1 })).toEqual(generateCorpus({ count: 20, seed: 1 }));
    expect(generateCorpus({ count: 20, seed: 1 })).not.toEqual(
      generateCorpus({ count: 20, seed: 2 }),
    );
    expect(generateStudy(1, 7).title).toBe(generateCorpus({ count: 8, seed: 1 }).at(7)?.title);
  });

  it('do not depend on how many there are', () => {
    expect(generateCorpus({ count: 30, seed: 3 }).slice(0, 10)).toEqual(
      generateCorpus({ count: 10, seed: 3 }),
    );
  });

  it('can be named first and made one by one', () => {
    const options = { count: 300, seed: 3, nonLatinShare: 0.1 };
    const outlined = outlineCorpus(options);
    expect(outlined.map((study) => study.compose())).toEqual(generateCorpus(options));
    expect(outlined.map((study) => study.slug)).toEqual(
      generateCorpus(options).map((study) => study.slug),
    );
  });

  it('have slugs of their own, of the known form', () => {
    expect(new Set(corpus.map((study) => study.slug)).size).toBe(corpus.length);
    for (const { slug } of corpus) {
      expect(parseSlug(slug)).toBe(slug);
      expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*-(?:19|20)\d\d(?:-[a-z0-9]+){1,3}$/u);
    }
  });

  const has = (test: (study: StudyReading) => boolean): number => corpus.filter(test).length;
  it.each([
    ['PEM required', (study: StudyReading) => study.badges.pem?.label === 'PEM required'],
    ['PEM not required', (study: StudyReading) => study.badges.pem?.label === 'PEM not required'],
    ['PEM unclear', (study: StudyReading) => study.badges.pem?.label === 'PEM unclear'],
    ['the older PEM ✓', (study: StudyReading) => study.badges.pem?.label === 'PEM ✓'],
    ['the older PEM ?', (study: StudyReading) => study.badges.pem?.label === 'PEM ?'],
    ['no badge row', (study: StudyReading) => study.badges.level === null],
    ['no publication type', (study: StudyReading) => study.badges.publicationType === null],
    ['no DOI', (study: StudyReading) => study.doi === null],
    ['no PubMed id', (study: StudyReading) => study.pmid === null],
    ['a title in brackets', (study: StudyReading) => study.title.startsWith('[')],
    ['a final period', (study: StudyReading) => study.title.endsWith('.')],
    ['Greek letters', (study: StudyReading) => /[α-ω]/u.test(study.title)],
    ['an ampersand', (study: StudyReading) => study.title.includes('&')],
    ['no author', (study: StudyReading) => study.authors.length === 0],
    [
      'an institution',
      (study: StudyReading) => study.authors.some((author) => 'literal' in author),
    ],
    [
      'an institution with “and”',
      (study: StudyReading) =>
        study.authors.some((author) => 'literal' in author && author.literal.includes(' and ')),
    ],
    [
      'another script',
      (study: StudyReading) =>
        study.authors.some(
          (author) => 'family' in author && /\p{Script=Cyrillic}/u.test(author.family),
        ),
    ],
    ['a stated case definition', (study: StudyReading) => study.caseDefinitions !== null],
    [
      'a retraction',
      (study: StudyReading) => study.standing.some(({ kind }) => kind === 'retracted'),
    ],
  ])('some have %s', (_, test) => {
    const count = has(test);
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(corpus.length);
  });

  it('answer the search of the main job often enough', () => {
    const hits = generateCorpus({ count: 300, seed: 1 }).filter(
      (study) =>
        study.badges.pem?.value === 'required' &&
        /cytokine/iu.test(JSON.stringify([study.title, study.sections])),
    );
    expect(hits.length).toBeGreaterThan(20);
    expect(hits.length).toBeLessThan(120);
  });

  it.each(MARKUPS)('are read from a page in %s as they are', (markup) => {
    for (const study of corpus.slice(0, 120)) {
      const result = readStudyPage(renderPage(study, markup), { url: study.url });
      expect(result.ok ? result.study : result).toEqual(study);
    }
  });
});
