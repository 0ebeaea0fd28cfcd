// What is said about lists and about what was done with them.
// Invariant: pure; a sentence says what happened to every study that was asked for.
import { studiesInWords } from '../../ui/count-words.ts';

/** `Added 2 studies to “POTS”; 1 was already there.` */
export function addedInWords(name: string, asked: number, added: number): string {
  const already = asked - added;
  if (added === 0) {
    const what = asked === 1 ? 'this study was' : `all ${studiesInWords(asked)} were`;
    return `Nothing was added: ${what} in “${name}” already.`;
  }
  const rest =
    already === 0
      ? ''
      : already === 1
        ? '; 1 was already there'
        : `; ${already} were already there`;
  return `Added ${studiesInWords(added)} to “${name}”${rest}.`;
}

/** `Took 2 studies out of “POTS”.` */
export function removedInWords(name: string, removed: number): string {
  return removed === 0
    ? `Nothing was taken out: “${name}” did not hold it.`
    : `Took ${studiesInWords(removed)} out of “${name}”.`;
}

/** `“Title” moved to place 3 of 12.` */
export function movedInWords(title: string, place: number, count: number): string {
  return `“${title}” moved to place ${place} of ${count}.`;
}

const LONGEST_TITLE = 80;

/** A title short enough to be heard within a sentence. */
export function shortTitle(title: string): string {
  const characters = [...title];
  return characters.length <= LONGEST_TITLE
    ? title
    : `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}
