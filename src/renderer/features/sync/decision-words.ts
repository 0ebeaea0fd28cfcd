// What is asked before many studies leave the copy.
// Invariant: pure; how many of how many is said first, and that it may be the site's fault.
import type { PendingRemoval } from '../../../shared/domain/sync.ts';
import { counted, studiesInWords } from '../../ui/count-words.ts';
import { grouped } from '../../ui/sync-words.ts';

/** The question, a sentence each. */
export function removalInWords({ source, gone, moved, of }: PendingRemoval): readonly string[] {
  const all = gone + moved;
  const why =
    moved === 0
      ? 'their addresses say that nothing is there any more'
      : gone === 0
        ? 'their addresses lead to other studies'
        : `${counted(gone, 'address says', 'addresses say')} that nothing is there any more, and ${counted(moved, 'address leads', 'addresses lead')} to another study`;
  return [
    `${grouped(all)} of the ${studiesInWords(of)} that were copied from ${source} would be removed: ${why}.`,
    'That is unusually many. It may be right, and it may be a fault of the site. Nothing was taken out of your copy.',
  ];
}
