// Which record a study is cited from, and when two of them may be put together.
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { studyToCsl } from '../../../src/main/export/study-to-csl.ts';
import { parseSlug, type Slug } from '../../../src/shared/domain/ids.ts';
import {
  NO_BADGES,
  type StarterFacts,
  type StudyReading,
} from '../../../src/shared/domain/study.ts';

function slug(text: string): Slug {
  const parsed = parseSlug(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

function reading(fields: Partial<StudyReading> = {}): StudyReading {
  return {
    slug: slug('clark-2017-cytokine-responses'),
    url: 'file:///tmp/page.html',
    title: 'Cytokine responses to exercise: case-control study.',
    authors: [{ family: 'Clark', given: 'L V' }],
    authorsInDoubt: null,
    byline: null,
    journal: 'Clinical and experimental immunology',
    year: 2017,
    doi: '10.1111/cei.13023',
    pmid: '28779554',
    badges: NO_BADGES,
    readingTime: null,
    sections: [],
    metadata: [],
    caseDefinitions: null,
    pemNote: null,
    primaryCitation: null,
    bibtex: null,
    snapshot: null,
    standing: [],
    unknownParts: [],
    ...fields,
  };
}

function facts(fields: Partial<StarterFacts> = {}): StarterFacts {
  return {
    title: 'Cytokine Responses to Exercise',
    authors: [{ family: 'Clark', given: 'Lucy V.' }],
    journal: 'Clinical & Experimental Immunology',
    year: 2018,
    volume: '190',
    issue: '3',
    pages: '360-371',
    doi: '10.1111/CEI.13023',
    pmid: '1',
    itemType: 'article',
    publicationType: 'Observational',
    sampleSize: null,
    caseDefinitions: null,
    atlasStated: null,
    sources: [],
    confidence: 'high',
    doubt: null,
    ...fields,
  };
}

describe('a study without further facts', () => {
  it('is cited as the atlas reads it', () => {
    expect(studyToCsl(reading(), null)).toEqual({
      item: {
        id: 'clark-2017-cytokine-responses',
        type: 'article-journal',
        title: 'Cytokine responses to exercise: case-control study',
        author: [{ family: 'Clark', given: 'L V' }],
        issued: { 'date-parts': [[2017]] },
        'container-title': 'Clinical and experimental immunology',
        DOI: '10.1111/cei.13023',
        PMID: '28779554',
      },
      warnings: [],
    });
  });

  it('may lack everything but a title', () => {
    const bare = reading({ authors: [], journal: null, year: null, doi: null, pmid: null });
    const { item } = studyToCsl(bare, null);
    expect(item).toEqual({
      id: 'clark-2017-cytokine-responses',
      type: 'article-journal',
      title: 'Cytokine responses to exercise: case-control study',
      URL: 'https://www.mecfsatlas.com/evidence/clark-2017-cytokine-responses',
    });
    const { text } = writeBibtex([{ key: 'k', item }], { charset: 'ascii' });
    expect(text).toContain('@misc{k,');
  });

  it('gets PubMed’s address where there is no DOI', () => {
    const { item } = studyToCsl(reading({ doi: null }), null);
    expect(item.URL).toBe('https://pubmed.ncbi.nlm.nih.gov/28779554/');
    expect(item.DOI).toBeUndefined();
  });

  it.each([
    ['A title.', 'A title'],
    ['A title', 'A title'],
    ['A title?', 'A title?'],
    ['A title..', 'A title..'],
    ['Fatigue in the U.S.', 'Fatigue in the U.S.'],
    ['[A title].', '[A title]'],
    ['[A title.]', '[A title]'],
    ['[A] title [B].', '[A] title [B]'],
  ])('has its title without PubMed’s period: %s', (title, expected) => {
    expect(studyToCsl(reading({ title }), null).item.title).toBe(expected);
  });

  it('says so where the title is a translation or the names could not be split', () => {
    const translated = studyToCsl(reading({ title: '[Fatigue].' }), null);
    expect(translated.warnings.map(({ code }) => code)).toEqual(['translated-title']);
    const doubtful = studyToCsl(reading({ authorsInDoubt: 'Kept whole.' }), null);
    expect(doubtful.warnings).toEqual([{ code: 'authors-in-doubt', message: 'Kept whole.' }]);
  });

  it('keeps an institution whole, and a name without a given name', () => {
    const authors = [{ literal: 'NICE' }, { family: 'Madonna', given: null }];
    expect(studyToCsl(reading({ authors }), null).item.author).toEqual([
      { literal: 'NICE' },
      { family: 'Madonna' },
    ]);
  });
});

describe('facts of the same paper', () => {
  it('add what the atlas does not say, and change nothing that it does', () => {
    const { item, warnings } = studyToCsl(reading(), facts());
    expect(item).toMatchObject({
      title: 'Cytokine responses to exercise: case-control study',
      author: [{ family: 'Clark', given: 'L V' }],
      issued: { 'date-parts': [[2017]] },
      'container-title': 'Clinical and experimental immunology',
      DOI: '10.1111/cei.13023',
      PMID: '28779554',
      volume: '190',
      issue: '3',
      page: '360-371',
    });
    expect(warnings).toEqual([]);
  });

  it('fill in names, journal and identifiers that are missing or in doubt', () => {
    const poor = reading({ authors: [], journal: null, year: null, pmid: null });
    expect(studyToCsl(poor, facts()).item).toMatchObject({
      author: [{ family: 'Clark', given: 'Lucy V.' }],
      'container-title': 'Clinical & Experimental Immunology',
      issued: { 'date-parts': [[2018]] },
      PMID: '1',
    });
    const doubtful = studyToCsl(reading({ authorsInDoubt: 'Kept whole.' }), facts());
    expect(doubtful.item.author).toEqual([{ family: 'Clark', given: 'Lucy V.' }]);
    expect(doubtful.warnings).toEqual([]);
  });

  it.each([
    ['In vivo (Athens, Greece)', 'In Vivo'],
    ['Journal of clinical virology : the official publication', 'Journal of Clinical Virology'],
    ['The Lancet', 'Lancet (London, England)'],
    ['J Nucl Med', 'Journal of Nuclear Medicine'],
    [
      'Proceedings of the National Academy of Sciences of the United States of America',
      'Proceedings of the National Academy of Sciences (PNAS)',
    ],
  ])('may spell the journal otherwise: %s, %s', (atlas, other) => {
    const read = reading({ journal: atlas, doi: null });
    expect(studyToCsl(read, facts({ journal: other })).warnings).toEqual([]);
  });

  it('make a report of what is one, with its publisher', () => {
    const report = facts({ itemType: 'report', journal: 'National Academies Press', volume: null });
    const { item } = studyToCsl(reading({ journal: 'National Academies Press' }), report);
    expect(item).toMatchObject({ type: 'report', publisher: 'National Academies Press' });
    expect(item['container-title']).toBeUndefined();
    const { text } = writeBibtex([{ key: 'k', item }], { charset: 'ascii' });
    expect(text).toContain('@techreport{k,');
    expect(text).toContain('institution = {National Academies Press}');
  });
});

describe('facts of another paper than the atlas names', () => {
  // The real case of nakatomi-2014-neuroinflammation-japan.
  const atlas = reading({
    title: 'Neuroinflammation in Patients',
    journal: 'Brain, Behavior, and Immunity',
    doi: '10.1016/j.bbi.2014.04.001',
    pmid: '99',
  });
  const published = facts({
    title: 'Neuroinflammation in Patients: An 11C-(R)-PK11195 PET Study',
    journal: 'Journal of Nuclear Medicine',
    doi: '10.2967/jnumed.113.131045',
    pmid: null,
    year: 2014,
  });

  it('are used whole, with a warning; not one field of the atlas’s record is mixed in', () => {
    const { item, warnings } = studyToCsl(atlas, published);
    expect(item).toEqual({
      id: 'clark-2017-cytokine-responses',
      type: 'article-journal',
      title: 'Neuroinflammation in Patients: An 11C-(R)-PK11195 PET Study',
      author: [{ family: 'Clark', given: 'Lucy V.' }],
      issued: { 'date-parts': [[2014]] },
      'container-title': 'Journal of Nuclear Medicine',
      DOI: '10.2967/jnumed.113.131045',
      volume: '190',
      issue: '3',
      page: '360-371',
    });
    expect(warnings).toEqual([
      {
        code: 'atlas-disagrees',
        message:
          'The atlas names Brain, Behavior, and Immunity, DOI 10.1016/j.bbi.2014.04.001; the publisher’s record is Journal of Nuclear Medicine, DOI 10.2967/jnumed.113.131045. The citation follows the publisher.',
      },
    ]);
  });

  it.each([
    ['another DOI', { doi: '10.1/x' }],
    ['another journal', { journal: 'Brain' }],
    ['a journal whose name only begins the same', { journal: 'Clinical', doi: null }],
  ])('are recognised by %s', (_what, fields) => {
    const { warnings } = studyToCsl(reading(fields), facts());
    expect(warnings.map(({ code }) => code)).toEqual(['atlas-disagrees']);
  });

  it('are no longer so once the atlas has corrected itself', () => {
    const corrected = reading({ journal: published.journal, doi: published.doi });
    expect(studyToCsl(corrected, published).warnings).toEqual([]);
  });
});
