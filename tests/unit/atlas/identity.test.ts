// Slug, address, DOI, PubMed id, journal and year: which statement counts where several are made.
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import {
  isoDate,
  readCitation,
  readSnapshot,
} from '../../../src/main/atlas/page-reader/citation.ts';
import { doiIn } from '../../../src/main/atlas/page-reader/identity.ts';
import {
  readNotFound,
  readStudy,
  samplePage,
  sampleText,
} from '../../support/atlas-pages/sample-page.ts';

const OWN = 'https://www.mecfsatlas.com/evidence/marrow-2019-breathing-during';
const OTHER = 'https://www.mecfsatlas.com/evidence/stone-2001-made-up';
const older = { hasCitations: false, doi: null, pmid: null };

describe('the slug', () => {
  it("is the page's own, whatever address it came from", () => {
    for (const page of [sampleText(), samplePage()]) {
      expect(readStudy(page, OTHER)).toMatchObject({
        slug: 'marrow-2019-breathing-during',
        url: OWN,
      });
    }
  });

  it('is that of the address where the page names none', () => {
    const study = readStudy(sampleText(older), `${OTHER}/?utm=1#top`);
    expect(study).toMatchObject({ slug: 'stone-2001-made-up', url: `${OTHER}/?utm=1#top` });
  });

  it('comes from the canonical link too', () => {
    expect(readStudy(samplePage(older)).slug).toBe('marrow-2019-breathing-during');
  });

  it('is what most of the page says', () => {
    const page = sampleText().replace(
      '{mecfsatlas-marrow-2019-breathing-during,',
      '{mecfsatlas-marrow-2019-typing-error,',
    );
    expect(readStudy(page).slug).toBe('marrow-2019-breathing-during');
  });

  it('is asked for where nothing names it', () => {
    for (const url of [
      null,
      'https://www.mecfsatlas.com/evidence',
      'file:///home/x/page.html',
      'not an address',
    ]) {
      expect(readStudyPage(sampleText(older), { url })).toMatchObject({
        ok: false,
        reason: 'no-slug',
      });
    }
  });

  it('leaves the address as it was read from, on whichever host', () => {
    for (const host of ['https://www.cfsmeatlas.com', 'http://127.0.0.1:8000']) {
      const url = `${host}/evidence/marrow-2019-breathing-during`;
      expect(readStudy(sampleText(), url)).toMatchObject({
        slug: 'marrow-2019-breathing-during',
        url,
      });
    }
  });
});

describe('the DOI', () => {
  it.each([
    ['10.1111/cei.13023', '10.1111/cei.13023'],
    ['https://doi.org/10.1016/S0002-9343(03)00182-7', '10.1016/S0002-9343(03)00182-7'],
    [
      'https://doi.org/10.1002/(SICI)1097-0142(19990501)85%3A9%3C1950%3A%3AAID%3E3.0.CO%3B2-V',
      '10.1002/(SICI)1097-0142(19990501)85:9<1950::AID>3.0.CO;2-V',
    ],
    ['doi: 10.7326/P19-0004', '10.7326/P19-0004'],
    ['(see 10.1000/abc).', '10.1000/abc'],
    ['https://pubmed.ncbi.nlm.nih.gov/123/', null],
    ['', null],
  ])('in %s', (text, doi) => {
    expect(doiIn(text)).toBe(doi);
  });

  it("is BibTeX's, and a link that says otherwise is kept beside it", () => {
    const page = samplePage().replace(
      'href="https://doi.org/10.5555/aim.2019.12">DOI',
      'href="https://doi.org/10.5555/other">DOI',
    );
    expect(readStudy(page)).toMatchObject({
      doi: '10.5555/aim.2019.12',
      unknownParts: [{ label: 'DOI', value: 'https://doi.org/10.5555/other' }],
    });
  });

  it('comes from the citation, the metadata or the link, where BibTeX is missing', () => {
    const withoutEntry = sampleText().replace(/@article\{[\s\S]*?\n\}/u, '');
    expect(readStudy(withoutEntry)).toMatchObject({ doi: '10.5555/aim.2019.12', bibtex: null });
    const inRow = sampleText({ ...older, metadata: [{ label: 'DOI', value: '10.5555/row' }] });
    expect(readStudy(inRow, OWN).doi).toBe('10.5555/row');
    expect(readStudy(samplePage({ ...older, doi: '10.5555/link' }), OWN).doi).toBe('10.5555/link');
  });
});

describe('other facts', () => {
  it('take the PubMed id from note, citation or metadata', () => {
    expect(readStudy(sampleText()).pmid).toBe('99000001');
    const cited = sampleText({ doi: null }).replace(/ {2}note = .*\n/u, '');
    expect(readStudy(cited).pmid).toBe('99000001');
    expect(
      readStudy(sampleText({ ...older, metadata: [{ label: 'PubMed', value: '7' }] }), OWN).pmid,
    ).toBe('7');
  });

  it('believe BibTeX over the byline, which stays as shown', () => {
    const page = sampleText().replace(
      ' · Annals of imaginary medicine · 2019 ·',
      ' · Another journal · 2018 ·',
    );
    expect(readStudy(page)).toMatchObject({
      journal: 'Annals of imaginary medicine',
      year: 2019,
      byline: 'Marrow, J K, Ødegård, Å · Another journal · 2018 · DOI',
    });
  });

  it('read a byline without authors, without journal, without DOI', () => {
    expect(readStudy(sampleText({ authors: [] }))).toMatchObject({
      authors: [],
      authorsInDoubt: null,
      journal: 'Annals of imaginary medicine',
    });
    expect(readNotFound(sampleText({ authors: [], journal: null }))).toEqual(
      expect.arrayContaining(['authors', 'journal']),
    );
    expect(readStudy(sampleText({ doi: null, pmid: null }))).toMatchObject({
      doi: null,
      pmid: null,
      year: 2019,
    });
  });

  it('keep the title as shown, with brackets and periods', () => {
    const title =
      '[Estimation of fatigue state in patient with CFS using actigraph & R-R interval <0.05].';
    for (const page of [sampleText({ title }), samplePage({ title })]) {
      expect(readStudy(page).title).toBe(title);
    }
  });

  it('keep an entry whose title has a stray brace', () => {
    const title = 'A title with a stray { brace in it';
    const study = readStudy(sampleText({ title }));
    expect(study).toMatchObject({ title, year: 2019, doi: '10.5555/aim.2019.12' });
    expect(study.bibtex).toMatch(/^@article\{[\s\S]*\n\}$/u);
    expect(study.snapshot).not.toBeNull();
  });

  it('do not take an entry for whole that was cut off', () => {
    const cut = sampleText().replace(/ {2}note = [\s\S]*$/u, '  note = {PubM');
    expect(readStudy(cut, OWN)).toMatchObject({
      bibtex: null,
      doi: '10.5555/aim.2019.12',
      pmid: null,
      snapshot: null,
    });
    expect(readNotFound(cut, OWN)).toEqual(expect.arrayContaining(['bibtex', 'snapshot', 'pmid']));
  });
});

describe('citation and snapshot line', () => {
  it.each([
    [
      'A, B & C, D (2017). Of rats. And of men.. The Journal. Of All. https://doi.org/10.1/x',
      'The Journal. Of All',
      'Of rats. And of men.',
    ],
    ['Unknown authors (n.d.). What?. The Journal.', 'The Journal', 'What?'],
    ['Unknown authors (n.d.). A title. A journal.', null, 'A title'],
  ])('%s', (citation, journal, title) => {
    expect(readCitation(citation, journal)?.title).toBe(title);
  });

  it.each([
    [
      'ME/CFS Atlas. Generator v1 / Scanner v1.4 / policy v0.1. Accessed 2026-05-28. https://x/evidence/a',
      'v1',
      'v1.4',
      'v0.1',
      '2026-05-28',
    ],
    [
      'CFSMEATLAS. Generator v2.0-beta / policy v1. Accessed 28 May 2026.',
      'v2.0-beta',
      null,
      'v1',
      '2026-05-28',
    ],
    ['ME/CFS Atlas. Accessed yesterday.', null, null, null, null],
  ])('%s', (line, generator, scanner, policy, accessed) => {
    expect(readSnapshot(line)).toEqual({ line, generator, scanner, policy, accessed });
  });

  it.each([
    ['2026-05-28', '2026-05-28'],
    ['7 April 2026', '2026-04-07'],
    ['May 28, 2026', '2026-05-28'],
    ['2026-02-30', null],
    ['28/05/2026', null],
  ])('the date %s', (text, iso) => {
    expect(isoDate(text)).toBe(iso);
  });
});
