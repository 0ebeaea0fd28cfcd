// The name that a file of citations is offered under.
// Invariant: a name that every system takes and LaTeX can say: a to z, digits and dashes.
import { foldWords } from '../../shared/util/fold-text.ts';

const MAX_LENGTH = 60;
// Windows takes these for devices, whatever stands behind a dot.
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

/** `Immune studies` → `immune-studies.bib`. */
export function exportFileName(listName: string, extension: string): string {
  const words = foldWords(listName).flatMap((word) => word.match(/[a-z0-9]+/gu) ?? []);
  const name = words.join('-').slice(0, MAX_LENGTH).replace(/-+$/u, '');
  const isUsable = name !== '' && !RESERVED.test(name);
  return `${isUsable ? name : `list${name === '' ? '' : `-${name}`}`}.${extension}`;
}
