// DOIs, addresses and numbers of registers in the form that other programs understand.
// Invariant: what identifies a work is never escaped for LaTeX, and never breaks a brace.

const DOI_PREFIX = /^(?:https?:\/\/)?(?:(?:dx|www)\.)?doi\.org\/|^doi\s*[:=]?\s*/iu;
const DOI_FORM = /^10\.\d{4,9}(?:\.\d+)*\/\S+$/u;

/** The DOI bare (`10.…`), its address or `doi:` taken off; null where nothing is left. */
export function bareDoi(text: string): string | null {
  const trimmed = text.trim();
  const withoutPrefix = trimmed.replace(DOI_PREFIX, '');
  const isAddress = /^https?:/iu.test(trimmed);
  const doi = (isAddress ? decodePercents(withoutPrefix) : withoutPrefix).replace(/[.,\s]+$/u, '');
  return doi === '' ? null : doi;
}

/** True for the form that DOIs have: `10.`, a register's number, `/`, no space. */
export function hasDoiForm(doi: string): boolean {
  return DOI_FORM.test(doi);
}

/** The DOI in an address of a DOI resolver, else null. */
export function doiOfAddress(address: string): string | null {
  return /^https?:\/\/(?:(?:dx|www)\.)?doi\.org\//iu.test(address.trim()) ? bareDoi(address) : null;
}

/** True where both are the same DOI; letters count the same in either case. */
export function isSameDoi(one: string, other: string): boolean {
  return bareDoi(one)?.toLowerCase() === bareDoi(other)?.toLowerCase();
}

/** Digits of a PubMed identifier however it is written, or null. */
export function bareNumber(text: string): string | null {
  return /\d+/u.exec(text)?.[0] ?? null;
}

// What a LaTeX verbatim argument and BibTeX's braces cannot hold; `%` itself stays as it is.
const NOT_VERBATIM = /[{}\\"\s\p{Cc}]|[^\x20-\x7e]/gu;

/** The text for a verbatim field: braces, backslash, quotes, spaces and all beyond ASCII percent-encoded. */
export function verbatim(text: string): string {
  return text.trim().toWellFormed().replace(NOT_VERBATIM, percentEncode);
}

function percentEncode(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** Percent-encoding undone where it can be; an address that is badly encoded stays as it is. */
function decodePercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
