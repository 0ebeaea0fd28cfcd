// What ties entries of a file together: a work's older keys, and the paper behind a reading of it.
// Invariant: no key means two works in one file.
import type { AddField, BibtexEntry, ExportWarning } from '../bibtex/write-bibtex.ts';
import { isValidKey, sortByKey } from '../citation-keys.ts';

/**
 * Each alias once in the file, and none that is a key in it: biber would take one of the two works
 * for both. Who of two gets it does not depend on their order.
 */
export function withOwnAliases(
  entries: readonly BibtexEntry[],
  warnings: ExportWarning[],
): BibtexEntry[] {
  const used = new Set(entries.map(({ key }) => key.toLowerCase()));
  return sortByKey(entries).map((entry) => {
    const aliases = (entry.aliases ?? []).filter((alias) => {
      const folded = alias.toLowerCase();
      if (!isValidKey(alias) || folded === entry.key.toLowerCase()) return false;
      if (!used.has(folded)) {
        used.add(folded);
        return true;
      }
      warnings.push({
        key: entry.key,
        code: 'alias-taken',
        message: `Its older key “${alias}” is another entry’s here, so it is not written beside “${entry.key}”.`,
      });
      return false;
    });
    return { ...entry, aliases };
  });
}

// biblatex prints the paper after its reading, in these words.
const RELATION = 'The paper that was read';

/** How the entry hangs together with others, in biblatex's own fields. */
export function addRelations({ extra, aliases = [] }: BibtexEntry, add: AddField): void {
  if (aliases.length > 0) add('ids', aliases.join(', '));
  if (extra?.readingOf === undefined) return;
  add('related', extra.readingOf);
  add('relatedtype', 'reading');
  add('relatedstring', RELATION);
}
