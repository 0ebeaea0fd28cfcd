// What we write in RIS, CSL-JSON and CSV, read by programs that are not ours: real references come back equal, field by field.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ITEM_WRITERS } from '../../../src/main/export/list-writers.ts';
import { createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import { plainText } from '../../../src/main/export/text/plain-text.ts';
import type { PlainFormat } from '../../../src/shared/domain/export-formats.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import { readWithCitationJs, type ReadItem } from '../../support/citation-js.ts';
import { needsShared, needsTool } from '../../support/needs.ts';
import { factsToItem, type BibFacts } from '../../unit/export/bib-facts.ts';
import { csvRecords } from '../../unit/export/read-csv.ts';
import { htmlAsText, readRis } from '../../unit/export/read-ris.ts';

const shared = needsShared();
const pandoc = needsTool('pandoc');
const python = needsTool('python3');

function references(): readonly { readonly key: string; readonly item: CslItem }[] {
  const lines = readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8');
  return lines
    .trimEnd()
    .split('\n')
    .map((line, index) => ({
      key: `ref-${index}`,
      item: factsToItem(JSON.parse(line) as BibFacts, index),
    }));
}

function write(format: PlainFormat): string {
  return ITEM_WRITERS[format](references()).text;
}

const FIELDS = [
  'type',
  'title',
  'author',
  'container-title',
  'issued',
  'volume',
  'issue',
  'page',
  'DOI',
] as const;

const NAME_PARTS = ['family', 'given', 'literal', 'dropping-particle', 'non-dropping-particle'];

/** A field as it can be compared: as text, clean as every export has it. */
function comparable(item: ReadItem, field: string): string {
  const value = item[field];
  const date = value as CslItem['issued'];
  if (field === 'issued') return JSON.stringify(date?.['date-parts']?.[0]?.map(Number) ?? []);
  if (field === 'author') {
    const names = (value ?? []) as readonly Readonly<Record<string, string>>[];
    return JSON.stringify(
      names.map((name) => NAME_PARTS.map((part) => clean(name[part] ?? '')).filter(Boolean)),
    );
  }
  return typeof value === 'string' || typeof value === 'number' ? clean(value) : '';
}

function clean(value: string | number): string {
  return plainText(value, createTextIssues());
}

/** What differs from the source: `key field: theirs / ours`. */
function differences(
  read: readonly ReadItem[],
  fields: readonly string[],
  same: (field: string, text: string) => string = (_field, text) => text,
): readonly string[] {
  const byKey = new Map(read.map((item) => [String(item['id']), item]));
  return references().flatMap(({ key, item }) => {
    const theirs = byKey.get(key);
    if (theirs === undefined) return [`${key} is missing`];
    return fields.flatMap((field) => {
      const expected = same(field, comparable(item as unknown as ReadItem, field));
      const found = same(field, comparable(theirs, field));
      return expected === found ? [] : [`${key} ${field}: ${found} / ${expected}`];
    });
  });
}

const DASH = /[‐‑‒–—−]/gu;
// Both ends of a range are fields of their own in RIS, so that the sign between them is the reader's.
const sameInRis = (field: string, text: string): string =>
  field === 'page' ? text.replace(DASH, '-') : text;

// Exceptions: pandoc sets straight quotes as curly ones, puts a thin space before », and takes particles ("van der", "d’") out of the
// names into fields of their own, wherever they stand. The words of a name are compared as a set.
const sameInPandoc = (field: string, text: string): string => {
  const straight = text
    .replace(/[’‘]/gu, "'")
    .replace(/[“”„]|\\"/gu, "'")
    .replaceAll('"', "'")
    .replaceAll('\u202F', ' ');
  if (field !== 'author') return straight;
  const names = JSON.parse(text.replace(/[’‘]/gu, "'")) as readonly (readonly string[])[];
  return JSON.stringify(names.map((parts) => parts.join(' ').split(/[ ']/u).sort().join(' ')));
};

// Exception: one author's given name is "C, L". RIS and pandoc part a name at its commas.
const COMMA_IN_GIVEN_NAME = ['ref-740 author'];

function place(difference: string): string {
  return difference.split(':')[0] ?? '';
}

describe.skipIf(shared.isMissing)(`1,232 real references ${shared.note}`, () => {
  it('come back from RIS through citation-js, every field', () => {
    const read = readWithCitationJs(write('ris'));
    expect(read).toHaveLength(1232);
    // Exception: citation-js reads no HTML; what Zotero needs as an entity stays one there.
    const asText = read.map((item) => ({ ...item, title: htmlAsText(String(item['title'])) }));
    expect(differences(asText, FIELDS, sameInRis).map(place)).toEqual(COMMA_IN_GIVEN_NAME);
  });

  it('come back from RIS as Zotero reads it, with PubMed’s number and the key', () => {
    const records = readRis(write('ris'));
    expect(records).toHaveLength(1232);
    const found = new Map(records.map(({ values }) => [values.get('ID')?.[0], values.get('M2')]));
    for (const { key, item } of references()) {
      const pmid = item.PMID === undefined ? [] : [`PMID: ${item.PMID}`];
      expect(found.get(key)).toEqual([`Citation Key: ${key}`, ...pmid]);
    }
  });

  it('come back from CSL-JSON through citation-js, every field', () => {
    const read = readWithCitationJs(write('csl-json'));
    expect(read).toHaveLength(1232);
    expect(differences(read, [...FIELDS, 'PMID'])).toEqual([]);
  });

  it.skipIf(pandoc.isMissing)(`come back from CSL-JSON through pandoc ${pandoc.note}`, () => {
    const text = execFileSync('pandoc', ['-f', 'csljson', '-t', 'csljson', '--wrap=none'], {
      input: write('csl-json'),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const read = JSON.parse(text) as readonly ReadItem[];
    expect(read).toHaveLength(1232);
    expect(differences(read, [...FIELDS, 'PMID'], sameInPandoc).map(place)).toEqual(
      COMMA_IN_GIVEN_NAME,
    );
  });

  it('come back from CSV, every column', () => {
    const rows = csvRecords(write('csv'));
    expect(rows).toHaveLength(1232);
    const read = rows.map((row) => ({
      id: row['key'],
      type: row['type'],
      title: row['title'],
      'container-title': row['journal'],
      issued: { 'date-parts': row['year'] === '' ? [] : [[Number(row['year'])]] },
      volume: row['volume'],
      issue: row['issue'],
      page: row['pages'],
      DOI: row['doi'],
      PMID: row['pmid'],
    }));
    const fields = [...FIELDS.filter((field) => field !== 'author'), 'PMID'];
    expect(differences(read, fields)).toEqual([]);
  });

  it.skipIf(python.isMissing)(`are the same table to Python’s csv ${python.note}`, () => {
    const text = write('csv');
    const script =
      'import csv,io,json,sys; t=io.TextIOWrapper(sys.stdin.buffer,encoding="utf-8-sig",newline=""); json.dump(list(csv.reader(t,strict=True)),sys.stdout)';
    const json = execFileSync('python3', ['-c', script], {
      input: text,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const [header = [], ...rows] = JSON.parse(json) as readonly string[][];
    expect(rows).toHaveLength(1232);
    const records = csvRecords(text);
    // The defusing is our reader's to undo; what is not defused is the same to both.
    rows.forEach((row, index) => {
      const theirs = Object.fromEntries(header.map((name, at) => [name, row[at]]));
      expect(theirs['title']).toBe(records[index]?.['title']);
      expect(theirs['authors']).toBe(records[index]?.['authors']);
    });
  });
});
