// Identifiers and addresses of an entry.
// Invariant: they stand raw, as `\url` and other programs read them; only what BibTeX's braces
// cannot hold is percent-encoded.
import type { CslItem } from '../../../shared/domain/csl.ts';
import { cleanText, SCRIPT_MARKS } from '../text/clean-text.ts';
import { edtfDay } from '../biblatex/dates.ts';
import { readDate, type WorkDate } from '../text/dates.ts';
import {
  bareDoi,
  bareNumber,
  doiOfAddress,
  hasDoiForm,
  isSameDoi,
  verbatim,
} from '../text/identifiers.ts';
import { hasText } from './entry-type.ts';
import type { FieldContext } from './fields.ts';
import { fieldText } from './values.ts';

// A DOI as registers give it, with nothing to clean or encode.
const PLAIN_DOI = /^10\.\d{4,9}\/[A-Za-z0-9._;()/:-]*[A-Za-z0-9)/]$/u;

/** Gives DOI, ISSN, ISBN, PubMed's numbers and the address to `context.add`. */
export function addressFields(item: CslItem, context: FieldContext): void {
  const { add } = context;
  const doi = doiOf(item, context);
  add('doi', doi);
  // Many styles print all that is there; the first is the printed journal's.
  add('issn', fieldText(item.ISSN?.trim().split(/[,;\s]+/u)[0], context));
  add('isbn', fieldText(item.ISBN, context));
  const pmid = item.PMID === undefined ? null : bareNumber(item.PMID);
  if (context.dialect === 'bibtex') add('pmid', pmid);
  else if (pmid !== null) {
    add('eprint', pmid);
    add('eprinttype', 'pubmed');
  }
  add('pmcid', fieldText(item.PMCID, context));
  if (!hasText(item.URL)) return;
  const url = urlOf(item, doi, context);
  if (url === null) return;
  add('url', url);
  const accessed = readDate(item.accessed);
  add('urldate', context.dialect === 'bibtex' ? isoDate(accessed) : edtfDay(accessed));
}

function doiOf(item: CslItem, context: FieldContext): string | null {
  if (item.DOI !== undefined && PLAIN_DOI.test(item.DOI)) return item.DOI;
  const written = cleanAddress(item.DOI, context);
  const doi = written === '' ? doiOfAddress(cleanAddress(item.URL, context)) : bareDoi(written);
  if (doi === null) return null;
  if (!hasDoiForm(doi)) context.warn('odd-doi', `Its DOI (${doi}) does not look like one.`);
  return verbatim(doi);
}

/** The address, unless it only repeats the DOI: plainnat would print both. */
function urlOf(item: CslItem, doi: string | null, context: FieldContext): string | null {
  const url = cleanAddress(item.URL, context);
  const inAddress = doiOfAddress(url);
  const isRepeated = doi !== null && inAddress !== null && isSameDoi(verbatim(inAddress), doi);
  return url === '' || isRepeated ? null : verbatim(url);
}

const ANY_MARK = new RegExp(`[${Object.values(SCRIPT_MARKS).join('')}]`, 'gu');

/** Entities decoded; an address has neither markup nor scripts. */
function cleanAddress(value: string | undefined, context: FieldContext): string {
  return cleanText(value ?? '', context.issues).replace(ANY_MARK, '');
}

/** `YYYY-MM-DD` as far as it is known. */
function isoDate(date: WorkDate): string | null {
  if (date.year === null) return null;
  const parts = [date.month, date.day].filter((part) => part !== null);
  return [date.year, ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
}
