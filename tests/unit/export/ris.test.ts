// RIS as Zotero reads it: names, markup, dates, tags, and nothing lost for any title.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeRis, type RisProvenance } from '../../../src/main/export/ris/write-ris.ts';
import { cleanText, createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import { richPieces } from '../../../src/main/export/text/rich-text.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { needsShared } from '../../support/needs.ts';
import { hostileText, NASTY_ITEMS } from './nasty-items.ts';
import { only, readRis, type RisRecord } from './read-ris.ts';

const shared = needsShared();

const ATLAS: RisProvenance = {
  slug: 'clark-2017-cytokine' as Slug,
  asOf: Date.UTC(2026, 7, 20) as UnixMs,
  retracted: false,
  pem: 'required',
  derivedPem: 'not-required',
  level: 'E2',
};

function write(
  item: Partial<CslItem>,
  atlas: RisProvenance | null = null,
): ReturnType<typeof writeRis> {
  return writeRis([{ key: 'k', item: { type: 'article-journal', ...item }, atlas }]);
}

function record(item: Partial<CslItem>, atlas: RisProvenance | null = null): RisRecord | undefined {
  return readRis(write(item, atlas).text)[0];
}

function all(
  tag: string,
  item: Partial<CslItem>,
  atlas: RisProvenance | null = null,
): readonly string[] {
  return record(item, atlas)?.values.get(tag) ?? [];
}

const ARTICLE: CslItem = {
  type: 'article-journal',
  title: 'VO<sub>2</sub> peak ≥ 18 & p < 0.05 in ME/CFS: a β-endorphin study',
  author: [
    { family: 'Meer', given: 'Jos W. M.', 'non-dropping-particle': 'van der' },
    { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
    { literal: 'National Institute for Health and Care Excellence' },
  ],
  'container-title': 'Frontiers in Neurology',
  volume: 9,
  issue: '1-2',
  page: '1033–1040',
  issued: { 'date-parts': [[2019, 1, 10]] },
  DOI: 'https://doi.org/10.3389/fneur.2018.01033',
  URL: 'https://example.org/c_d?x=1&y=%20~z#frag',
  PMID: '30687207',
  PMCID: 'PMC6335565',
};

describe('a RIS file', () => {
  it('looks like this', () => {
    const { text, warnings } = write(ARTICLE, ATLAS);
    expect(warnings).toEqual([]);
    expect(text.split('\r\n')).toEqual([
      'TY  - JOUR',
      'ID  - k',
      'TI  - VO&lt;sub&gt;2&lt;/sub&gt; peak ≥ 18 & p < 0.05 in ME/CFS: a β-endorphin study',
      'AU  - van der Meer, Jos W. M.',
      'AU  - King, Martin Luther, Jr.',
      'AU  - National Institute for Health and Care Excellence',
      'T2  - Frontiers in Neurology',
      'DA  - 2019/01/10/',
      'PY  - 2019',
      'VL  - 9',
      'IS  - 1-2',
      'SP  - 1033',
      'EP  - 1040',
      'DO  - 10.3389/fneur.2018.01033',
      'UR  - https://example.org/c_d?x=1&y=%20~z#frag',
      'KW  - pem:required',
      'KW  - pem-derived:not-required',
      'KW  - evidence:E2',
      'M2  - Citation Key: k',
      'M2  - PMID: 30687207',
      'M2  - PMCID: PMC6335565',
      'M2  - Atlas: https://www.mecfsatlas.com/evidence/clark-2017-cytokine (as of 2026-08-20)',
      'ER  - ',
      '',
      '',
    ]);
  });

  it('is sorted by key, the same for any order, and empty for nothing', () => {
    const entries = ['b', 'B2', 'a10', 'a-1'].map((key) => ({ key, item: ARTICLE, atlas: null }));
    const { text } = writeRis(entries);
    expect(readRis(text).map((entry) => only(entry, 'ID'))).toEqual(['a-1', 'a10', 'b', 'B2']);
    expect(writeRis(entries.toReversed()).text).toBe(text);
    expect(writeRis([]).text).toBe('');
  });

  it.skipIf(shared.isMissing)(
    `says to Zotero what the measured sample says, field by field ${shared.note}`,
    () => {
      const sample = readFileSync(path.join(shared.folder, 'data/zotero-profile.ris'), 'utf8');
      const [theirs] = readRis(sample.replaceAll(/\r?\n/gu, '\r\n'));
      const ours = record({
        ...ARTICLE,
        author: [
          ...(ARTICLE.author ?? []).slice(0, 2),
          { family: 'Østergård', given: 'Søren' },
          { literal: 'National Institute for Health and Care Excellence' },
        ],
      });
      for (const tag of ['TI', 'AU', 'T2', 'DA', 'VL', 'IS', 'SP', 'EP', 'DO', 'UR']) {
        expect(ours?.values.get(tag), tag).toEqual(theirs?.values.get(tag));
      }
      expect(theirs?.values.get('M2')?.slice(1, 3)).toEqual(ours?.values.get('M2')?.slice(1, 3));
    },
  );
});

describe('what the atlas says', () => {
  it('is a tag for each thing said, and none for silence', () => {
    expect(all('KW', {}, { ...ATLAS, pem: 'not-stated', level: null })).toEqual([
      'pem-derived:not-required',
    ]);
    expect(all('KW', {}, { ...ATLAS, derivedPem: 'not-stated', pem: 'unclear' })).toEqual([
      'pem:unclear',
      'evidence:E2',
    ]);
  });

  it('never has a derived value look like the badge', () => {
    const values = ['required', 'not-required', 'unclear'] as const;
    for (const derivedPem of values) {
      const tags = all('KW', {}, { ...ATLAS, pem: 'not-stated', derivedPem, level: null });
      expect(tags).toEqual([`pem-derived:${derivedPem}`]);
    }
  });

  it('names no day for a record of the starter set, and tells of a retraction', () => {
    expect(all('M2', {}, { ...ATLAS, asOf: null, retracted: true }).slice(1)).toEqual([
      'Atlas: https://www.mecfsatlas.com/evidence/clark-2017-cytokine',
      'Atlas standing: retracted or withdrawn',
    ]);
  });

  it('is nothing for a work of elsewhere', () => {
    expect(write({ ...ARTICLE, keyword: 'a, b; a' }).text).not.toMatch(/pem|Atlas/u);
    expect(all('KW', { keyword: 'a, b; a' })).toEqual(['a', 'b']);
  });
});

describe('names', () => {
  it.each<[NonNullable<CslItem['author']>[number], string]>([
    [{ family: 'Beauvoir', given: 'Simone', 'dropping-particle': 'de' }, 'de Beauvoir, Simone'],
    [{ family: 'Arcy', given: 'L', 'non-dropping-particle': "d'" }, "d'Arcy, L"],
    [{ family: 'Madonna' }, 'Madonna,'],
    [{ literal: 'R&D Group_1' }, 'R&D Group_1'],
    [{ literal: 'Company Name, LLC' }, 'Company Name LLC'],
    [{ family: 'Smith, Jones and Sons', given: 'A, B' }, 'Smith Jones and Sons, A B'],
  ])('%o is %s', (name, written) => {
    expect(all('AU', { author: [name] })).toEqual([written]);
  });

  it('lose commas and "et al." only with a word about it', () => {
    const author = [{ literal: 'Company, LLC' }, { literal: 'et al.' }];
    expect(all('AU', { author })).toEqual(['Company LLC']);
    expect(write({ author }).warnings.map(({ code }) => code)).toEqual([
      'comma-in-name',
      'others-left-out',
    ]);
  });

  it('are all there, for 3,000 authors', () => {
    const author = Array.from({ length: 3000 }, (_, index) => ({
      family: `A${index}`,
      given: 'B',
    }));
    expect(all('AU', { author })).toHaveLength(3000);
  });
});

describe('fields', () => {
  it.each<[CslItem['issued'] & object, string, string | undefined]>([
    [{ 'date-parts': [[2020]] }, '2020///', '2020'],
    [{ 'date-parts': [[2022, 5]] }, '2022/05//', '2022'],
    [{ 'date-parts': [[1993, 0, 0]] }, '1993///', '1993'],
    [{ 'date-parts': [[2001]], season: 1 }, '2001///Spring', '2001'],
    [{ literal: 'in press' }, 'in press', undefined],
  ])('the date %o', (issued, full, year) => {
    expect(only(record({ issued }), 'DA')).toBe(full);
    expect(only(record({ issued }), 'PY')).toBe(year);
  });

  it.each([
    ['283-294', ['283', '294']],
    ['S12–S18', ['S12', 'S18']],
    ['e1033', ['e1033']],
    ['1-3, 7-9', ['1-3, 7-9']],
    ['S1473-3099(25)00411-6', ['S1473-3099(25)00411-6']],
  ])('the pages %s', (page, parts) => {
    const written = record({ page });
    const ends = [only(written, 'SP'), only(written, 'EP')];
    expect(ends.filter((end) => end !== undefined)).toEqual(parts);
  });

  it.each([
    [{ type: 'article', publisher: 'medRxiv' }, 'UNPD'],
    [{ type: 'article', 'container-title': 'J', volume: 1 }, 'JOUR'],
    [{ type: 'report', publisher: 'NICE' }, 'RPRT'],
    [{ type: 'thesis' }, 'THES'],
    [{ type: 'chapter' }, 'CHAP'],
    [{ type: 'paper-conference' }, 'CPAPER'],
    [{ type: 'dataset' }, 'DATA'],
    [{ type: 'webpage' }, 'ELEC'],
    [{ type: 'nothing we know' }, 'GEN'],
  ])('the type of %o is %s', (item, type) => {
    expect(record(item)?.type).toBe(type);
  });

  it('has no address that only repeats the DOI', () => {
    const fields = { DOI: '10.1/x', URL: 'https://doi.org/10.1/X' };
    expect(all('UR', fields)).toEqual([]);
    expect(all('DO', fields)).toEqual(['10.1/x']);
  });

  it('brings a DOI with signs of HTML through', () => {
    const DOI = '10.1002/(SICI)1099<275::AID-GPS>3.0.CO;2-A&copy';
    expect(all('DO', { DOI })).toEqual([DOI]);
  });

  it('keeps what Zotero had in its field Extra, and a note of the reader as a note', () => {
    const fields = { note: 'PMID: 1\ntex.x: y\nOriginal Date: 1900', annote: 'a < b & c\n\nd' };
    expect(all('M2', { ...fields, PMID: '1' })).toEqual([
      'Citation Key: k',
      'PMID: 1',
      'tex.x: y',
      'Original Date: 1900',
    ]);
    expect(all('N1', fields)).toEqual(['<p>a &lt; b &amp; c</p><p>d</p>']);
  });
});

describe('any text', () => {
  const anyText = (): fc.Arbitrary<string> =>
    fc.oneof(hostileText(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

  it('comes through Zotero’s reading of HTML as it is, with its markup', () => {
    fc.assert(
      fc.property(anyText(), (title) => {
        const shown = richPieces(title, createTextIssues())
          .map((piece) =>
            piece.kind === 'text'
              ? piece.text
              : `<${piece.kind === 'close' ? '/' : ''}${piece.element}>`,
          )
          .join('');
        expect(only(record({ title }), 'TI') ?? '').toBe(shown);
      }),
      { seed: 20261128, numRuns: 800 },
    );
  });

  it('loses no letter where its markup is read', () => {
    fc.assert(
      fc.property(anyText(), (raw) => {
        const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').normalize('NFC');
        const pieces = richPieces(raw, createTextIssues());
        const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
        expect(bare(text)).toBe(bare(cleanText(raw, createTextIssues())));
      }),
      { seed: 20261128, numRuns: 800 },
    );
  });

  it('stays on its line, in every field', () => {
    for (const item of NASTY_ITEMS) {
      const [read, ...others] = readRis(writeRis([{ key: 'k', item, atlas: ATLAS }]).text);
      expect(others).toEqual([]);
      expect(only(read, 'ID')).toBe('k');
    }
  });
});
