// Text that is being typed: kept until it is a revision, and never longer than it should be.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { NoteDraft } from '../../../src/shared/domain/library.ts';
import type { NoteId } from '../../../src/shared/domain/ids.ts';
import { at, openTestLibrary, testSlug, type TestLibrary } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const subject = { slug: testSlug(1) };
let folder: string;
let library: TestLibrary;

async function open(): Promise<TestLibrary> {
  const opened = await openTestLibrary(folder);
  onTestFinished(() => {
    opened.db.close();
  });
  return opened;
}

function draft(parts: Partial<NoteDraft> = {}): NoteDraft {
  const plain = { note: null, basedOn: null, body: 'typed', savedAt: at(1) };
  return { writer: 'window-1', subject, ...plain, ...parts };
}
const bodies = (about = subject): string[] => library.drafts.of(about).map(({ body }) => body);

beforeEach(async () => {
  folder = makeTempDir('drafts');
  library = await open();
});

describe('a draft', () => {
  it('is one for each window, subject and note, and takes the place of the one before', () => {
    const { drafts, notes } = library;
    const { id } = notes.create({ subject, body: 'note', at: at(1) });
    drafts.save(draft({ body: 'a' }));
    drafts.save(draft({ body: 'ab', savedAt: at(2) }));
    drafts.save(draft({ writer: 'window-2', body: 'other window', savedAt: at(3) }));
    drafts.save(draft({ note: id, basedOn: 1, body: 'other note', savedAt: at(4) }));
    drafts.save(draft({ subject: { slug: testSlug(2) }, body: 'other study' }));
    expect(bodies()).toEqual(['other note', 'other window', 'ab']);
    expect(drafts.of(subject)[0]).toEqual(
      draft({ note: id, basedOn: 1, body: 'other note', savedAt: at(4) }),
    );
  });

  it('is seen by another process, and is about lists as well', async () => {
    const { id: listId } = library.lists.create('POTS', at(1));
    library.drafts.save(draft({ subject: { listId }, body: 'on the list' }));
    const other = await open();
    expect(other.drafts.of({ listId })).toHaveLength(1);
    expect(other.drafts.of(subject)).toEqual([]);
  });

  it('goes with the note that it becomes, and no other does', () => {
    const { drafts, notes } = library;
    const note = notes.create({ subject, body: 'note', at: at(1) });
    drafts.save(draft({ body: 'new note' }));
    drafts.save(draft({ writer: 'window-2', body: 'theirs' }));
    drafts.save(draft({ note: note.id, basedOn: 1, body: 'edit' }));
    notes.create({ subject, body: 'without a window', at: at(2) });
    expect(bodies()).toHaveLength(3);
    notes.create({ subject, body: 'new note', writer: 'window-1', at: at(2) });
    expect(bodies().toSorted()).toEqual(['edit', 'theirs']);
    notes.edit({ id: note.id, body: 'edit', basedOn: 1, writer: 'window-1', at: at(3) });
    expect(bodies()).toEqual(['theirs']);
  });

  it('stays where its note could not be saved', () => {
    library.drafts.save(draft({ body: 'precious' }));
    library.db.exec(
      `CREATE TEMP TRIGGER full BEFORE INSERT ON main.note BEGIN SELECT raise(ABORT, 'full'); END`,
    );
    const create = (): unknown =>
      library.notes.create({ subject, body: 'precious', writer: 'window-1', at: at(2) });
    expect(create).toThrow(/full/u);
    expect(bodies()).toEqual(['precious']);
  });

  it('stays when its note is removed: nobody else has this text', () => {
    const { drafts, notes } = library;
    const { id } = notes.create({ subject, body: 'note', at: at(1) });
    drafts.save(draft({ note: id, basedOn: 1, body: 'half typed' }));
    notes.remove(id, at(2));
    expect(bodies()).toEqual(['half typed']);
    drafts.save(draft({ note: id, basedOn: 1, body: 'typed on' }));
    expect(bodies()).toEqual(['typed on']);
  });

  it('is nothing that undo takes back', () => {
    library.drafts.save(draft());
    expect(library.undo.next()).toBeNull();
    library.drafts.drop(draft());
    expect([bodies(), library.undo.next()]).toEqual([[], null]);
  });

  it('of a note that this subject does not have is refused', () => {
    const { id } = library.notes.create({ subject, body: 'note', at: at(1) });
    const wrong = [
      draft({ note: 99 as NoteId }),
      draft({ note: id, subject: { slug: testSlug(2) } }),
    ];
    for (const each of wrong) {
      expect(() => {
        library.drafts.save(each);
      }).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
  });
});
