// A citation short enough for a cell of a table: who, when and where. Styles of journals are made elsewhere.
// Invariant: nobody is invented: a work without an author is called by its title's first words.
import type { CslItem } from '../../../shared/domain/csl.ts';
import { cleanText, type TextIssues } from '../text/clean-text.ts';
import { readDate } from '../text/dates.ts';
import { readNames, shortName } from '../text/person-names.ts';

const MAX_TITLE_WORDS = 6;

/** `Clark et al. (2017) J Immunol`; lowered and raised text stays marked (`SCRIPT_MARKS`). */
export function citationText(item: CslItem, issues: TextIssues): string {
  const journal = cleanText(item['container-title'] ?? item.publisher ?? '', issues);
  return [who(item, issues), `(${yearText(item, issues)})`, journal].join(' ').trim();
}

/** The year, the words of the date ("in press"), or `n.d.`. */
export function yearText({ issued, status }: CslItem, issues: TextIssues): string {
  const { year, text } = readDate(issued ?? { literal: status ?? '' });
  return year ?? (cleanText(text ?? '', issues) || 'n.d.');
}

function who(item: CslItem, issues: TextIssues): string {
  const names = readNames(item.author ?? item.editor, issues);
  const [first, second, ...more] = names.map(shortName);
  if (first === undefined || first === null) return titleWords(item.title ?? '', issues);
  if (second === undefined) return first;
  return more.length > 0 || second === null ? `${first} et al.` : `${first} and ${second}`;
}

function titleWords(title: string, issues: TextIssues): string {
  const words = cleanText(title, issues).split(' ');
  if (words.length <= MAX_TITLE_WORDS) return `“${words.join(' ')}”`;
  return `“${words.slice(0, MAX_TITLE_WORDS).join(' ')} …”`;
}
