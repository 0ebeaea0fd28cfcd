// What the system hands over at a start: links to a study, files of a bundle that were opened by double click.
// Invariant: a link gives a slug and nothing else; a file is one that is there and has the bundle's ending.
import { statSync } from 'node:fs';
import path from 'node:path';
import { BUNDLE_SUFFIX } from '../../../shared/domain/bundle.ts';
import { parseSlug, type Slug } from '../../../shared/domain/ids.ts';

/** The scheme of links to a study: `mecfs-atlas://study/<slug>`. */
export const LINK_SCHEME = 'mecfs-atlas';
const LINK = new RegExp(`^${LINK_SCHEME}://study/([^/?#]+)/?$`, 'iu');

/** The study that a link is to; null for whatever else stands there. */
export function slugOfLink(link: string): Slug | null {
  return parseSlug(LINK.exec(link)?.[1] ?? '');
}

export type HandedOver =
  | { readonly kind: 'study'; readonly slug: Slug }
  | { readonly kind: 'bundle'; readonly path: string };

/** The first link or bundle among the words of a start; `cwd` is the folder it was made in. */
export function findHandedOver(words: readonly string[], cwd: string): HandedOver | null {
  for (const word of words) {
    const slug = slugOfLink(word);
    if (slug !== null) return { kind: 'study', slug };
    const bundle = bundleOf(word, cwd);
    if (bundle !== null) return { kind: 'bundle', path: bundle };
  }
  return null;
}

/** The absolute path of a bundle that is there; null for any other word. */
export function bundleOf(word: string, cwd: string): string | null {
  if (word.startsWith('-') || path.extname(word).toLowerCase() !== BUNDLE_SUFFIX) return null;
  const file = path.resolve(cwd, word);
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : null;
}
