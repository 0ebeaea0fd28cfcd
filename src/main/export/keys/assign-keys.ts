// Who gets which key, when several studies ask at once.
// Invariants: what comes out depends on the set of studies and never on their order; no key or alias of
// another study is given; a study that has what it asks for keeps it.
import type { Slug } from '../../../shared/domain/ids.ts';
import { keySuffix } from '../citation-keys.ts';

/** A study that asks for a key. */
export interface KeyWish {
  readonly slug: Slug;
  /** A valid key. */
  readonly wanted: string;
  /** The key that it has; null for none. */
  readonly current: string | null;
}

/** The study that a key or alias belongs to, whatever its case; null where it is free. */
export type KeyOwner = (key: string) => Slug | null;

/**
 * A key for each study. Whoever has what it would get if it asked alone keeps it. Of the others the first
 * by slug gets a free key as it stands, the next ones `a`, `b`, … `z`, `aa` at the end; no such letter
 * takes a key that another one asks for as it stands.
 */
export function assignKeys(wishes: readonly KeyWish[], ownerOf: KeyOwner): Map<Slug, string> {
  const sorted = [...wishes].sort((one, other) => (one.slug < other.slug ? -1 : 1));
  const given = new Map<Slug, string>();
  const claimed = new Set<string>();
  const give = (slug: Slug, key: string): void => {
    given.set(slug, key);
    claimed.add(key.toLowerCase());
  };
  const mayHave = (slug: Slug, key: string): boolean => {
    const owner = ownerOf(key);
    return owner === null || owner === slug;
  };

  for (const { slug, wanted, current } of sorted) {
    const alone = firstKey(wanted, (key) => mayHave(slug, key));
    if (alone === current) give(slug, alone);
  }
  const changing = sorted.filter(({ slug }) => !given.has(slug));
  for (const { slug, wanted } of changing) {
    if (!claimed.has(wanted.toLowerCase()) && mayHave(slug, wanted)) give(slug, wanted);
  }
  const counters = new Map<string, Counter>();
  for (const { slug, wanted } of changing) {
    if (given.has(slug)) continue;
    const counter: Counter = counters.get(wanted.toLowerCase()) ?? { next: 1, passed: new Map() };
    counters.set(wanted.toLowerCase(), counter);
    let number: number | undefined = counter.passed.get(slug);
    for (; number === undefined; counter.next += 1) {
      const key = wanted + keySuffix(counter.next);
      if (claimed.has(key.toLowerCase())) continue;
      const owner = ownerOf(key);
      if (owner === null || owner === slug) number = counter.next;
      else if (!counter.passed.has(owner)) counter.passed.set(owner, counter.next);
    }
    give(slug, wanted + keySuffix(number));
  }
  return given;
}

/** Letters are counted on, so that 3,000 studies that ask for one key are no 3,000 squared. */
interface Counter {
  next: number;
  /** What was passed over because it means a study, for when that study asks. */
  readonly passed: Map<Slug, number>;
}

function firstKey(wanted: string, isFree: (key: string) => boolean): string {
  if (isFree(wanted)) return wanted;
  for (let number = 1; ; number += 1) {
    const key = wanted + keySuffix(number);
    if (isFree(key)) return key;
  }
}
