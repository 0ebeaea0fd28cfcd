// Who wins, a study of a bundle or ours: every case by name, and rules that hold for all of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type OurStudy, type TheirStudy } from '../../../src/main/sync/bundle/decide.ts';
import type { ContentHash } from '../../../src/shared/domain/ids.ts';
import { ORIGIN_KINDS } from '../../../src/shared/domain/study.ts';

const A = 'a'.repeat(64) as ContentHash;
const B = 'b'.repeat(64) as ContentHash;

function ours(
  origin: OurStudy['origin'],
  checkedAt: number,
  more: Partial<OurStudy> = {},
): OurStudy {
  return { contentHash: A, origin, checkedAt, isGone: false, ...more };
}
function theirs(checkedAt: number, more: Partial<TheirStudy> = {}): TheirStudy {
  return { contentHash: B, checkedAt, origin: 'site', ...more };
}

describe('a study of a bundle', () => {
  it.each([
    ['that we do not have', null, theirs(1), 'write'],
    ['in place of a starter row', ours('starter', 9), theirs(1), 'write'],
    [
      'in place of a starter row that says the same',
      ours('starter', 9),
      theirs(1, { contentHash: A }),
      'write',
    ],
    ['in place of a page given by hand', ours('given-page', 9), theirs(1), 'write'],
    [
      'given by another hand, after ours',
      ours('given-page', 1),
      theirs(9, { origin: 'given-page' }),
      'write',
    ],
    [
      'given by another hand, before ours',
      ours('given-page', 9),
      theirs(1, { origin: 'given-page' }),
      'keep',
    ],
    ['checked after our own check', ours('site', 1), theirs(2), 'write'],
    ['checked before our own check', ours('site', 2), theirs(1), 'keep'],
    ['checked at the moment of our own check', ours('site', 2), theirs(2), 'keep'],
    [
      'that says what we have from the site, later',
      ours('site', 1),
      theirs(2, { contentHash: A }),
      'same',
    ],
    [
      'that says what we have from the site, earlier',
      ours('site', 2),
      theirs(1, { contentHash: A }),
      'same',
    ],
    ['newer than that of another bundle', ours('bundle', 1), theirs(2), 'write'],
    ['older than that of another bundle', ours('bundle', 2), theirs(1), 'keep'],
    [
      'of the bundle that we have it from',
      ours('bundle', 2),
      theirs(2, { contentHash: A }),
      'same',
    ],
    ['whose address was found gone', ours('site', 1, { isGone: true }), theirs(2), 'keep'],
    [
      'whose address was found gone, with the same words',
      ours('site', 1, { isGone: true }),
      theirs(2, { contentHash: A }),
      'keep',
    ],
  ] as const)('%s', (_name, our, their, decision) => {
    expect(decide(our, their)).toBe(decision);
  });

  const anyOurs = fc.record({
    contentHash: fc.constantFrom(A, B),
    origin: fc.constantFrom(...ORIGIN_KINDS),
    checkedAt: fc.nat(5),
    isGone: fc.boolean(),
  });
  const anyTheirs = fc.record({
    contentHash: fc.constantFrom(A, B),
    origin: fc.constantFrom('site' as const, 'bundle' as const, 'given-page' as const),
    checkedAt: fc.nat(5),
  });

  it('never touches a row of the site that says the same or was checked no earlier', () => {
    fc.assert(
      fc.property(anyOurs, anyTheirs, (our, their) => {
        if (our.origin !== 'site') return;
        if (our.contentHash === their.contentHash || our.checkedAt >= their.checkedAt) {
          expect(decide(our, their)).not.toBe('write');
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('is not written a second time', () => {
    fc.assert(
      fc.property(anyOurs, anyTheirs, (our, their) => {
        if (decide(our, their) !== 'write') return;
        const after: OurStudy = { ...their, origin: 'bundle', isGone: false };
        expect(decide(after, their)).toBe('same');
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
