// A bundle: a file with a whole copy of the atlas. What its header says, what an import did, how far either is.
// Invariant: what came by a bundle says so, in the same words everywhere, until a sync with the site confirms it.
import type { Slug, UnixMs } from './ids.ts';

/** A bundle file's name ends so, and so does the address of one. */
export const BUNDLE_SUFFIX = '.mecfs-atlas';

/** Shown and answered wherever a bundle is made. */
export const BUNDLE_REMINDER =
  'The texts in a bundle are the atlas’s. Keep it for yourself or hand it to people you know; before you publish it, ask the atlas.';

/** What a bundle says of itself. */
export interface BundleHeader {
  readonly createdAt: UnixMs;
  /** Free words of who made it. */
  readonly maker: string;
  readonly program: { readonly name: string; readonly version: string };
  /** The sites that its studies were copied from. */
  readonly sources: readonly string[];
  readonly count: number;
}

/** A bundle that was read to its end and found whole. */
export interface BundleInfo extends BundleHeader {
  /** How many studies come with their page as received. */
  readonly withPages: number;
  /** Size of the file. */
  readonly bytes: number;
  /** SHA-256 of all lines, as the trailer states it: the bundle's identity. Lower-case hex. */
  readonly sha256: string;
}

/** What an import did. The lists are slugs in alphabetical order. */
export interface BundleReceipt {
  readonly bundle: BundleInfo;
  readonly startedAt: UnixMs;
  readonly finishedAt: UnixMs;
  readonly added: readonly Slug[];
  readonly changed: readonly Slug[];
  /** Studies of which the copy says the same already. */
  readonly unchanged: number;
  /** Ours was checked later, or its address was found gone: it stays as it is. */
  readonly kept: readonly Slug[];
}

export interface BundleProgress {
  readonly step: 'fetching' | 'checking' | 'importing' | 'writing';
  /** In studies; while `fetching` in bytes. */
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
}

/** `2026-11-28`. */
export function bundleDay(at: UnixMs): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `mecfs-atlas-2026-11-28.mecfs-atlas`. */
export function bundleFileName(at: UnixMs): string {
  return `mecfs-atlas-${bundleDay(at)}${BUNDLE_SUFFIX}`;
}

/** What follows “a bundle”, and is kept as the source of every row that came by it: `made by … on …`. */
export function bundleSource(header: Pick<BundleHeader, 'maker' | 'createdAt'>): string {
  return `made by ${header.maker} on ${bundleDay(header.createdAt)}`;
}
