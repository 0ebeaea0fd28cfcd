// Seeded chance for generated data.
// Invariant: the same seed and index give the same numbers on every machine; no study's numbers depend on another's.

/** A stream of chance that belongs to one study. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in `share` of all cases. */
  chance(share: number): boolean;
  /** One of the values; never undefined. */
  pick<T>(values: readonly [T, ...T[]]): T;
  /** `count` different values in random order (all of them where there are fewer). */
  sample<T>(values: readonly T[], count: number): T[];
}

/** A stream for `index` under `seed` (both are taken as unsigned 32-bit numbers). */
export function createRandom(seed: number, index: number): Random {
  let state = mix(mix(seed >>> 0) ^ Math.imul((index >>> 0) + 1, 0x9e3779b1));

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state) / 4294967296;
  }
  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }
  function sample<T>(values: readonly T[], count: number): T[] {
    const left = [...values];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      taken.push(...left.splice(between(0, left.length - 1), 1));
    }
    return taken;
  }
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick: (values) => values[between(0, values.length - 1)] ?? values[0],
    sample,
  };
}

// The finisher of MurmurHash3: neighbouring seeds and indexes give unrelated numbers.
function mix(value: number): number {
  let mixed = value >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
