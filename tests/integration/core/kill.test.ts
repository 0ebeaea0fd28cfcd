// SIGKILL at any moment: whatever was said to be saved is there, and every file is sound.
import { spawn } from 'node:child_process';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntry } from '../../support/bundle-entry.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const RESOURCES = path.resolve(import.meta.dirname, '../../../resources');
const ROUNDS = 12;
let writer: string;

beforeAll(async () => {
  writer = await bundleEntry('tests/support/busy-writer.ts');
});

/** Runs a writer and kills it some time after its first word. Answers with all it had said. */
async function writeUntilKilled(folder: string, label: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder, RESOURCES, label]);
  let said = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    said += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(errors).toBe('');
  // The last line may be cut: it was not yet said in full.
  return said.split('\n').slice(0, -1);
}

function expectKept(folder: string, lines: readonly string[]): void {
  const db = new Database(path.join(folder, 'library.sqlite'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.exec("INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)");
    const body = db.prepare<[string, string], { body: string }>(
      'SELECT body FROM note_revision WHERE note_id = ? AND revision = ?',
    );
    const inLists = new Set<string>();
    for (const line of lines) {
      const [verb = '', first = '', ...rest] = line.split(' ');
      if (verb === 'noted') expect(body.get(first, '1')?.body).toBe(rest.join(' '));
      if (verb === 'edited') {
        expect(body.get(first, rest[0] ?? '')?.body).toBe(rest.slice(1).join(' '));
      }
      if (verb === 'added') inLists.add(first);
      if (verb === 'removed') inLists.delete(first);
    }
    const entries = new Set(
      db
        .prepare<[], { slug: string }>('SELECT slug FROM list_entry')
        .all()
        .map((row) => row.slug),
    );
    // The change after the last word may have been saved as well.
    const missing = [...inLists].filter((slug) => !entries.has(slug));
    expect(missing.length).toBeLessThanOrEqual(1);
  } finally {
    db.close();
  }
}

describe('a writer that is killed', () => {
  it(`loses nothing that it had said was saved (${ROUNDS} kills)`, async () => {
    const folder = makeTempDir('kill');
    const all: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const lines = await writeUntilKilled(folder, `w${round}`, (round * 37) % 150);
      expect(lines.length).toBeGreaterThan(0);
      // A list is another one each round, so only notes are held to all that was said before.
      all.push(...lines.filter((line) => /^(?:noted|edited)/u.test(line)));
      expectKept(folder, lines);
      expectKept(folder, all);
    }
    const core = createTestCore({ folder });
    const status = await ask(core, 'status.get', {});
    expect(status).toMatchObject({ mended: [], problems: [], studies: { total: 80 } });
    expect(status.notes).toBeGreaterThanOrEqual(
      all.filter((line) => line.startsWith('noted')).length,
    );
    await core.close();
  });

  it('beside another one loses nothing of either', async () => {
    const folder = makeTempDir('kill-two');
    const [one, two] = await Promise.all([
      writeUntilKilled(folder, 'one', 300),
      writeUntilKilled(folder, 'two', 400),
    ]);
    for (const lines of [one, two]) {
      expectKept(
        folder,
        lines.filter((line) => /^(?:noted|edited)/u.test(line)),
      );
    }
  });

  it('on its very first start leaves a folder that the next start can use', async () => {
    for (let afterMs = 0; afterMs < 400; afterMs += 40) {
      const folder = makeTempDir('kill-first');
      const child = spawn(process.execPath, [writer, folder, RESOURCES, 'first'], {
        stdio: 'ignore',
      });
      setTimeout(() => child.kill('SIGKILL'), afterMs);
      await new Promise((resolve) => child.on('close', resolve));
      const core = createTestCore({ folder });
      expect(await ask(core, 'status.get', {})).toMatchObject({
        mended: [],
        problems: [],
        studies: { total: 80 },
      });
      await core.close();
    }
  });
});
