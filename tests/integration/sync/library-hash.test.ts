// The hash that shows that no sync writes a person's row: it must see every kind of row, and nothing else.
import { describe, expect, it } from 'vitest';
import { openTestLibrary, testSlug } from '../../support/library.ts';
import { libraryHash, makeClock, openData } from './harness.ts';

describe('the hash of the library', () => {
  it('changes with each thing that a reader writes, and with nothing else', async () => {
    const { paths } = await openData();
    const library = await openTestLibrary(paths.folder);
    const at = makeClock().now();
    const slugs = [testSlug(1), testSlug(2)] as const;
    const hashes = [libraryHash(paths)];
    const note = library.notes.create({ subject: { slug: slugs[0] }, body: 'One.', at });
    hashes.push(libraryHash(paths));
    library.notes.edit({ id: note.id, body: 'One!', basedOn: note.revision, at });
    hashes.push(libraryHash(paths));
    const list = library.lists.create('For the review', at);
    hashes.push(libraryHash(paths));
    library.lists.add(list.id, slugs, at);
    hashes.push(libraryHash(paths));
    library.marks.addTag(slugs, 'methods', at);
    hashes.push(libraryHash(paths));
    library.marks.setReadState([slugs[1]], 'read', at);
    hashes.push(libraryHash(paths));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(libraryHash(paths)).toBe(hashes.at(-1));
    library.db.close();
    expect(libraryHash(paths)).toBe(hashes.at(-1));
  });
});
