// DOIs on their way through the style processor, which puts a resolver's address before them as text.
// Invariant: in an address a DOI is written so that the link leads to it (`<`, `#` and the like
// percent-encoded); anywhere else it is printed as it is.

// What would end an address or change where it leads, and what stands for each meanwhile: code points
// of private use that no source has.
const SPECIAL = '"#%<>?{}|\\^` ';
const FIRST_MARK = 0xf8f0;
const ANY_SPECIAL = /["#%<>?{}|\\^` ]/gu;
const ANY_MARK = /[\uF8F0-\uF8FC]/gu;
const ADDRESS = /https?:\/\/(?:dx\.)?doi\.org\/[^\s<]*/gu;
const HTML: Readonly<Record<string, string>> = { '"': '&quot;', '<': '&#60;', '>': '&#62;' };

/** The DOI with marks for what an address cannot hold. */
export function markDoi(doi: string): string {
  return doi
    .replace(ANY_MARK, '')
    .replace(ANY_SPECIAL, (character) =>
      String.fromCodePoint(FIRST_MARK + SPECIAL.indexOf(character)),
    );
}

/** The processor's HTML with the characters of its DOIs back: encoded within addresses, bare elsewhere. */
export function settleDois(html: string): string {
  if (html.search(ANY_MARK) === -1) return html;
  return html
    .replace(ADDRESS, (address) =>
      address.replace(ANY_MARK, (mark) => encodeURIComponent(meantBy(mark))),
    )
    .replace(ANY_MARK, (mark) => HTML[meantBy(mark)] ?? meantBy(mark));
}

function meantBy(mark: string): string {
  return SPECIAL.charAt((mark.codePointAt(0) ?? FIRST_MARK) - FIRST_MARK);
}
