// The little LaTeX that may stand in a BibTeX field (nothing was ever seen on the atlas's pages).
// Invariant: a text without backslash and brace comes back as it is.

const ACCENTS: Readonly<Record<string, string>> = {
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '"': '\u0308',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030C',
  H: '\u030B',
  c: '\u0327',
  k: '\u0328',
  r: '\u030A',
  d: '\u0323',
  b: '\u0331',
};
const LETTERS: Readonly<Record<string, string>> = {
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
};

/** The characters that a field's text stands for: accents composed, escapes and grouping braces gone. */
export function decodeLatex(text: string): string {
  if (!/[\\{}]/u.test(text)) return text;
  return text
    .replace(
      /\\(ss|oe|OE|ae|AE|aa|AA|[oOlLij])(?![A-Za-z])(?:\{\})?\s?/gu,
      (whole, name: string) => LETTERS[name] ?? whole,
    )
    .replace(
      /\\(?:(['`^"~=.])\s?|([uvHckrdb])(?:\s|(?=\{)))\{?(\p{L})\}?/gu,
      (whole, sign?: string, letter?: string, base?: string) => {
        const mark = ACCENTS[sign ?? letter ?? ''];
        if (mark === undefined || base === undefined) return whole;
        return `${base.replace('ı', 'i').replace('ȷ', 'j')}${mark}`;
      },
    )
    .replace(/\\([&%$#_])/gu, '$1')
    .replace(/[{}]/gu, '')
    .normalize('NFC');
}
