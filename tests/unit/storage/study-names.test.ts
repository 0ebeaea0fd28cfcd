// Redirects between addresses: which names are one study, whatever chains or circles they make.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupNames, type SlugAlias } from '../../../src/main/storage/atlas/study-names.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';

const alias = (from: string, to: string): SlugAlias => ({ alias: from as Slug, slug: to as Slug });
const names = (aliases: readonly SlugAlias[], shown: readonly string[] = []) =>
  Object.fromEntries(groupNames(aliases, (slug) => shown.includes(slug)));

describe('the names of a study', () => {
  it('are one group, with the end of the redirects first', () => {
    expect(names([alias('a', 'm'), alias('z', 'm')])).toEqual({
      a: ['m', 'a', 'z'],
      m: ['m', 'a', 'z'],
      z: ['m', 'a', 'z'],
    });
    expect(names([alias('c', 'd'), alias('a', 'b'), alias('b', 'c')])['a']).toEqual([
      'd',
      'a',
      'b',
      'c',
    ]);
  });

  it('prefer one that the mirror can show', () => {
    const chain = [alias('old', 'new'), alias('new', 'newest')];
    expect(names(chain, ['new'])['old']).toEqual(['new', 'newest', 'old']);
    expect(names(chain, ['old', 'newest'])['new']).toEqual(['newest', 'new', 'old']);
  });

  it('end in a circle with one present name, and a name that leads to itself has no other', () => {
    const circle = [alias('b', 'c'), alias('c', 'a'), alias('a', 'b'), alias('into', 'b')];
    expect(names(circle)['into']).toEqual(['a', 'b', 'c', 'into']);
    expect(names(circle, ['c'])['a']).toEqual(['c', 'a', 'b', 'into']);
    expect(names([alias('self', 'self')])).toEqual({});
  });

  it('are a division of all names, the same for each, for any redirects', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g').map((text) => text as Slug);
    const redirects = fc.uniqueArray(fc.record({ alias: name, slug: name }), {
      selector: (one) => one.alias,
    });
    fc.assert(
      fc.property(redirects, fc.array(name), (aliases, shown) => {
        const groups = groupNames(aliases, (slug) => shown.includes(slug));
        for (const [slug, group] of groups) {
          expect(group).toContain(slug);
          expect(new Set(group).size).toBe(group.length);
          for (const other of group) expect(groups.get(other)).toEqual(group);
        }
        for (const { alias: from, slug } of aliases) {
          expect(groups.get(from) ?? [from]).toEqual(groups.get(slug) ?? [slug]);
        }
      }),
    );
  });
});
