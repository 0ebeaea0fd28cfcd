// A library as a busy reader has after some years: notes, tags, lists, read state, own coding.
// Invariant: written through the product's own repositories; the same studies give the same marks,
// and their number does not grow with the atlas, for one person does not read ten times as much.
import { inTransaction, openLibrary } from '../../src/main/storage/open.ts';
import type { DataPaths } from '../../src/main/storage/paths.ts';
import { createListRepository } from '../../src/main/storage/library/lists.ts';
import { createMarkRepository } from '../../src/main/storage/library/marks.ts';
import { createNoteRepository } from '../../src/main/storage/library/notes.ts';
import { createUndoLog } from '../../src/main/storage/library/undo.ts';
import type { Slug, UnixMs } from '../../src/shared/domain/ids.ts';
import { CODING_ANSWERS } from '../../src/shared/domain/library.ts';
import { createRandom } from '../../tests/support/generator/random.ts';

const NOTES = 1500;
const READ = 2000;
const CODED = 400;
const TAGS = [
  'methods',
  'to read',
  'cite in intro',
  'weak controls',
  'POTS',
  'exercise',
  'pem',
  'EBV',
];
const TAGGED_EACH = 320;
const LISTS = ['To cite', 'PEM required', 'Reviews', 'Journal club', 'Autonomic', 'Grant 2026'];
const LISTED_EACH = 300;
const NOTE_TEXTS: readonly [string, ...string[]] = [
  'Small sample; **controls** were not matched for activity. Compare the two-day exercise test.',
  'Quote for the introduction: post-exertional malaise was required (methods, p. 3).',
  'Ask about the cytokine assay: which kit, which day after exertion?',
  'Fukuda only, so PEM was not required whatever the abstract says.',
  '- [ ] full text\n- [ ] supplement\n\nLooks like the same cohort as the earlier paper.',
];

/** Fills the library about the studies given; the time is made up and fixed. */
export function fillLibrary(paths: DataPaths, slugs: readonly Slug[], at: UnixMs): void {
  const random = createRandom(slugs.length, 0);
  const some = (count: number): Slug[] =>
    Array.from({ length: Math.min(count, slugs.length >> 1) }, () => {
      const slug = slugs[random.between(0, slugs.length - 1)];
      if (slug === undefined) throw new Error('there are no studies to mark');
      return slug;
    });
  const db = openLibrary(paths);
  try {
    const undo = createUndoLog(db);
    const notes = createNoteRepository(db, undo);
    const lists = createListRepository(db, undo);
    const marks = createMarkRepository(db, undo);
    // One transaction for all: each save by itself would wait for the disk some thousand times.
    inTransaction(db, () => {
      for (const slug of some(NOTES)) {
        notes.create({ subject: { slug }, body: random.pick(NOTE_TEXTS), at });
      }
      for (const tag of TAGS) marks.addTag(some(TAGGED_EACH), tag, at);
      for (const name of LISTS) lists.add(lists.create(name, at).id, some(LISTED_EACH), at);
      marks.setReadState(some(READ), 'read', at);
      for (const slug of some(CODED)) {
        marks.setCoding({
          slug,
          definitions: ['CCC 2003'],
          required: random.pick(CODING_ANSWERS),
          how: 'methods section',
          quote: null,
          page: null,
          checkedFullText: true,
          codedAt: at,
        });
      }
    });
  } finally {
    db.close();
  }
}
