// Each command as a script meets it: its JSON, its exit code, and nothing else on stdout.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { METHOD_NAMES } from '../../../src/shared/contract/names.ts';
import { buildReading } from '../../support/atlas-pages/build-reading.ts';
import { SAMPLE_FACTS, samplePage } from '../../support/atlas-pages/sample-page.ts';
import { createCli, ensureCliBuilt, mustRun, type CliOptions } from '../../support/cli.ts';
import { needsShared } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const shared = needsShared();
const NAVIAUX = 'naviaux-2016-metabolomics';
const GERMAIN = 'germain-2017-metabolic-profiling';
const WHITE = 'white-2011-comparison-adaptive';

let folder: string;
let cli: ReturnType<typeof createCli>;
const json = async (args: readonly string[], options?: CliOptions): Promise<unknown> =>
  (await mustRun(cli.run([...args, '--json'], options))).json();

beforeAll(ensureCliBuilt);
beforeEach(() => {
  folder = makeTempDir('cli');
  cli = createCli(path.join(folder, 'data'));
});

describe('a first run', () => {
  it('fills the mirror with the starter set and says plainly what is there', async () => {
    expect(await json(['status'])).toMatchObject({
      studies: { total: 80, starter: 80, site: 0, givenPage: 0, bundle: 0 },
      pem: { required: 3, 'not-required': 2, unclear: 6, 'not-stated': 69 },
      derived: { required: 2, 'not-required': 4, unclear: 0, 'not-stated': 74 },
      withSummary: 0,
      lastSync: null,
    });
    const told = (await mustRun(cli.run(['start', '--check']))).stdout;
    expect(told).toContain('80 studies');
    expect(told).toContain('11 carry a PEM value from the atlas');
    expect(told).toMatch(/Summaries.*first copy/u);
    expect(told.match(/npm run -s companion -- /gu)).toHaveLength(3);
  });
});

describe('a study', () => {
  it('shows three PEM sources apart', async () => {
    const study = await json(['show', GERMAIN]);
    expect(study).toMatchObject({
      slug: GERMAIN,
      pem: 'not-stated',
      level: null,
      retracted: false,
      snapshot: null,
      pemSources: {
        pem: { value: 'not-stated', badge: null },
        derived: { value: 'not-required', definitions: ['Fukuda-1994'] },
        mine: { value: 'not-stated', coding: null },
      },
    });
    await mustRun(
      cli.run([
        'code',
        GERMAIN,
        '--required',
        'unclear',
        '--definition',
        'Fukuda 1994',
        'CCC',
        '--quote',
        'p. 3',
        '--full-text',
      ]),
    );
    expect(await json(['show', GERMAIN])).toMatchObject({
      pem: 'not-stated',
      pemSources: {
        derived: { value: 'not-required' },
        mine: {
          value: 'unclear',
          coding: { definitions: ['Fukuda 1994', 'CCC'], checkedFullText: true },
        },
      },
    });
    expect(await json(['search', 'mine:unclear'])).toMatchObject({ slugs: [GERMAIN], total: 1 });
    expect(await json(['show', NAVIAUX])).toMatchObject({
      pem: 'required',
      level: 'E1 Replicated',
    });
  });

  it('is found by its address as well, and an unknown one is said to be unknown', async () => {
    expect(await json(['show', `https://www.mecfsatlas.com/evidence/${NAVIAUX}`])).toMatchObject({
      slug: NAVIAUX,
    });
    const run = await cli.run(['show', 'nobody-1999-nothing']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('nobody-1999-nothing');
  });
});

describe('changes', () => {
  it('tells the versions and what changed since the study was seen, and that it was seen', async () => {
    const { slug } = buildReading(SAMPLE_FACTS);
    await json(['import-page', '-'], { input: samplePage() });
    await json(['tag', slug, 'mine']);
    expect((await mustRun(cli.run(['changes', slug]))).stdout).toContain('Not changed since');
    await json(['import-page', '-'], { input: samplePage({ title: 'Another title of a study.' }) });
    expect((await mustRun(cli.run(['show', slug]))).stdout).toContain(
      `Changed since you saw it on ${new Date().toISOString().slice(0, 10)}. "companion changes ${slug}"`,
    );
    const told = (await mustRun(cli.run(['changes', slug, '--seen']))).stdout;
    expect(told).toMatch(
      /Title\n +before: Breathing during sleep.*\n +now: +Another title of a study\./u,
    );
    expect(told.match(/from a page given by hand/gu)).toHaveLength(2);
    expect(await json(['changes', slug])).toMatchObject({ sinceSeen: null });
    expect((await mustRun(cli.run(['show', slug]))).stdout).not.toContain('Changed since');
    expect((await cli.run(['changes', 'nobody-1999-nothing'])).code).toBe(1);
  });
});

describe('search', () => {
  it('answers with all slugs, the total and counts, and may begin with a minus', async () => {
    const all = (await json(['search', ''])) as {
      total: number;
      counts: Record<string, Record<string, number>>;
    };
    expect(all.total).toBe(80);
    expect(all.counts['pem']).toEqual({
      required: 3,
      'not-required': 2,
      unclear: 6,
      'not-stated': 69,
    });
    const without = (await json(['search', '-fatigue'])) as { total: number; slugs: string[] };
    expect(without.total).toBeGreaterThan(0);
    expect(without.total).toBeLessThan(80);
    expect(without.slugs).toHaveLength(without.total);
    expect(
      await json(['search', '-pem:not-stated', '-pem:unclear', '-pem:not-required']),
    ).toMatchObject({ total: 3 });
  });

  it.each([
    'covid-19 "',
    '*',
    'NEAR(',
    '💤',
    'a'.repeat(10_000),
    '"',
    '(((',
    'AND OR NOT',
    '--',
    'author:',
    "'; DROP TABLE study; --",
  ])('answers %j', async (query) => {
    const run = await mustRun(cli.run(['search', '--json', '--', query]));
    expect(run.json()).toHaveProperty('total');
  });

  it('names the place of a filter value that does not exist', async () => {
    const run = await cli.run(['search', 'cytokine pem:maybe']);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^At character 14: .*maybe/u);
  });

  it('counts an emoji before a place as one character', async () => {
    const refused = await cli.run(['search', '💤 pem:maybe']);
    expect(refused.stderr).toMatch(/^At character 7: .*maybe/u);
    const run = await mustRun(cli.run(['search', '💤 fatigue )']));
    expect(run.stderr).toContain('At character 11: There is no bracket to close');
  });
});

describe('a page', () => {
  const page = (name: string): string =>
    path.join(import.meta.dirname, '../../fixtures/pages', name);

  it.skipIf(shared.isMissing)(
    `that the reader has reads completely and is kept ${shared.note}`,
    async () => {
      const file = path.join(shared.folder, 'reference/seed-study-page.txt');
      const inspected = await json(['inspect-page', file]);
      expect(inspected).toMatchObject({
        slug: 'clark-2017-cytokine-responses',
        title:
          'Cytokine responses to exercise and activity in patients with chronic fatigue syndrome: case-control study.',
        journal: 'Clinical and experimental immunology',
        year: 2017,
        doi: '10.1111/cei.13023',
        pmid: '28779554',
        pem: 'not-stated',
        level: null,
        retracted: false,
        snapshot: { generator: 'v1', scanner: 'v1.4', policy: 'v0.1', accessed: '2026-05-28' },
      });
      expect((inspected as { authors: unknown[] }).authors).toHaveLength(9);
      expect(
        (inspected as { sections: { kind: string; paragraphs: string[] }[] }).sections.map(
          (section) => section.kind,
        ),
      ).toEqual(['quick-summary', 'why-it-matters', 'does-not-prove']);
      expect(await json(['status'])).toMatchObject({ studies: { givenPage: 0 } });

      expect(await json(['import-page', '-'], { input: readFileSync(file) })).toMatchObject({
        stored: 'changed',
        origin: { kind: 'given-page' },
      });
      expect(await json(['import-page', file])).toMatchObject({ stored: 'unchanged' });
      expect(await json(['search', '"circulating cytokines"'])).toMatchObject({
        slugs: ['clark-2017-cytokine-responses'],
      });
      expect((await mustRun(cli.run(['show', 'clark-2017-cytokine-responses']))).stdout).toMatch(
        /a page given on \d{4}-\d\d-\d\d/u,
      );
    },
  );

  it('given under the address of another study is refused', async () => {
    const text = readFileSync(page('lost-headings.txt'));
    const address = 'https://www.mecfsatlas.com/evidence/wrong-2000-slug';
    const run = await cli.run(['import-page', '-', '--url', address], { input: text });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/The page says that it is .*wrong-2000-slug.*Nothing was stored/su);
  });

  it('that is none is refused in words, and nothing is stored', async () => {
    for (const text of [
      '',
      'Just a moment...',
      '<html><body><h1>404</h1></body></html>',
      '\u0000\u0001\u0002',
    ]) {
      const run = await cli.run(
        ['import-page', '-', '--url', 'https://www.mecfsatlas.com/evidence/x-2020-y'],
        { input: text },
      );
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toMatch(/not a study page/u);
    }
    expect(await json(['status'])).toMatchObject({ studies: { total: 80 } });
    expect((await cli.run(['import-page', page('no-such-file.html')])).code).toBe(1);
  });
});

describe('a given text that has lost its badge row', () => {
  it('does not hide the badges that the atlas has shown', async () => {
    const text = [
      'Naviaux, Robert K · Proceedings of the National Academy of Sciences (PNAS) · 2016 · DOI',
      'This study looked at metabolites in the blood of people with ME/CFS and of healthy people, and found many of them to be low.',
      'It matters because a chemical signature could become a test, and because it points to a hypometabolic state.',
      'It does not prove that the signature is specific, nor that it causes the illness; the groups were small.',
      'BibTeX',
      '@article{mecfsatlas-naviaux-2016-metabolomics,',
      'author = {Naviaux, Robert K},',
      'title = {Metabolic features of chronic fatigue syndrome},',
      'journal = {Proceedings of the National Academy of Sciences (PNAS)},',
      'year = {2016},',
      'doi = {10.1073/pnas.1607571113},',
      'url = {https://www.mecfsatlas.com/evidence/naviaux-2016-metabolomics},',
      '}',
    ].join('\n');
    expect(await json(['inspect-page', '-'], { input: text })).toMatchObject({ pem: 'not-stated' });
    const imported = await json(['import-page', '-'], { input: text });
    expect(imported).toMatchObject({ pem: 'required', level: 'E1 Replicated' });
    expect(JSON.stringify(imported)).toMatch(/"badgesFrom":"the starter set, \d{4}-/u);
    expect(await json(['search', 'pem:required metabolites'])).toMatchObject({ slugs: [NAVIAUX] });
    // The same text a second time is the same reading.
    expect(await json(['import-page', '-'], { input: text })).toMatchObject({
      stored: 'unchanged',
    });
  });
});

describe('lists and notes', () => {
  it('are made, ordered, renamed, deleted and brought back', async () => {
    await mustRun(cli.run(['list', 'create', 'First']));
    expect(await json(['list', 'add', 'first', NAVIAUX, GERMAIN, WHITE])).toMatchObject({
      changed: [NAVIAUX, GERMAIN, WHITE],
      undo: 'add 3 studies to “First”',
    });
    await mustRun(cli.run(['list', 'move', 'First', WHITE, '1']));
    expect(await json(['list', 'show', 'First'])).toMatchObject({
      slugs: [WHITE, NAVIAUX, GERMAIN],
    });
    await mustRun(cli.run(['list', 'remove', 'First', NAVIAUX]));
    await mustRun(cli.run(['list', 'rename', 'First', 'Second']));
    await mustRun(cli.run(['list', 'delete', 'Second']));
    expect(await json(['list', 'ls'])).toEqual({ lists: [] });
    for (const undone of [
      'delete the list “Second”',
      'rename “First” to “Second”',
      'remove 1 study from “First”',
      'move a study in “First”',
    ]) {
      expect((await mustRun(cli.run(['undo']))).stdout).toContain(undone);
    }
    expect(await json(['list', 'show', 'First'])).toMatchObject({
      slugs: [NAVIAUX, GERMAIN, WHITE],
    });
  });

  it('say nothing of undo where nothing was changed', async () => {
    await json(['list', 'create', 'L']);
    expect(await json(['list', 'add', 'L', NAVIAUX])).toMatchObject({ undo: 'add 1 study to “L”' });
    expect(await json(['list', 'add', 'L', NAVIAUX])).toEqual(
      expect.objectContaining({ changed: [], undo: null }),
    );
    expect(await json(['list', 'remove', 'L', GERMAIN])).toMatchObject({ changed: [], undo: null });
    expect(await json(['list', 'move', 'L', NAVIAUX, '--before', NAVIAUX])).toMatchObject({
      undo: null,
    });
    expect(await json(['code', NAVIAUX, '--clear'])).toMatchObject({ changed: [], undo: null });
    expect((await cli.run(['code', NAVIAUX, '--full-text'])).code).toBe(2);
    await mustRun(cli.run(['note', NAVIAUX, 'a']));
    await mustRun(cli.run(['note', '--remove', '1']));
    expect(await json(['note', '--remove', '1'])).toMatchObject({ undo: null });
    expect((await cli.run(['note', '--edit', '1', 'b'])).code).toBe(1);
  });

  it('take a note from words, an option or a pipe, about a study or a list', async () => {
    await mustRun(cli.run(['note', NAVIAUX, 'from', 'words']));
    await mustRun(cli.run(['note', NAVIAUX, '--text', '- from an option']));
    await mustRun(cli.run(['note', NAVIAUX], { input: 'from a pipe\n' }));
    await mustRun(cli.run(['list', 'create', 'L']));
    await mustRun(cli.run(['note', '--list', 'L', 'about', 'the', 'list']));
    const { notes } = (await json(['show', NAVIAUX])) as {
      notes: { id: number; body: string; revision: number }[];
    };
    expect(notes.map((note) => note.body)).toEqual([
      'from words',
      '- from an option',
      'from a pipe\n',
    ]);
    expect(await json(['list', 'show', 'L'])).toMatchObject({
      notes: [{ body: 'about the list' }],
    });

    const [first] = notes;
    await mustRun(cli.run(['note', '--edit', String(first?.id), 'better', 'words']));
    const conflict = await mustRun(
      cli.run(['note', '--edit', String(first?.id), '--based-on', '1', 'other words']),
    );
    expect(conflict.stderr).toContain('both texts are kept');
    expect(conflict.stdout).toContain('better words');
    expect(conflict.stdout).toContain('other words');
    expect(await json(['search', 'note:other'])).toMatchObject({ slugs: [NAVIAUX] });
    expect(
      ((await json(['note', '--revisions', String(first?.id)])) as { revisions: unknown[] })
        .revisions,
    ).toHaveLength(3);
    expect((await cli.run(['note', NAVIAUX], { input: ' \n' })).code).toBe(2);
  });

  it('tag and mark as read', async () => {
    await mustRun(cli.run(['tag', NAVIAUX, 'To read', 'metabolism']));
    expect(await json(['search', 'tag:"to read"'])).toMatchObject({ slugs: [NAVIAUX] });
    await mustRun(cli.run(['tag', NAVIAUX, 'to read', '--remove']));
    expect(await json(['tag'])).toEqual({ tags: [{ tag: 'metabolism', studies: 1 }] });
    await mustRun(cli.run(['read', NAVIAUX, WHITE]));
    expect(await json(['search', 'is:read'])).toMatchObject({ total: 2 });
    await mustRun(cli.run(['undo']));
    expect(await json(['search', 'is:read'])).toMatchObject({ total: 0 });
  });

  it('refuse a study that nobody has seen, and store nothing', async () => {
    await mustRun(cli.run(['list', 'create', 'L']));
    const run = await cli.run(['list', 'add', 'L', NAVIAUX, 'nobody-1999-nothing']);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('nobody-1999-nothing');
    expect(await json(['list', 'show', 'L'])).toMatchObject({ slugs: [] });
  });
});

describe('export and format', () => {
  it('write entries under the atlas’s keys, the same bytes each time', async () => {
    await mustRun(cli.run(['list', 'create', 'L']));
    await mustRun(cli.run(['list', 'add', 'L', NAVIAUX, GERMAIN]));
    const first = (await mustRun(cli.run(['export', '--list', 'L', '--format', 'bibtex']))).stdout;
    expect(first).toContain(`{mecfsatlas-${NAVIAUX},`);
    expect((await mustRun(cli.run(['export', '--list', 'L']))).stdout).toBe(first);
    expect(await json(['show', NAVIAUX])).toMatchObject({ citationKey: `mecfsatlas-${NAVIAUX}` });
  });

  it('format CSL-JSON from standard input, with the given key, else the id', async () => {
    const items = [
      {
        id: 'a',
        'citation-key': 'Given2020',
        type: 'article-journal',
        title: 'ME/CFS & co',
        'container-title': 'Fatigue',
        author: [{ family: 'Doe', given: 'J' }],
        issued: { 'date-parts': [[2020]] },
      },
      { id: 'from-id', type: 'book', title: 'B' },
    ];
    const { stdout } = await mustRun(
      cli.run(['format', '--to', 'bibtex'], { input: JSON.stringify(items) }),
    );
    expect(stdout).toContain('@article{Given2020,');
    expect(stdout).toContain('{ME/CFS} \\& co');
    expect(stdout).toContain('@book{from-id,');
    for (const input of ['', 'nonsense', '[1]', '{"type":5}', '{"title":["x"]}']) {
      expect(await cli.run(['format', '--to', 'bibtex'], { input })).toMatchObject({
        code: 2,
        stdout: '',
      });
    }
    expect((await cli.run(['format', '--to', 'docx'], { input: '[]' })).code).toBe(2);
  });
});

describe('format', () => {
  it('makes a key where an item has none, and takes what other programs write', async () => {
    const items = [
      {
        type: 'article-journal',
        title: 'Fatigue',
        'container-title': 'J',
        author: [{ family: 'Vlček', given: null }],
        issued: { 'date-parts': [[2014, null]] },
        volume: 3,
        page: 12,
        DOI: null,
      },
    ];
    const { stdout } = await mustRun(
      cli.run(['format', '--to', 'bibtex'], { input: JSON.stringify(items) }),
    );
    expect(stdout).toContain('@article{Vlcek2014,');
    expect(stdout).toContain('pages = {12}');
    expect(stdout).not.toContain('null');
  });
});

describe('the contract', () => {
  it('is there in full', async () => {
    expect(await json(['methods'])).toEqual({ methods: [...METHOD_NAMES] });
    expect(await json(['call', 'search.run', '{"query":"pem:required"}'])).toMatchObject({
      total: 3,
    });
    expect(await json(['call', 'list.create', '-'], { input: '{"name":"By call"}' })).toMatchObject(
      { list: { name: 'By call' } },
    );
    const saved = await json([
      'call',
      'export.save',
      '{"list":"By call","format":"bibtex","target":"file"}',
      '--file',
      path.join(folder, 'out.bib'),
    ]);
    expect(saved).toMatchObject({ written: true, entries: 0 });
  });

  it('refuses what does not fit, by exit code 2', async () => {
    for (const args of [
      ['call', 'no.such', '{}'],
      ['call', 'study.show', '{"slug":"../x"}'],
      ['call', 'study.show', 'nonsense'],
      ['call', 'export.save', '{"list":"x","format":"bibtex","target":"/etc/passwd"}'],
    ]) {
      const run = await cli.run(args);
      expect(run, args.join(' ')).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).not.toMatch(/^\s+at /mu);
    }
  });
});
