// A change made by another connection is in the next search, and nothing more is read for it than it needs.
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import { createSourceStudies } from '../../../src/main/storage/atlas/source-studies.ts';
import { inTransaction, openMirror } from '../../../src/main/storage/open.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { createSearchIndex } from '../../../src/main/storage/search/search-index.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import {
  makeFiles,
  openIndex,
  putMarks,
  putStudies,
  testStudy,
  type TestMarks,
} from './support/search-files.ts';

const NO_MARKS: TestMarks = { lists: [], tags: [], read: [], changed: [], coded: [], notes: [] };

let paths: DataPaths;
beforeEach(async () => {
  paths = await makeFiles(makeTempDir('search'));
  putStudies(paths, [
    testStudy({ slug: 'a', title: 'Fatigue', pem: 'required' }),
    testStudy({ slug: 'b', title: 'Fatigue too' }),
  ]);
});

describe('another connection writes', () => {
  it('a study: it is found, sorted and counted', () => {
    const { index, slugs, close } = openIndex(paths);
    expect(slugs('fatigue')).toEqual(['a', 'b']);
    putStudies(paths, [testStudy({ slug: 'c', title: 'A fatigue', pem: 'required' })]);
    expect(slugs('fatigue')).toEqual(['c', 'a', 'b']);
    expect(slugs('pem:required')).toEqual(['c', 'a']);
    expect(index.search({ query: '', sort: 'year', order: null }).counts.pem['required']).toBe(2);
    close();
  });

  it('a change of a study’s columns and text', () => {
    const { slugs, close } = openIndex(paths);
    expect(slugs('pem:required')).toEqual(['a']);
    putStudies(paths, [testStudy({ slug: 'a', title: 'Sleep', pem: 'unclear' })]);
    expect(slugs('pem:required')).toEqual([]);
    expect(slugs('pem:unclear sleep')).toEqual(['a']);
    expect(slugs('fatigue')).toEqual(['b']);
    close();
  });

  it('that a study is gone: it is neither found nor counted', () => {
    const { index, slugs, close } = openIndex(paths);
    expect(slugs('fatigue')).toEqual(['a', 'b']);
    putStudies(paths, [testStudy({ slug: 'a', title: 'Fatigue', isGone: true })]);
    expect(slugs('fatigue')).toEqual(['b']);
    expect(index.search({ query: 'fatigue', sort: 'relevance', order: null }).total).toBe(1);
    close();
  });

  it('only what a sync has checked: nothing is read again', () => {
    const { index, slugs, close } = openIndex(paths);
    expect(slugs('fatigue')).toEqual(['a', 'b']);
    const mirror = openMirror(paths);
    const source = createSourceStudies(mirror, 'https://atlas.example');
    const checked = [{ slug: 'a' as Slug, lastmod: null }];
    inTransaction(mirror, () => {
      source.answered(checked, 5 as UnixMs);
    });
    expect(index.refresh()).toBe(false);
    mirror.exec("INSERT INTO slug_alias (alias, slug) VALUES ('old', 'a')");
    expect(index.refresh()).toBe(true);
    mirror.close();
    close();
  });

  it('marks and notes', () => {
    const { slugs, close } = openIndex(paths);
    const queries = ['is:read', 'tag:later', 'list:mine', 'mine:required', 'note:sample'];
    expect(queries.flatMap(slugs)).toEqual([]);
    putMarks(paths, {
      lists: [{ name: 'Mine', slugs: ['b'] }],
      tags: [{ name: 'Later', slugs: ['b'] }],
      read: ['b'],
      changed: [],
      coded: [{ slug: 'b', required: 'yes' }],
      notes: [{ slug: 'b', body: 'The samples were small.', isRemoved: false }],
    });
    expect(queries.map(slugs)).toEqual(queries.map(() => ['b']));
    close();
  });
});

describe('refresh', () => {
  it('says whether there was something', () => {
    const { index, close } = openIndex(paths);
    expect(index.refresh()).toBe(true);
    expect(index.refresh()).toBe(false);
    putMarks(paths, { ...NO_MARKS, read: ['a'] });
    expect(index.refresh()).toBe(true);
    expect(index.refresh()).toBe(false);
    putStudies(paths, [testStudy({ slug: 'c' })]);
    expect(index.refresh()).toBe(true);
    close();
  });
});

describe('what is read', () => {
  it('is not the mirror for a change in the library, nor titles for a search that has scores', () => {
    const { read, index, close } = openWatched();
    index.search({ query: 'fatigue', sort: 'relevance', order: null });
    expect(read()).toMatch(/FROM atlas\.study WHERE status/u);
    putMarks(paths, { ...NO_MARKS, read: ['a'] });
    index.search({ query: 'fatigue', sort: 'relevance', order: null });
    const again = read();
    expect(again).toMatch(/library\.read_state/u);
    expect(again).not.toMatch(/FROM atlas\.study WHERE/u);
    expect(again).not.toMatch(/sort_title/u);
    index.search({ query: 'fatigue', sort: 'relevance', order: null });
    expect(read()).not.toMatch(/FROM library\.|FROM atlas\.study WHERE/u);
    close();
  });

  it('is found by indexes: text by FTS5, no sorting, no scan of the studies', () => {
    const { statements, explain, index, close } = openWatched();
    // What is read once is read now: the columns, and all titles in order; the rows themselves stay unread.
    index.search({ query: '', sort: 'title', order: null });
    expect(explain(statements().find((sql) => sql.includes('sort_title')) ?? '')).toMatch(
      /^SEARCH atlas\.study USING COVERING INDEX/u,
    );
    const query = 'fatigue -sleep (note:z or too)';
    index.search({ query, sort: 'relevance', order: null });
    index.rows(index.search({ query: 'fatigue', sort: 'title', order: null }).slugs);
    const asked = statements().filter((sql) => sql.startsWith('SELECT'));
    expect(asked.length).toBeGreaterThan(4);
    for (const sql of asked) {
      const plan = explain(sql);
      expect(plan, sql).not.toMatch(/SCAN (?!\(subquery)\S+(?! VIRTUAL TABLE)(?:\s|$)/u);
      if (!/json_each|note_fts/u.test(sql)) expect(plan, sql).not.toMatch(/TEMP B-TREE/u);
      if (/study_fts/u.test(sql)) expect(plan, sql).toMatch(/VIRTUAL TABLE INDEX/u);
    }
    close();
  });
});

/** An index whose statements are listened to. */
function openWatched() {
  const heard: string[] = [];
  const reader = new Database(':memory:', { verbose: (sql) => heard.push(String(sql)) });
  reader.prepare('ATTACH DATABASE ? AS library').run(paths.library);
  reader.prepare('ATTACH DATABASE ? AS atlas').run(paths.atlas);
  reader.pragma('query_only = ON');
  const statements = (): string[] => heard.splice(0);
  const explain = (sql: string): string =>
    reader
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join('\n');
  return {
    index: createSearchIndex(reader),
    statements,
    read: () => statements().join('\n'),
    explain,
    close: () => reader.close(),
  };
}
