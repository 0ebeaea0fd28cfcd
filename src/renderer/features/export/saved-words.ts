// What is said when a file was written.
// Invariant: pure; a file that was left as it is is never called written.
import type { MethodOutput } from '../../../shared/contract/types.ts';
import { counted } from '../../ui/count-words.ts';

type Saved = Pick<MethodOutput<'export.save'>, 'written' | 'entries' | 'kept'>;

/** `Written: 12 entries to immune.bib.` */
export function savedInWords({ written, entries, kept }: Saved, shown: string): string {
  if (!written) return 'Nothing changed; the file is as it was.';
  const done = `Written: ${counted(entries, 'entry', 'entries')} to ${shown}.`;
  return kept === null ? done : `${done} What was there before is kept as ${kept}.`;
}

/** The same of an evidence table: `Written: 12 rows to immune-evidence.csv.` */
export function tableSavedInWords(
  { written, rows, kept }: Pick<MethodOutput<'evidence.save'>, 'written' | 'rows' | 'kept'>,
  shown: string,
): string {
  if (!written) return 'Nothing changed; the file is as it was.';
  const done = `Written: ${counted(rows, 'row', 'rows')} to ${shown}.`;
  return kept === null ? done : `${done} What was there before is kept as ${kept}.`;
}
