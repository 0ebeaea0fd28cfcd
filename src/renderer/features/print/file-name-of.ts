// A file name made of a title.
// Invariant: a name that every system takes: a to z, digits and dashes.
import { foldWords } from '../../../shared/util/fold-text.ts';

const MAX_LENGTH = 60;

/** `Metabolic features of ME` → `metabolic-features-of-me`; `print` where no letter is left. */
export function fileNameOf(title: string): string {
  const words = foldWords(title).flatMap((word) => word.match(/[a-z0-9]+/gu) ?? []);
  const name = words.join('-').slice(0, MAX_LENGTH).replace(/-+$/u, '');
  return name === '' ? 'print' : name;
}
