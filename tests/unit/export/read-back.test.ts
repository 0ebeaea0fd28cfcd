// Real references in all four flavours, read back by programs that are not ours: field by field what they were.
// Invariant: what differs is listed here with its reason, and nothing else may.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse } from '@retorquere/bibtex-parser';
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { TEX_FLAVOURS, type TexFormat } from '../../../src/main/export/tex-formats.ts';
import { needsShared } from '../../support/needs.ts';
import { factsToItem, type BibFacts } from './bib-facts.ts';

const shared = needsShared();
const FORMATS = Object.keys(TEX_FLAVOURS) as TexFormat[];
const facts = shared.isMissing
  ? []
  : readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as BibFacts);

function written(format: TexFormat): string {
  const entries = facts.map((row, index) => ({
    key: `ref-${index}`,
    item: factsToItem(row, index),
  }));
  return writeBibtex(entries, TEX_FLAVOURS[format]).text;
}

/** The same for what the writer means to change, and for what prints the same. */
function same(text: unknown): string {
  return (
    String(typeof text === 'string' || typeof text === 'number' ? text : '')
      .normalize('NFKC')
      // The curly apostrophe and the hyphen of Unicode are LaTeX's own; ranges have a long dash.
      .replace(/[’ʼ]/gu, "'")
      .replace(/[‐‑–]/gu, '-')
      .replace(/<\/?su[bp]>/gu, '')
      .replace(/\s+/gu, ' ')
      // Initials get periods (`L V` is printed `L. V.`).
      .replaceAll('.', '')
      .trim()
  );
}

interface Fields {
  readonly title: unknown;
  readonly authors: readonly string[];
  readonly journal: unknown;
  readonly year: unknown;
  readonly volume: unknown;
  readonly issue: unknown;
  readonly pages: unknown;
  readonly doi: unknown;
  readonly pmid: unknown;
}

/** `12 title`, for each field of each reference that is not what it was. */
function differences(read: ReadonlyMap<string, Fields>): string[] {
  return facts.flatMap((row, index) => {
    const found = read.get(`ref-${index}`);
    if (found === undefined) return [`${index} missing`];
    const authors = row.authors.map(({ family = '', given, literal }) =>
      same(literal ?? nameText(family, given)),
    );
    const wrong = (['title', 'journal', 'year', 'volume', 'issue', 'pages', 'doi', 'pmid'] as const)
      .filter((name) => same(row[name]) !== same(found[name]))
      .map((name) => `${index} ${name}`);
    const hasAuthors = JSON.stringify(found.authors.map(same)) === JSON.stringify(authors);
    return hasAuthors ? wrong : [...wrong, `${index} authors`];
  });
}

function nameText(family: string, given: string | undefined): string {
  return given === undefined || given === '' ? family : `${family}|${given}`;
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

// "Thomas Jr" for a given name: the writer puts the suffix in its place.
const SUFFIX = '789 authors';
// A page that is a dash says nothing and is left out, which is reported.
const NO_PAGES = '1173 pages';
// An issue without a volume is left out of BibTeX, which is reported.
const NO_ISSUE = ['553 issue'];

/** citation-js leaves the macros `\aa`, `\dots` and `\k` as they are: what it made of them is no letter. */
function unreadMacros(): string[] {
  const ringed = facts.flatMap(({ authors }, index) =>
    /[åÅ]/u.test(JSON.stringify(authors)) ? [`${index} authors`] : [],
  );
  return [...ringed, '1197 authors', '1103 title'];
}

function expected(format: TexFormat): string[] {
  return [...(TEX_FLAVOURS[format].dialect === 'bibtex' ? NO_ISSUE : []), SUFFIX, NO_PAGES];
}

describe.skipIf(shared.isMissing)(`1,232 references read back ${shared.note}`, () => {
  it.each(FORMATS)('from %s by Better BibTeX’s parser', (format) => {
    const { entries, errors } = parse(written(format), { sentenceCase: false });
    expect(errors).toEqual([]);
    const read = entries.map(({ key, fields }): [string, Fields] => {
      const { author = [], journal, journaltitle, date, year, pmid, eprint } = fields;
      return [
        key,
        {
          title: fields.title,
          authors: author.map(({ name, prefix, lastName, firstName }) =>
            name === undefined ? nameText(joined(prefix, lastName), firstName) : name,
          ),
          journal: journal ?? journaltitle ?? fields.howpublished,
          year: year ?? date,
          volume: fields.volume,
          issue: fields.number,
          pages: fields.pages,
          doi: fields.doi,
          pmid: pmid ?? eprint,
        },
      ];
    });
    expect(differences(new Map(read))).toEqual(expected(format));
  });

  it.each(FORMATS)('from %s by citation-js', (format) => {
    const read = readByCitationJs(written(format)).map((item): [string, Fields] => [
      item['citation-key'] ?? item.id,
      {
        title: item.title,
        authors: (item.author ?? []).map(
          (name) =>
            name.literal ??
            nameText(
              joined(name['dropping-particle'], name['non-dropping-particle'], name.family),
              name.given,
            ),
        ),
        journal: item['container-title'] ?? item.publisher,
        year: item.issued?.['date-parts']?.[0]?.[0],
        volume: item.volume,
        issue: item.issue,
        pages: item.page,
        doi: item.DOI,
        pmid: item.PMID,
      },
    ]);
    const isAscii = TEX_FLAVOURS[format].charset === 'ascii';
    const known = [...expected(format), ...(isAscii ? unreadMacros() : [])];
    expect(new Set(differences(new Map(read)))).toEqual(new Set(known));
  });
});

interface CitationItem {
  readonly id: string;
  readonly 'citation-key'?: string;
  readonly title?: string;
  readonly author?: readonly {
    readonly family?: string;
    readonly given?: string;
    readonly literal?: string;
    readonly 'dropping-particle'?: string;
    readonly 'non-dropping-particle'?: string;
  }[];
  readonly 'container-title'?: string;
  readonly publisher?: string;
  readonly issued?: { readonly 'date-parts'?: readonly (readonly number[])[] };
  readonly volume?: string;
  readonly issue?: string;
  readonly page?: string;
  readonly DOI?: string;
  readonly PMID?: string;
}

function readByCitationJs(text: string): readonly CitationItem[] {
  const require = createRequire(import.meta.url);
  const { Cite } = require('@citation-js/core') as {
    Cite: new (input: string) => { readonly data: readonly CitationItem[] };
  };
  require('@citation-js/plugin-bibtex');
  return new Cite(text).data;
}
