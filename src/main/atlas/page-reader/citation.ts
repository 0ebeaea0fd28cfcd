// The citation block's two lines: the primary paper's citation and the atlas-snapshot line.
// Invariant: both are kept as shown; what is read out of them stands beside them.
import { foldText } from '../../../shared/util/fold-text.ts';
import type { Snapshot } from '../../../shared/domain/study.ts';

/** What `Authors (year). Title. Journal. URL` says. */
export interface CitationFacts {
  readonly authors: string;
  readonly year: number | null;
  readonly title: string | null;
  readonly address: string | null;
}

const LONGEST_CITATION = 20_000;

/** The parts of a primary citation, or null for another form. The journal tells where the title ends. */
export function readCitation(citation: string, journal: string | null): CitationFacts | null {
  const match = /^(?<authors>.+?) \((?<year>\d{4}|n\.d\.|undated)\)\. (?<rest>.+)$/u.exec(
    citation.slice(0, LONGEST_CITATION),
  );
  const { authors, year, rest } = match?.groups ?? {};
  if (authors === undefined || year === undefined || rest === undefined) return null;
  const address = /(?:^|\s)(https?:\/\/\S+)$/u.exec(rest)?.[1] ?? null;
  const named = address === null ? rest : rest.slice(0, -address.length).trim();
  return {
    authors,
    year: /^\d/u.test(year) ? Number.parseInt(year, 10) : null,
    title: titleOf(named, journal),
    address,
  };
}

function titleOf(named: string, journal: string | null): string | null {
  const text = named.replace(/\.$/u, '');
  const isKnown =
    journal !== null && foldText(text).endsWith(foldText(journal)) && text.endsWith(journal);
  const end = isKnown ? text.length - journal.length : text.lastIndexOf('. ') + 2;
  const title = end < 2 ? text : text.slice(0, end).trim().replace(/\.$/u, '');
  return title === '' ? null : title;
}

/** The snapshot line's parts; what it does not say in the known form is null. */
export function readSnapshot(line: string): Snapshot {
  const text = line.slice(0, LONGEST_CITATION);
  const part = (pattern: RegExp): string | null => pattern.exec(text)?.[1]?.trim() ?? null;
  const accessed = part(/\bAccessed(?: on)?:? ([^/]{4,30}?)(?:\.(?=\s|$)|$)/iu);
  return {
    line,
    generator: part(/\bGenerator:? (\S[^/]{0,60}?)(?= \/|\. |\.?$)/iu),
    scanner: part(/\bScanner:? (\S[^/]{0,60}?)(?= \/|\. |\.?$)/iu),
    policy: part(/\bpolicy:? (\S[^/]{0,60}?)(?= \/|\. |\.?$)/iu),
    accessed: accessed === null ? null : isoDate(accessed),
  };
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** `2026-05-28`, `28 May 2026` and `May 28, 2026` as `2026-05-28`; null for anything else. */
export function isoDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/u.exec(text);
  if (iso !== null) return dateOf(iso[1], iso[2], iso[3]);
  const dayFirst = /^(\d{1,2})\.? (\p{L}{3,9})\.?,? (\d{4})$/u.exec(text);
  if (dayFirst !== null) return dateOf(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const monthFirst = /^(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})$/u.exec(text);
  if (monthFirst !== null) return dateOf(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  return null;
}

const monthOf = (name = ''): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

function dateOf(year = '', month = '', day = ''): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  return isReal ? date : null;
}
