// The name that a file is offered under, made of the name of a list or the title of a study.
// Invariant: a name that every system takes and LaTeX can say: a to z, digits and dashes.
import { foldWords } from './fold-text.ts';

const MAX_LENGTH = 60;
// Windows takes these for devices, whatever stands behind a dot.
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

/** `Immune studies` → `immune-studies.bib`; `otherwise` stands in, or before, where that is no name for a file. */
export function fileNameFor(title: string, extension: string, otherwise = 'list'): string {
  const words = foldWords(title).flatMap((word) => word.match(/[a-z0-9]+/gu) ?? []);
  const name = words.join('-').slice(0, MAX_LENGTH).replace(/-+$/u, '');
  const isUsable = name !== '' && !RESERVED.test(name);
  return `${isUsable ? name : `${otherwise}${name === '' ? '' : `-${name}`}`}.${extension}`;
}
