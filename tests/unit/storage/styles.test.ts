// Styles that the reader added, in the library: kept letter for letter, and taken back by undo.
import { expect, it, onTestFinished } from 'vitest';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import type { AddedStyle } from '../../../src/main/storage/library/styles.ts';
import { openTestLibrary } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const AT = 1_700_000_000_000 as UnixMs;
const STYLE: AddedStyle = {
  name: 'made-up',
  title: 'Made up',
  uri: 'http://example.org/styles/made-up',
  parentUri: null,
  text: '<style>\n  “as it was”\r\n</style>\n',
  addedAt: AT,
};

it('are kept as they were, replaced by name, and put back', async () => {
  const library = await openTestLibrary(makeTempDir('styles'));
  onTestFinished(() => {
    library.db.close();
  });
  const { styles, undo } = library;
  styles.put(STYLE);
  expect(undo.takeRecorded()).toBe('add the style “Made up”');
  expect(styles.all()).toEqual([STYLE]);

  styles.put({ ...STYLE, addedAt: (AT + 1) as UnixMs });
  expect(undo.takeRecorded()).toBeNull();
  expect(styles.all()).toEqual([STYLE]);

  styles.put({ ...STYLE, text: 'newer' });
  expect(styles.all().map(({ text }) => text)).toEqual(['newer']);
  library.takeBack(AT);
  expect(styles.all()).toEqual([STYLE]);

  expect(styles.remove('made-up', AT)).toBe(true);
  expect(styles.remove('made-up', AT)).toBe(false);
  expect(styles.all()).toEqual([]);
  library.takeBack(AT);
  expect(styles.all()).toEqual([STYLE]);
  library.takeBack(AT);
  expect(styles.all()).toEqual([]);
});
