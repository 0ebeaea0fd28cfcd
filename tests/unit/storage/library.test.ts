// What a person writes: nothing is lost, everything can be taken back, two writers both keep their texts.
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LibraryDatabase } from '../../../src/main/storage/open.ts';
import { at, openTestLibrary, testSlug, type TestLibrary } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

let library: TestLibrary;
let folder: string;

async function open(): Promise<TestLibrary> {
  const opened = await openTestLibrary(folder);
  onTestFinished(() => {
    opened.db.close();
  });
  return opened;
}

beforeEach(async () => {
  folder = makeTempDir('library');
  library = await open();
});

describe('notes', () => {
  const subject = { slug: testSlug(1) };

  it('keep every text they ever had', () => {
    const { notes } = library;
    const note = notes.create({ subject, body: 'first', at: at(1) });
    notes.edit({ id: note.id, body: 'second', basedOn: 1, at: at(2) });
    notes.remove(note.id, at(3));
    expect(notes.of(subject)).toEqual([]);
    expect(notes.revisions(note.id).map((each) => [each.revision, each.body])).toEqual([
      [2, 'second'],
      [1, 'first'],
    ]);
  });

  it('keep both texts where two writers save at once', async () => {
    const note = library.notes.create({ subject, body: 'start', at: at(1) });
    const other = await open();
    other.notes.edit({ id: note.id, body: 'theirs', basedOn: 1, at: at(2) });
    const saved = library.notes.edit({ id: note.id, body: 'mine', basedOn: 1, at: at(3) });
    expect(saved.conflict).toBe(true);
    expect(saved.note.body).toContain('theirs');
    expect(saved.note.body).toContain('mine');
    expect(library.notes.revisions(note.id).map((each) => each.revision)).toEqual([3, 2, 1]);
  });

  it('cannot be deleted or rewritten, not even by SQL', () => {
    const note = library.notes.create({ subject, body: 'kept', at: at(1) });
    const run = (sql: string) => () => library.db.prepare(sql).run(note.id);
    expect(run('DELETE FROM note WHERE id = ?')).toThrow(/never deleted/u);
    expect(run('DELETE FROM note_revision WHERE note_id = ?')).toThrow(/never deleted/u);
    expect(run("UPDATE note_revision SET body = '' WHERE note_id = ?")).toThrow(/never changes/u);
    expect(run("UPDATE note SET body = 'x' WHERE id = ?")).toThrow(/next revision/u);
  });

  it('come back by undo, as a new revision', () => {
    const { notes } = library;
    const note = notes.create({ subject, body: 'first', at: at(1) });
    notes.edit({ id: note.id, body: 'second', basedOn: 1, at: at(2) });
    notes.remove(note.id, at(3));
    expect(library.takeBack(at(4)).label).toBe('remove the note on study-1');
    expect(notes.find(note.id)?.body).toBe('second');
    library.takeBack(at(5));
    expect(notes.find(note.id)).toMatchObject({ body: 'first', revision: 3 });
    library.takeBack(at(6));
    expect(notes.find(note.id)).toBeNull();
    expect(notes.revisions(note.id)).toHaveLength(3);
    expect(() => library.takeBack(at(7))).toThrow(
      expect.objectContaining({ code: 'nothing-to-undo' }),
    );
  });
});

describe('lists', () => {
  it('keep their order, move by place and by neighbour, and never hold a study twice', () => {
    const { lists } = library;
    lists.create('POTS', at(1));
    expect(lists.add('pots', [1, 2, 3, 2].map(testSlug), at(2))).toEqual([1, 2, 3].map(testSlug));
    lists.move('POTS', testSlug(3), { place: { position: 1 }, at: at(3) });
    expect(lists.entries('POTS')).toEqual([3, 1, 2].map(testSlug));
    lists.move('POTS', testSlug(3), { place: { after: testSlug(1) }, at: at(4) });
    expect(lists.entries('POTS')).toEqual([1, 3, 2].map(testSlug));
    lists.move('POTS', testSlug(2), { place: { before: testSlug(1) }, at: at(5) });
    expect(lists.entries('POTS')).toEqual([2, 1, 3].map(testSlug));
    expect(() => {
      lists.move('POTS', testSlug(9), { place: { position: 1 }, at: at(6) });
    }).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('stay in order when moved into the same gap until no number is left in it', () => {
    const { lists } = library;
    lists.create('gap', at(1));
    lists.add('gap', [1, 2, 3].map(testSlug), at(1));
    for (let round = 0; round < 120; round += 1) {
      const [first, second, third] = lists.entries('gap');
      if (first === undefined || second === undefined || third === undefined) {
        throw new Error('a study was lost');
      }
      lists.move('gap', third, { place: { after: first }, at: at(2) });
      expect(lists.entries('gap')).toEqual([first, third, second]);
    }
  });

  it('have names of their own, whatever the case; a deleted name is free again', () => {
    const { lists } = library;
    lists.create('Gut biome', at(1));
    expect(() => lists.create('GUT  BIOME', at(2))).toThrow(
      expect.objectContaining({ code: 'name-taken' }),
    );
    expect(() => lists.create(' \u0007 ', at(2))).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
    lists.delete('gut biome', at(3));
    expect(lists.create('Gut biome', at(4)).size).toBe(0);
    expect(lists.all()).toHaveLength(1);
  });

  it('come back whole when a deletion is undone', () => {
    const { lists } = library;
    lists.create('kept', at(1));
    lists.add('kept', [1, 2].map(testSlug), at(2));
    lists.delete('kept', at(3));
    expect(lists.all()).toEqual([]);
    library.takeBack(at(4));
    expect(lists.entries('kept')).toEqual([1, 2].map(testSlug));
  });
});

describe('keys', () => {
  const choose = (suffix: string) => (missing: readonly string[]) =>
    missing.map((slug) => `key-${slug}${suffix}`);
  it('are chosen once and never again', () => {
    const slugs = [2, 1].map(testSlug);
    expect(library.references.keysFor(slugs, at(1), choose(''))).toEqual([
      'key-study-2',
      'key-study-1',
    ]);
    expect(library.references.keysFor(slugs, at(2), choose('-other'))).toEqual([
      'key-study-2',
      'key-study-1',
    ]);
  });
  it('are unique ignoring case, by the file itself', () => {
    library.references.keysFor([testSlug(1)], at(1), () => ['Abc']);
    expect(() => library.references.keysFor([testSlug(2)], at(1), () => ['aBC'])).toThrow(
      /UNIQUE/u,
    );
    expect(library.references.keyOf(testSlug(2))).toBeNull();
  });
});

/** All that a person can see of a library, in one comparable text. */
function visible(db: LibraryDatabase): string {
  const all = (sql: string): unknown[] => db.prepare(sql).all();
  return JSON.stringify([
    all('SELECT id, body FROM note WHERE removed_at IS NULL ORDER BY id'),
    all('SELECT id, name FROM reading_list WHERE removed_at IS NULL ORDER BY id'),
    all(
      'SELECT list_id, slug, position FROM list_entry JOIN reading_list ON id = list_id WHERE removed_at IS NULL ORDER BY list_id, slug',
    ),
    all('SELECT slug, tag FROM study_tag ORDER BY slug, tag_key'),
    all("SELECT slug FROM read_state WHERE state = 'read' ORDER BY slug"),
    all('SELECT slug, required, quote FROM own_coding ORDER BY slug'),
  ]);
}

const slug = fc.integer({ min: 1, max: 4 }).map(testSlug);
const name = fc.constantFrom('a', 'b', 'c');
const step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), name }),
  fc.record({
    do: fc.constant('add' as const),
    name,
    slugs: fc.array(slug, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    do: fc.constant('remove' as const),
    name,
    slugs: fc.array(slug, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    do: fc.constant('move' as const),
    name,
    slug,
    position: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ do: fc.constant('rename' as const), name, to: name }),
  fc.record({ do: fc.constant('delete' as const), name }),
  fc.record({ do: fc.constant('tag' as const), slug, tag: name, add: fc.boolean() }),
  fc.record({
    do: fc.constant('read' as const),
    slug,
    state: fc.constantFrom('read' as const, 'unread' as const),
  }),
  fc.record({
    do: fc.constant('code' as const),
    slug,
    answer: fc.constantFrom('yes' as const, 'no' as const, null),
  }),
  fc.record({ do: fc.constant('note' as const), slug, body: name }),
  fc.record({
    do: fc.constant('edit' as const),
    id: fc.integer({ min: 1, max: 3 }),
    body: name,
  }),
  fc.record({ do: fc.constant('drop note' as const), id: fc.integer({ min: 1, max: 3 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('undo', () => {
  it('takes back any sequence of changes, step by step', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const states: string[] = [];
        let clock = Number(
          library.db.prepare('SELECT coalesce(max(at), 0) + 1 FROM undo_step').pluck().get(),
        );
        for (const each of steps) {
          const before = visible(library.db);
          const openStep = library.undo.next()?.id ?? 0;
          try {
            apply(each, (clock += 1));
          } catch (error) {
            // A step that cannot be done (no such list, a taken name) changes nothing.
            if (!(error instanceof Error) || error.name !== 'AppError') throw error;
            expect(visible(library.db)).toBe(before);
          }
          if ((library.undo.next()?.id ?? 0) > openStep) states.push(before);
          else expect(visible(library.db)).toBe(before);
        }
        for (const state of states.toReversed()) {
          library.takeBack(at((clock += 1)));
          expect(visible(library.db)).toBe(state);
        }
      }),
      { numRuns: 60 },
    );

    function apply(each: Step, now: number): void {
      const { lists, marks, notes } = library;
      switch (each.do) {
        case 'create':
          lists.create(each.name, at(now));
          break;
        case 'add':
          lists.add(each.name, each.slugs, at(now));
          break;
        case 'remove':
          lists.remove(each.name, each.slugs, at(now));
          break;
        case 'move':
          lists.move(each.name, each.slug, { place: { position: each.position }, at: at(now) });
          break;
        case 'rename':
          lists.rename(each.name, each.to, at(now));
          break;
        case 'delete':
          lists.delete(each.name, at(now));
          break;
        case 'tag':
          if (each.add) marks.addTag([each.slug], each.tag, at(now));
          else marks.removeTag([each.slug], each.tag, at(now));
          break;
        case 'read':
          marks.setReadState([each.slug], each.state, at(now));
          break;
        case 'code':
          if (each.answer === null) marks.clearCoding(each.slug, at(now));
          else {
            marks.setCoding({
              slug: each.slug,
              definitions: [],
              required: each.answer,
              how: null,
              quote: null,
              page: null,
              checkedFullText: false,
              codedAt: at(now),
            });
          }
          break;
        case 'note':
          notes.create({ subject: { slug: each.slug }, body: each.body, at: at(now) });
          break;
        case 'edit':
          notes.edit({ id: at(each.id) as never, body: each.body, basedOn: 1, at: at(now) });
          break;
        case 'drop note':
          notes.remove(at(each.id) as never, at(now));
          break;
      }
    }
  });

  it('leaves alone what somebody else changed since', async () => {
    library.lists.create('x', at(1));
    const other = await open();
    other.db.prepare("UPDATE reading_list SET name = 'y', name_key = 'y'").run();
    expect(() => library.takeBack(at(2))).toThrow(expect.objectContaining({ code: 'conflict' }));
    expect(library.lists.all().map((list) => list.name)).toEqual(['y']);
  });

  it('is known to every process', async () => {
    library.lists.create('x', at(1));
    const other = await open();
    expect(other.takeBack(at(2)).label).toBe('create the list “x”');
    expect(library.lists.all()).toEqual([]);
  });
});
