// Several studies ask for keys at once: who gets which must not depend on how they stand in line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValidKey } from '../../../src/main/export/citation-keys.ts';
import { assignKeys, type KeyWish } from '../../../src/main/export/keys/assign-keys.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';

type Owned = Readonly<Record<string, string>>;

function assign(
  wishes: readonly (readonly [slug: string, wanted: string, current?: string])[],
  owned: Owned = {},
): Record<string, string> {
  const given = assignKeys(
    wishes.map(([slug, wanted, current = null]): KeyWish => ({
      slug: slug as Slug,
      wanted,
      current,
    })),
    (key) => (owned[key.toLowerCase()] as Slug | undefined) ?? null,
  );
  return Object.fromEntries(given);
}

describe('studies that ask for keys', () => {
  it('get what they ask for, and letters where several ask for one', () => {
    expect(
      assign([
        ['c', 'K'],
        ['a', 'k'],
        ['b', 'K'],
        ['d', 'Other'],
      ]),
    ).toEqual({
      a: 'k',
      b: 'Ka',
      c: 'Kb',
      d: 'Other',
    });
  });

  it('never get what means another study, ignoring case', () => {
    expect(assign([['a', 'Liu2022']], { liu2022: 'z', liu2022a: 'y' })).toEqual({ a: 'Liu2022b' });
  });

  it('take no letter that another one asks for as it stands', () => {
    expect(
      assign([
        ['a', 'k'],
        ['b', 'k'],
        ['c', 'ka'],
      ]),
    ).toEqual({ a: 'k', b: 'kb', c: 'ka' });
  });

  it('get back an alias of their own', () => {
    expect(assign([['a', 'Clark2017', 'other']], { clark2017: 'a', other: 'a' })).toEqual({
      a: 'Clark2017',
    });
  });

  it('keep what they have where it is what they would get, also beside a new one', () => {
    const owned = { k: 'm', ka: 'n' };
    const both = assign(
      [
        ['m', 'k', 'k'],
        ['n', 'k', 'ka'],
        ['a', 'k'],
      ],
      owned,
    );
    expect(both).toEqual({ m: 'k', n: 'ka', a: 'kb' });
    expect(assign([['n', 'k', 'ka']], owned)).toEqual({ n: 'ka' });
  });

  const wish = fc.record({
    slug: fc.stringMatching(/^[a-e]{1,3}$/).map((slug) => slug as Slug),
    wanted: fc.constantFrom('k', 'K', 'ka', 'kaa', 'other', 'Kb'),
    current: fc.constant(null),
  });
  const batch = fc.uniqueArray(wish, { selector: ({ slug }) => slug, maxLength: 40 });
  const owners = fc.dictionary(
    fc.constantFrom('k', 'ka', 'kb', 'other'),
    fc.constantFrom('a', 'b', 'zz'),
  );

  it('get the same keys whatever their order; all are valid, apart and free', () => {
    fc.assert(
      fc.property(
        batch,
        owners,
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        (wishes, owned, numbers) => {
          const ownerOf = (key: string): Slug | null =>
            (owned[key.toLowerCase()] as Slug | undefined) ?? null;
          const given = assignKeys(wishes, ownerOf);
          const shuffled = wishes
            .map((each, index) => ({ each, place: numbers[index] ?? 0 }))
            .sort((one, other) => one.place - other.place)
            .map(({ each }) => each);
          expect(new Map(assignKeys(shuffled, ownerOf))).toEqual(new Map(given));
          expect(given.size).toBe(wishes.length);
          const keys = [...given.values()];
          expect(keys.every(isValidKey)).toBe(true);
          expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(keys.length);
          for (const [slug, key] of given) expect([null, slug]).toContain(ownerOf(key));
        },
      ),
    );
  });

  it('change nothing when they ask again', () => {
    fc.assert(
      fc.property(batch, owners, (wishes, owned) => {
        const before = (key: string): Slug | null =>
          (owned[key.toLowerCase()] as Slug | undefined) ?? null;
        const given = assignKeys(wishes, before);
        const after = new Map([...given].map(([slug, key]) => [key.toLowerCase(), slug]));
        const again = assignKeys(
          wishes.map((each) => ({ ...each, current: given.get(each.slug) ?? null })),
          (key) => before(key) ?? after.get(key.toLowerCase()) ?? null,
        );
        expect(new Map(again)).toEqual(new Map(given));
      }),
    );
  });

  it('are many without it taking long to count', () => {
    const wishes = Array.from({ length: 3000 }, (_, index) => [`s${index}`, 'k'] as const);
    expect(new Set(Object.values(assign(wishes))).size).toBe(3000);
  });
});
