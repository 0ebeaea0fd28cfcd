// What a reader wrote about a study that the atlas has renamed since: shown with the study, never rewritten by reading.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { groupNames, type StudyNames } from '../../../src/main/storage/atlas/study-names.ts';
import { at, openTestLibrary, type TestLibrary } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const old = 'old-name' as Slug;
const now = 'new-name' as Slug;
const other = 'another-study' as Slug;
let library: TestLibrary;
let rename: () => void;

beforeEach(async () => {
  let groups: ReadonlyMap<Slug, readonly Slug[]> = new Map();
  const names: StudyNames = {
    of: (slug) => groups.get(slug) ?? [slug],
    former: () => (groups.size === 0 ? new Map() : new Map([[old, now]])),
  };
  library = await openTestLibrary(makeTempDir('renamed'), names);
  rename = () => {
    groups = groupNames([{ alias: old, slug: now }], () => false);
  };
  onTestFinished(() => {
    library.db.close();
  });
});

const contents = (): unknown =>
  ['note', 'note_draft', 'list_entry', 'study_tag', 'read_state', 'own_coding', 'citation_key'].map(
    (table) => library.db.prepare(`SELECT * FROM ${table}`).all(),
  );
const coding = (slug: Slug, time: number, required: 'yes' | 'no') => ({
  slug,
  definitions: [],
  required,
  how: null,
  quote: null,
  page: null,
  checkedFullText: false,
  codedAt: at(time),
});

describe('lists', () => {
  it('show a study once, under its present name, where it stands first', () => {
    const { lists } = library;
    lists.create('A', at(1));
    lists.add('A', [old, other, now], at(2));
    lists.create('B', at(3));
    lists.add('B', [old], at(4));
    rename();
    const before = contents();
    expect(lists.entries('A')).toEqual([now, other]);
    expect(lists.find('A').size).toBe(2);
    for (const slug of [old, now]) {
      expect(lists.containing(slug).map(({ name, size }) => [name, size])).toEqual([
        ['A', 2],
        ['B', 1],
      ]);
    }
    expect(contents()).toEqual(before);
  });

  it('take no second entry, move it whole, take it out whole, and bring it back', () => {
    const { lists } = library;
    lists.create('A', at(1));
    lists.add('A', [old, other, now], at(2));
    rename();
    expect(lists.add('A', [now, old], at(3))).toEqual([]);
    lists.move('A', now, { place: { after: other }, at: at(4) });
    expect(lists.entries('A')).toEqual([other, now]);
    lists.move('A', other, { place: { after: old }, at: at(5) });
    expect(lists.entries('A')).toEqual([now, other]);
    expect(lists.remove('A', [now], at(6))).toEqual([now]);
    expect(lists.entries('A')).toEqual([other]);
    library.takeBack(at(7));
    expect(lists.entries('A')).toEqual([now, other]);
  });
});

describe('tags and marks', () => {
  it('are joined: a tag is there once, counts once, and is taken off wherever it stands', () => {
    const { marks } = library;
    marks.addTag([old], 'Exercise', at(1));
    marks.addTag([old, now], 'to read', at(2));
    rename();
    expect(marks.tagsOf(now)).toEqual(['Exercise', 'to read']);
    expect(marks.tags()).toEqual([
      { tag: 'Exercise', studies: 1 },
      { tag: 'to read', studies: 1 },
    ]);
    expect(marks.addTag([now], 'exercise', at(3))).toEqual([]);
    expect(marks.removeTag([now], 'to read', at(4))).toEqual([now]);
    expect(marks.tagsOf(old)).toEqual(['Exercise']);
    library.takeBack(at(5));
    expect(marks.tagsOf(now)).toEqual(['Exercise', 'to read']);
  });

  it('count as made last, and both are shown', () => {
    const { marks } = library;
    marks.setCoding(coding(now, 10, 'yes'));
    marks.setCoding(coding(old, 20, 'no'));
    marks.setReadState([old], 'read', at(30));
    rename();
    expect(marks.coding(now)).toMatchObject({ slug: old, required: 'no' });
    expect(marks.readState(now)).toBe('read');
    expect(marks.marksByName(now)).toMatchObject([
      { slug: now, read: null, coding: { required: 'yes', codedAt: 10 } },
      { slug: old, read: 'read', coding: { required: 'no', codedAt: 20 } },
    ]);
  });

  it('made now count now, even where the clock has gone back', () => {
    const { marks } = library;
    marks.setCoding(coding(old, 20, 'no'));
    marks.setReadState([old], 'read', at(30));
    rename();
    marks.setCoding(coding(now, 5, 'yes'));
    expect(marks.setReadState([now], 'unread', at(6))).toEqual([now]);
    expect(marks.coding(old)).toMatchObject({ slug: now, required: 'yes' });
    expect(marks.readState(old)).toBe('unread');
    expect(marks.setReadState([old], 'unread', at(40))).toEqual([]);
  });

  it('are cleared under every name, and brought back under every name', () => {
    const { marks } = library;
    marks.setCoding(coding(now, 10, 'yes'));
    marks.setCoding(coding(old, 20, 'no'));
    rename();
    const before = contents();
    expect(marks.clearCoding(now, at(30))).toBe(true);
    expect(marks.coding(now)).toBeNull();
    expect(marks.clearCoding(now, at(31))).toBe(false);
    library.takeBack(at(32));
    expect(contents()).toEqual(before);
  });
});

describe('notes and drafts', () => {
  const draft = { writer: 'w', basedOn: null, savedAt: at(9) };
  it('are shown together and stay where they are', () => {
    const { notes } = library;
    const first = notes.create({ subject: { slug: old }, body: 'one', at: at(1) });
    notes.create({ subject: { slug: now }, body: 'two', at: at(2) });
    rename();
    for (const slug of [old, now]) {
      expect(notes.of({ slug }).map(({ body }) => body)).toEqual(['one', 'two']);
    }
    expect(notes.find(first.id)?.subject).toEqual({ slug: old });
  });

  it('keep a draft of a note under the old name, and drop it with its revision', () => {
    const { notes, drafts } = library;
    const { id } = notes.create({ subject: { slug: old }, body: 'one', at: at(1) });
    rename();
    drafts.save({ ...draft, subject: { slug: now }, note: id, basedOn: 1, body: 'one and' });
    expect(drafts.of({ slug: now })).toMatchObject([{ note: id, body: 'one and' }]);
    notes.edit({ id, body: 'one and more', basedOn: 1, writer: 'w', at: at(3) });
    expect(drafts.of({ slug: now })).toEqual([]);
  });

  it('go on with the draft that was begun before the renaming, and lose none where there are two', () => {
    const { notes, drafts } = library;
    drafts.save({ ...draft, subject: { slug: old }, note: null, body: 'begun' });
    rename();
    drafts.save({ ...draft, subject: { slug: now }, note: null, body: 'begun, and more' });
    expect(drafts.of({ slug: now }).map(({ body }) => body)).toEqual(['begun, and more']);
    drafts.save({ ...draft, writer: 'v', subject: { slug: now }, note: null, body: 'another' });
    expect(drafts.of({ slug: old })).toHaveLength(2);
    notes.create({ subject: { slug: now }, body: 'begun, and more', writer: 'w', at: at(4) });
    expect(drafts.of({ slug: now }).map(({ writer }) => writer)).toEqual(['v']);
  });
});

describe('citations', () => {
  const copy = (slug: Slug) => ({
    slug,
    item: { id: slug, type: 'article-journal' as const },
    retracted: false,
    asOf: null,
  });
  it('keep the key that was given first, and give no other', () => {
    const { references } = library;
    const choose = (missing: readonly Slug[]): string[] => missing.map((slug) => `key-${slug}`);
    references.keysFor([old], at(1), choose);
    references.keysFor([now], at(2), choose);
    rename();
    expect(references.keysFor([now, other], at(3), choose)).toEqual([
      'key-old-name',
      'key-another-study',
    ]);
    expect(references.keyOf(now)).toBe('key-old-name');
    expect(references.laterKeysOf(now)).toEqual(['key-new-name']);
    expect(references.otherKeysOf(now)).toEqual([
      'key-new-name',
      'mecfsatlas-new-name',
      'mecfsatlas-old-name',
    ]);
  });

  it('are found under the old name until there is a copy under the new one', () => {
    const { references } = library;
    references.keep([copy(old)], at(1));
    rename();
    expect(references.find(now)?.slug).toBe(old);
    references.keep([copy(now)], at(0));
    expect(references.find(old)?.slug).toBe(now);
  });
});
