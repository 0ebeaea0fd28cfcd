// Bad days: a sentence that says what happened, what is safe and what to do; an exit code; nothing lost; no stack.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createCli, ensureCliBuilt, mustRun, type CliRun } from '../../support/cli.ts';
import { onlyIf } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const NAVIAUX = 'naviaux-2016-metabolomics';
const root = onlyIf(process.platform === 'linux' && process.getuid?.() === 0, 'as root');
const unprivileged = onlyIf(
  process.platform === 'linux' && process.getuid?.() !== 0,
  'as an ordinary user',
);

let folder: string;
let data: string;
let cli: ReturnType<typeof createCli>;

beforeAll(ensureCliBuilt);
beforeEach(() => {
  folder = makeTempDir('bad');
  data = path.join(folder, 'data');
  cli = createCli(data);
});

function expectPlain(run: CliRun, code: number, words: RegExp): void {
  expect(run.stderr).toMatch(words);
  expect(run.stderr).not.toMatch(/^\s+at |node:internal|SqliteError|TypeError/mu);
  expect(run.code).toBe(code);
  expect(run.stdout).toBe('');
}

describe('wrong usage', () => {
  it.each([
    [['no-such-command'], /unknown command/u],
    [['list'], /create/u],
    [['list', 'add', 'only-a-name'], /slug/u],
    [['show'], /slug/u],
    [['show', '../../etc/passwd'], /not the name of a study/u],
    [['status', '--no-such-option'], /unknown option/u],
    [['export', '--format', 'bibtex'], /--list/u],
    [['search', 'x', '--sort', 'colour'], /--sort/u],
    [['sync', '--source', 'ftp://x'], /./u],
    [['sync', '--delay', 'soon'], /--delay/u],
    [['code', NAVIAUX, '--required', 'maybe'], /yes, no or unclear/u],
  ])('%j ends with 2', async (args, words) => {
    expectPlain(await cli.run(args), 2, words);
  });

  it('a pause of nothing is for this computer only', async () => {
    expectPlain(
      await cli.run(['sync', '--source', 'https://www.mecfsatlas.com', '--delay', '0']),
      2,
      /./u,
    );
  });
});

describe('the data folder', () => {
  it('that is a file', async () => {
    writeFileSync(data, 'mine');
    expectPlain(await cli.run(['status']), 1, /is not a folder.*Nothing was changed.*--data/su);
    expect(readFileSync(data, 'utf8')).toBe('mine');
  });

  it('below a file', async () => {
    writeFileSync(path.join(folder, 'x'), 'mine');
    expectPlain(
      await createCli(path.join(folder, 'x', 'data')).run(['status']),
      1,
      /is not a folder|cannot be written/u,
    );
  });

  it.skipIf(unprivileged.isMissing)(`that cannot be written ${unprivileged.note}`, async () => {
    mkdirSync(data);
    chmodSync(data, 0o500);
    expectPlain(await cli.run(['status']), 1, /cannot be written.*--data/su);
    chmodSync(data, 0o700);
  });

  it('on a read-only place', async () => {
    expectPlain(await createCli('/proc/companion').run(['status']), 1, /cannot be written/u);
  });
});

describe('a damaged file', () => {
  async function withNote(): Promise<void> {
    await mustRun(cli.run(['note', NAVIAUX, 'precious']));
    await mustRun(cli.run(['backup']));
  }

  it('library: it is left as it is, said to be damaged, and a backup brings the notes back', async () => {
    await withNote();
    const library = path.join(data, 'library.sqlite');
    writeFileSync(library, Buffer.alloc(64 * 1024, 'x'));
    expectPlain(
      await cli.run(['show', NAVIAUX]),
      1,
      /library.*damaged.*left as it is.*1 note.*restore/su,
    );
    expect(readFileSync(library).subarray(0, 4).toString()).toBe('xxxx');
    const [backup] = (
      (await mustRun(cli.run(['restore', '--json']))).json() as {
        backups: { name: string; counts: Record<string, number> }[];
      }
    ).backups;
    expect(backup?.counts).toMatchObject({ notes: 1 });
    await mustRun(cli.run(['restore', backup?.name ?? '']));
    expect((await mustRun(cli.run(['show', NAVIAUX]))).stdout).toContain('precious');
  });

  it.each(['deleted', 'emptied'])(
    'library %s: no empty one takes its place while there are backups',
    async (how) => {
      await withNote();
      const library = path.join(data, 'library.sqlite');
      if (how === 'deleted') rmSync(library);
      else truncateSync(library, 0);
      expectPlain(
        await cli.run(['status']),
        1,
        /missing or empty.*backups.*nothing was changed.*restore/su,
      );
      const [backup] = (
        (await mustRun(cli.run(['restore', '--json']))).json() as { backups: { name: string }[] }
      ).backups;
      await mustRun(cli.run(['restore', backup?.name ?? '']));
      expect((await mustRun(cli.run(['show', NAVIAUX]))).stdout).toContain('precious');
    },
  );

  it('of another program is left alone', async () => {
    mkdirSync(data);
    const foreign = new Database(path.join(data, 'library.sqlite'));
    foreign.exec('CREATE TABLE mine (x)');
    foreign.close();
    expectPlain(await cli.run(['status']), 1, /belongs to another program.*left as it is/su);
    const after = new Database(path.join(data, 'library.sqlite'));
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['mine']);
    after.close();
  });

  it('library truncated in the middle is not silently replaced', async () => {
    await withNote();
    truncateSync(path.join(data, 'library.sqlite'), 20_000);
    const run = await cli.run(['note', NAVIAUX, '--show', '--json']);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/damaged/u);
  });

  it('mirror: it is built again from the starter set, and notes stay', async () => {
    await withNote();
    writeFileSync(path.join(data, 'atlas.sqlite'), Buffer.alloc(64 * 1024, 'x'));
    const run = await mustRun(cli.run(['status']));
    expect(run.stderr).toMatch(/damaged and has been built again/u);
    expect(run.stdout).toContain('80 studies');
    expect((await mustRun(cli.run(['show', NAVIAUX]))).stdout).toContain('precious');
  });

  it('mirror damaged inside: found when it is read, and built again at the next start', async () => {
    await withNote();
    const file = path.join(data, 'atlas.sqlite');
    const db = new Database(file);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const bytes = readFileSync(file);
    // Behind the schema, so that the damage shows only when a study is read.
    bytes.fill(0x5a, Math.floor(bytes.length / 2));
    writeFileSync(file, bytes);
    const run = await cli.run(['search', 'metabolic', '--json']);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/copy of the atlas is damaged.*Notes and lists are safe/su);
    expect((await mustRun(cli.run(['search', 'metabolic', '--json']))).json()).toHaveProperty(
      'total',
    );
  });

  it('from a newer version is refused and left alone', async () => {
    await withNote();
    const db = new Database(path.join(data, 'library.sqlite'));
    db.pragma('user_version = 99');
    db.close();
    expectPlain(await cli.run(['show', NAVIAUX]), 1, /newer version.*safe/su);
  });
});

describe('two at once', () => {
  it('write notes and lists side by side without losing one', async () => {
    await mustRun(cli.run(['list', 'create', 'L']));
    const runs = await Promise.all(
      Array.from({ length: 8 }, (_, number) => cli.run(['note', NAVIAUX, `note ${number}`])),
    );
    expect(runs.map((run) => run.code)).toEqual(runs.map(() => 0));
    const { notes } = (await mustRun(cli.run(['show', NAVIAUX, '--json']))).json() as {
      notes: { body: string }[];
    };
    expect(notes.map((note) => note.body).toSorted()).toEqual(
      Array.from({ length: 8 }, (_, number) => `note ${number}`),
    );
  });

  it('start on an empty folder at the same moment', async () => {
    const runs = await Promise.all(Array.from({ length: 6 }, () => cli.run(['status', '--json'])));
    for (const run of runs) {
      expect(run.stderr).toBe('');
      expect(run.json()).toMatchObject({ studies: { total: 80 } });
    }
  });

  it('wait for a lock, then say who holds it', async () => {
    await mustRun(cli.run(['note', NAVIAUX, 'first']));
    const other = new Database(path.join(data, 'library.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const run = await cli.run(['note', NAVIAUX, 'second']);
    other.exec('ROLLBACK');
    other.close();
    expectPlain(run, 1, /Another program is writing.*Nothing was changed.*Try again/su);
  });
});

describe('a full disk', () => {
  it.skipIf(root.isMissing)(`keeps what was saved before and says so ${root.note}`, async () => {
    const small = path.join(folder, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small]);
    onTestFinished(() => {
      execFileSync('umount', [small]);
    });
    const full = createCli(path.join(small, 'data'));
    await mustRun(full.run(['note', NAVIAUX, 'kept']));
    // A note, its search text and its revision: three times its length.
    const run = await full.run(['note', NAVIAUX], { input: 'x'.repeat(1_400_000) });
    expectPlain(run, 1, /disk.*full.*What was saved before is safe.*Free some space/su);
    const { notes } = (await mustRun(full.run(['show', NAVIAUX, '--json']))).json() as {
      notes: { body: string }[];
    };
    expect(notes.map((note) => note.body)).toEqual(['kept']);
    const out = path.join(small, 'refs.bib');
    await mustRun(full.run(['list', 'create', 'L']));
    await mustRun(full.run(['list', 'add', 'L', NAVIAUX]));
    await mustRun(full.run(['export', '--list', 'L', '--out', out]));
    const before = readFileSync(out);
    const { bavail, bsize } = statfsSync(small);
    writeFileSync(path.join(small, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - 4096)));
    await full.run(['list', 'add', 'L', 'white-2011-comparison-adaptive']);
    await full.run(['export', '--list', 'L', '--out', out]);
    expect(readFileSync(out).equals(before)).toBe(true);
  });
});

describe('a restore', () => {
  it('is refused while another process has the library open, and changes nothing', async () => {
    await mustRun(cli.run(['note', NAVIAUX, 'before']));
    const { name } = (await mustRun(cli.run(['backup', '--json']))).json() as { name: string };
    await mustRun(cli.run(['note', NAVIAUX, 'after']));
    const other = new Database(path.join(data, 'library.sqlite'));
    other.prepare('SELECT count(*) FROM note').get();
    const run = await cli.run(['restore', name]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/open/u);
    expect(other.prepare('SELECT count(*) FROM note').pluck().get()).toBe(2);
    other.close();
    await mustRun(cli.run(['restore', name]));
    const shown = (await mustRun(cli.run(['show', NAVIAUX]))).stdout;
    expect(shown).toContain('before');
    expect(shown).not.toContain('after');
    expect((await cli.run(['restore', 'no-such-backup'])).code).toBe(1);
  });
});

describe('a starter set that is half written', () => {
  it('is told, and everything else works', async () => {
    // The program as installed elsewhere, with its resources cut.
    const copy = path.join(folder, 'program');
    cpSync(path.join(ROOT, 'out/main'), path.join(copy, 'out/main'), { recursive: true });
    mkdirSync(path.join(copy, 'resources'));
    copyFileSync(path.join(ROOT, 'package.json'), path.join(copy, 'package.json'));
    const starter = readFileSync(path.join(ROOT, 'resources/starter-atlas.jsonl'), 'utf8');
    writeFileSync(path.join(copy, 'resources/starter-atlas.jsonl'), starter.slice(0, 30_000));
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
    const other = createCli(data, path.join(copy, 'out/main/cli.js'));
    const status = await other.run(['status']);
    expect(status.stdout + status.stderr).toMatch(/starter set.*damaged.*safe/su);
    expect(status.code).toBe(1);
    expect((await other.run(['list', 'create', 'L'])).code).toBe(0);
    // The whole program fills the mirror afterwards.
    expect((await mustRun(cli.run(['status', '--json']))).json()).toMatchObject({
      studies: { total: 80 },
    });
  });
});

describe('what a person types into', () => {
  it('is refused where it is not UTF-8, so that no letter is lost', async () => {
    const run = await cli.run(['note', NAVIAUX], { input: Buffer.from([0x63, 0x61, 0x66, 0xe9]) });
    expectPlain(
      run,
      1,
      /could not be read: it is not text in UTF-8\. Nothing was changed\. Save/su,
    );
  });

  it('can be ended while it waits', async () => {
    const child = cli.start(['format', '--to', 'bibtex'], { input: 'pipe' });
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
  });

  it('and writes to: a full disk behind > is a sentence', async () => {
    const out = openSync('/dev/full', 'w');
    const child = cli.start(['methods'], { output: out });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    closeSync(out);
    expect(code).toBe(1);
    expect(said).toMatch(/^The answer could not be written \(ENOSPC\)/u);
  });
});

describe('--verbose', () => {
  it('shows where it happened', async () => {
    writeFileSync(data, 'mine');
    const run = await cli.run(['status', '--verbose']);
    expect(run.stderr).toMatch(/^\s+at /mu);
    expect(existsSync(data)).toBe(true);
  });
});
