// Lists, exports and given pages in words and orders: the pure helpers of their views.
import { describe, expect, it } from 'vitest';
import { pastedHtml, withInserted } from '../../../src/renderer/features/add-page/page-text.ts';
import { previewOf } from '../../../src/renderer/features/export/preview-text.ts';
import { savedInWords } from '../../../src/renderer/features/export/saved-words.ts';
import { otherWarnings, thinGroups } from '../../../src/renderer/features/export/thin-words.ts';
import { slugsIn } from '../../../src/renderer/features/lists/dragged-slugs.ts';
import { moved, neighbourPlace } from '../../../src/renderer/features/lists/list-order.ts';
import { addedInWords, shortTitle } from '../../../src/renderer/features/lists/list-words.ts';
import { nextOption, pickerOptions } from '../../../src/renderer/features/lists/picker-options.ts';
import type { ListView } from '../../../src/shared/contract/types.ts';
import type { ListId, Slug, UnixMs } from '../../../src/shared/domain/ids.ts';

const slugs = (...names: readonly string[]): readonly Slug[] => names as readonly Slug[];

function list(id: number, name: string): ListView {
  return { id: id as ListId, name, size: 2, createdAt: 1 as UnixMs, updatedAt: 1 as UnixMs };
}

describe('lists', () => {
  it('says how many were added and how many were there', () => {
    expect(addedInWords('POTS', 3, 2)).toBe('Added 2 studies to “POTS”; 1 was already there.');
    expect(addedInWords('POTS', 1, 1)).toBe('Added 1 study to “POTS”.');
    expect(addedInWords('POTS', 1, 0)).toBe('Nothing was added: this study was in “POTS” already.');
  });

  it('moves up and down, and tells the place by a neighbour', () => {
    const order = slugs('a', 'b', 'c', 'd');
    expect(moved(order, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(order, 3, 0)).toEqual(['d', 'a', 'b', 'c']);
    expect(neighbourPlace(moved(order, 0, 2), 2)).toEqual({ after: 'c' });
    expect(neighbourPlace(moved(order, 3, 0), 0)).toEqual({ before: 'a' });
  });

  it('lets only slugs be dropped', () => {
    expect(slugsIn('["a-1", "../x", 3, null]')).toEqual(['a-1']);
    expect(slugsIn('not JSON')).toEqual([]);
    expect(slugsIn('{}')).toEqual([]);
  });

  it('offers what begins as typed first, folded, and a new list last', () => {
    const lists = [list(1, 'My Ödema'), list(2, 'Odd ones')];
    const facts = { lists, mode: 'add', held: new Map<ListId, number>(), count: 1 } as const;
    const names = (typed: string): readonly string[] =>
      pickerOptions({ ...facts, typed }).map(({ kind, name }) => `${kind} ${name}`);
    expect(names('')).toEqual(['list My Ödema', 'list Odd ones']);
    expect(names('od')).toEqual(['list Odd ones', 'list My Ödema', 'new od']);
    expect(names('ODD ONES')).toEqual(['list Odd ones']);
    expect(names('   ')).toHaveLength(2);
  });

  it('goes round with the arrow keys', () => {
    expect([nextOption(-1, 1, 3), nextOption(-1, -1, 3), nextOption(2, 1, 3)]).toEqual([0, 2, 0]);
    expect(nextOption(-1, 1, 0)).toBe(-1);
  });

  it('shortens a long title by whole characters', () => {
    expect([...shortTitle('𝛼'.repeat(2000))]).toHaveLength(80);
    expect(shortTitle('short')).toBe('short');
  });
});

describe('exports', () => {
  const text = '% head\n\n@a{1,\n}\n\n@a{2,\n}\n\n@a{3,\n}\n';

  it('shows whole entries and counts the others', () => {
    expect(previewOf(text)).toEqual({ shown: text, more: 0, isCut: false });
    expect(previewOf(text, { entries: 2, characters: 1000 })).toEqual({
      shown: '% head\n\n@a{1,\n}\n\n@a{2,\n}',
      more: 1,
      isCut: false,
    });
    expect(previewOf(text, { entries: 9, characters: 1 })).toEqual({
      shown: '% head\n\n@a{1,\n}',
      more: 2,
      isCut: false,
    });
    expect(previewOf('% nothing\n')).toEqual({ shown: '% nothing\n', more: 0, isCut: false });
    expect(previewOf('one\ntwo\nthree', { entries: 9, characters: 8 })).toEqual({
      shown: 'one\ntwo',
      more: 0,
      isCut: true,
    });
  });

  it('groups what is thin, the retracted first, and leaves out what is not', () => {
    const entry = { slug: 'a' as Slug, key: 'a', title: 'A', left: [] };
    const groups = thinGroups([
      { ...entry, lacks: ['pem-not-stated', 'doi', 'retracted'] },
      { ...entry, lacks: [] },
    ]);
    expect(groups.map(({ heading }) => heading)).toEqual([
      'Retracted or withdrawn: 1 study',
      'No DOI: 1 study',
      'PEM not stated: 1 study',
    ]);
  });

  it('does not say twice what a group says', () => {
    const warning = (code: string): { key: string; code: string; message: string } => ({
      key: 'k',
      code,
      message: code,
    });
    const codes = ['retracted', 'no-doi', 'no-volume-or-pages', 'label-overflow'];
    expect(otherWarnings(codes.map(warning)).map(({ code }) => code)).toEqual(['label-overflow']);
  });

  it('never calls an unchanged file written', () => {
    expect(savedInWords({ written: false, entries: 2, kept: null }, 'a.bib')).toMatch(/^Nothing/u);
    expect(savedInWords({ written: true, entries: 1, kept: null }, 'a.bib')).toBe(
      'Written: 1 entry to a.bib.',
    );
  });
});

describe('given pages', () => {
  it('prefers HTML, but not the colours of an editor around its source', () => {
    expect(pastedHtml({ html: '<h1>A</h1>', plain: 'A' })).toBe('<h1>A</h1>');
    expect(pastedHtml({ html: '<span>&lt;h1&gt;</span>', plain: '\n<h1>A</h1>' })).toBeNull();
    expect(pastedHtml({ html: ' ', plain: 'A' })).toBeNull();
  });

  it('puts what is pasted where the cursor is', () => {
    expect(withInserted('abcd', 'X', { start: 1, end: 3 })).toBe('aXd');
  });
});
