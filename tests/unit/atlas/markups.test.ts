// The same page in every markup, from real facts, from generated ones, and as people hand it over.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import type { Author, StudyReading } from '../../../src/shared/domain/study.ts';
import { buildReading, type PillLabels } from '../../support/atlas-pages/build-reading.ts';
import { MARKUPS, renderPage } from '../../support/atlas-pages/render-page.ts';
import { samplePage, sampleText } from '../../support/atlas-pages/sample-page.ts';
import { generateCorpus } from '../../support/generator/study.ts';
import { needsShared } from '../../support/needs.ts';

const shared = needsShared();
const FIXTURES = path.join(import.meta.dirname, '../../fixtures/pages');

const readBack = (source: string, url: string | null): unknown => {
  const result = readStudyPage(source, { url });
  return result.ok ? result.study : result;
};

describe.each(MARKUPS)('as %s', (markup) => {
  it('every study of a generated atlas reads back', () => {
    for (const reading of generateCorpus({ count: 150, seed: 11, nonLatinShare: 0.1 })) {
      expect(readBack(renderPage(reading, markup), reading.url)).toEqual(reading);
    }
  });

  it.skipIf(shared.isMissing)(`the facts of real pages read back ${shared.note}`, () => {
    for (const reading of realReadings()) {
      expect(readBack(renderPage(reading, markup), reading.url)).toEqual(reading);
    }
  });
});

describe('a page copied out of a browser', () => {
  const source = readFileSync(path.join(FIXTURES, 'copied-from-browser.txt'), 'utf8');

  it('reads with its byline and title wrapped, its table parted by tabs, its buttons left out', () => {
    expect(readBack(source, null)).toMatchObject({
      slug: 'lwe-2021-ion-channels',
      title: 'Ion channels in the made-up cells of imaginary patients: a first look.',
      byline:
        'Löwe, Berta, van Öde, Klaus J, Marrow, J K et al. · Annals of imaginary medicine · 2021 · DOI',
      authors: [
        { family: 'Löwe', given: 'Berta' },
        { family: 'van Öde', given: 'Klaus J' },
        { family: 'Marrow', given: 'J K' },
        { family: 'Stone', given: 'A' },
      ],
      readingTime: 'Standard · 3 min',
      badges: {
        level: { code: 'E3', label: 'E3 Preliminary' },
        confidence: 'Preliminary',
        pem: { value: 'unclear', label: 'PEM ?' },
        reviewState: 'Machine draft',
        unknown: [],
      },
      sections: [
        { kind: 'quick-summary' },
        {
          kind: 'observed-findings',
          paragraphs: [
            'Less calcium entered the cells of patients',
            'The difference was gone after a night in the fridge.',
          ],
        },
        { kind: 'topics', paragraphs: ['Ion channels', 'Calcium'] },
      ],
      metadata: [
        { label: 'DOI', value: '10.5555/ions.2021.7' },
        { label: 'Sample size', value: '26' },
        { label: 'Control group', value: '—' },
        {
          label: 'Case definition',
          value: 'Fukuda (CDC 1994) or Canadian Consensus Criteria, 2003',
        },
      ],
      primaryCitation: expect.stringMatching(/^Löwe, .*2021\.7$/u) as unknown,
      unknownParts: [],
    });
  });

  it('reads the same from Windows, with a byte order mark and no-break spaces', () => {
    const windows = `\uFEFF${source.replaceAll('PEM ?', 'PEM\u00A0?').replaceAll('\n', '\r\n')}`;
    expect(readBack(windows, null)).toEqual(readBack(source, null));
  });

  it('reads the same when a mail program wrapped its paragraphs', () => {
    const long = generateCorpus({ count: 40, seed: 3 }).map((reading) => ({
      ...reading,
      bibtex: null,
      snapshot: null,
    }));
    for (const reading of long) {
      const text = renderPage(reading, 'bare-text');
      const wrapped = text.split('\n').map(wrap).join('\n\n');
      expect(readBack(wrapped, reading.url)).toEqual(readBack(text, reading.url));
    }
  });
});

describe('a page with other things between its parts', () => {
  const text = sampleText();
  const page = samplePage();
  const row = 'E2 ModerateModerate confidencePEM not requiredObservationalPeer-reviewedReviewed\n';
  const title = 'Breathing during sleep in myalgic encephalomyelitis: a made-up home study.\n';
  const byline = 'Marrow, J K, Ødegård, Å · Annals of imaginary medicine · 2019 · DOI\n';
  const change = (source: string, from: string | RegExp, to: string): string => {
    expect(source).toMatch(from);
    return source.replace(from, to);
  };

  it.each([
    ['its badges below the title', change(change(text, row, ''), title, `${title}${row}`)],
    ['its badges below the byline', change(change(text, row, ''), byline, `${byline}${row}`)],
    ['a breadcrumb', change(text, row, `Home\n/\nEvidence\n/\n${title}${row}`)],
    ['a line between title and byline', change(text, byline, `Open access\n${byline}`)],
    [
      'buttons beside its labels',
      change(
        change(text, 'Primary citation\n', 'Primary citation Copy\n'),
        'BibTeX\n',
        'BibTeX Copy\n',
      ),
    ],
    [
      'its byline broken everywhere',
      change(
        text,
        byline,
        byline.replaceAll(/, (?=Ø)| (?=medicine| · |·|2019|DOI)/gu, (space) => `${space.trim()}\n`),
      ),
    ],
    [
      'words for screen readers',
      change(page, '<li>E2 Moderate', '<li><span>Evidence level: </span>E2 Moderate'),
    ],
    [
      'colours in its BibTeX',
      change(
        page,
        /(?<=<code>)[^<]*/u,
        (/(?<=<code>)[^<]*/u.exec(page)?.[0] ?? '').replace(
          /\w+/gu,
          '<span class="token">$&</span>',
        ),
      ),
    ],
    [
      'its BibTeX in a text field',
      change(change(page, '<pre><code>', '<textarea readonly>'), '</code></pre>', '</textarea>'),
    ],
    [
      'elements of its own',
      page.replace(/<(\/?)(h1|h2|p|li|ul|article|dl|dt|dd|pre)\b/gu, '<$1study-$2'),
    ],
    ['nothing around it', page.slice(page.indexOf('<article>'), page.indexOf('</article>'))],
    ['the marks of Markdown', change(text, 'Quick Summary\n', '## **Quick Summary**\n')],
  ])('reads the same with %s', (_, source) => {
    expect(readBack(source, null)).toEqual(readBack(text, null));
    expect(readBack(text, null)).toMatchObject({ slug: 'marrow-2019-breathing-during' });
  });
});

describe('a page of unusual making', () => {
  const reading = generateCorpus({ count: 5, seed: 23 }).find(({ badges }) => badges.pem !== null);
  if (reading === undefined) throw new Error('The generator makes pages with badges.');
  const semantic = renderPage(reading, 'semantic');

  it.each([
    ['without end tags', semantic.replace(/<\/(?:p|li|dt|dd)>/gu, '')],
    ['in capitals', semantic.replace(/<\/?[a-z0-9]+/gu, (tag) => tag.toUpperCase())],
    ['from Windows', semantic.replaceAll('\n', '\r\n')],
    [
      'with a copy of its sections for small screens',
      semantic.replace(/<h2 id="quick-summary".*?(?=<h2 id="why)/su, '$&$&'),
    ],
    [
      'with its citation in a closed dialog',
      semantic.replace(/<h2 id="bibtex">.*?<\/pre>/su, '<dialog>$&</dialog>'),
    ],
    [
      'still being put together',
      semantic.replace(
        /<h2 id="quick-summary">.*(?=<\/article>)/su,
        '<div hidden id="S:0">$&</div>',
      ),
    ],
    [
      'with a hidden copy of other content',
      semantic.replace(
        '<h1>',
        '<div hidden><h2>Quick Summary</h2><p>Not for anyone.</p></div><h1>',
      ),
    ],
    [
      'with a table of contents',
      semantic.replace(
        '<h1>',
        '<div>Quick Summary</div><div>Why It Matters</div><div>Metadata</div><h1>',
      ),
    ],
  ])('reads the same %s', (_, page) => {
    expect(page).not.toBe(semantic);
    expect(readBack(page, reading.url)).toEqual(reading);
  });

  it.each([
    ['glued together', ''],
    ['with white space between them', '\n  '],
  ])('reads the same from inline elements alone, %s', (_, space) => {
    for (const one of generateCorpus({ count: 30, seed: 31 })) {
      const inline = renderPage(one, 'semantic')
        .replace(/<(\/?)(?:ul|li|p|h1|h2|dl|dt|dd|article|main|div|header)\b[^>]*>/gu, '<$1span>')
        .replace(/>\s*</gu, `>${space}<`);
      expect(readBack(inline, null)).toEqual(one);
    }
  });

  it('keeps sentences with marked words whole, where headings stand inside paragraphs', () => {
    const inline = renderPage(reading, 'br-block').replace(
      /(?<=<b>Quick Summary<\/b>)<br>\n/u,
      ' <em>In</em> <em>vitro</em> and <i>in</i> <i>vivo</i>: ',
    );
    const [summary] = reading.sections;
    expect(readBack(inline, reading.url)).toMatchObject({
      sections: [
        { paragraphs: [`In vitro and in vivo: ${summary?.paragraphs[0] ?? ''}`] },
        ...reading.sections.slice(1),
      ],
    });
  });
});

/** As a mail program wraps it: as many words a line as 72 characters hold. */
function wrap(line: string): string {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > 72) lines.push(word);
    else lines.splice(-1, 1, last === '' ? word : `${last} ${word}`);
  }
  return lines.join('\n');
}

interface PageFacts {
  readonly slug: string;
  readonly title?: string;
  readonly journal: string;
  readonly year: number;
  readonly doi?: string;
  readonly byline_authors?: string;
  readonly badges?: readonly string[];
  readonly metadata_table?: Readonly<Record<string, string>>;
}

/** Readings made of what was seen on real pages; what was not seen there is left out or made up. */
function realReadings(): StudyReading[] {
  if (shared.isMissing) return [];
  const file = path.join(shared.folder, 'data/atlas-pages.jsonl');
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  return rows.map((row) => {
    const facts = JSON.parse(row) as PageFacts;
    return buildReading({
      slug: facts.slug,
      title: facts.title ?? `A title that was not seen, of ${facts.slug}.`,
      authors: authorsOf(facts.byline_authors ?? ''),
      journal: facts.journal,
      year: facts.year,
      doi: facts.doi ?? null,
      pills: pillsOf(facts.badges ?? []),
      metadata: Object.entries(facts.metadata_table ?? {}).map(([label, value]) => ({
        label,
        value,
      })),
      sections: [
        {
          kind: 'quick-summary',
          heading: 'Quick Summary',
          paragraphs: ['Not seen, and so made up for this test.'],
        },
      ],
    });
  });
}

/** The byline's names, in pairs where they are pairs; more authors than three are made up. */
function authorsOf(byline: string): Author[] {
  const names = byline.replace(/ et al\.$/u, '');
  const tokens = names.split(', ');
  const more: Author[] = byline === names ? [] : [{ family: 'Fourth', given: 'A B' }];
  if (names === '') return [];
  if (tokens.length === 1) return [{ literal: names }];
  const isInOrder = tokens.length === 3;
  const shown = isInOrder
    ? tokens.map((token) => token.split(/ (?=\S+$)/u).reverse())
    : tokens.flatMap((token, index) => (index % 2 === 0 ? [[token, tokens[index + 1] ?? '']] : []));
  return [...shown.map(([family = '', given = '']) => ({ family, given })), ...more];
}

function pillsOf(labels: readonly string[]): PillLabels {
  const [level, confidence, pem, publicationType, peerReview, reviewState] = labels;
  if (reviewState === undefined) return {};
  return { level, confidence, pem, publicationType, peerReview, reviewState } as PillLabels;
}
