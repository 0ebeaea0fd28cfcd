// Named character references that metadata carries: Latin-1, Greek, punctuation, symbols.
// Invariant: a name that is not listed stays as it was written; nothing is guessed.
// Source: https://html.spec.whatwg.org/multipage/named-characters.html (those of HTML 4).

// The names of U+00A0 to U+00FF in order, so that the table needs no code points.
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr ' +
  'deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
  'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml ' +
  'eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** The names of U+00A0 to U+00FF, which HTML knows without a semicolon, too. */
export const LATIN_1_NAMES: readonly string[] = LATIN_1.split(' ');

// U+0391 to U+03A9 and U+03B1 to U+03C9; the place between rho and sigma has no capital.
const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf ' +
  'sigma tau upsilon phi chi psi omega';

const OTHERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  OElig: 'Œ',
  oelig: 'œ',
  Scaron: 'Š',
  scaron: 'š',
  Yuml: 'Ÿ',
  fnof: 'ƒ',
  circ: 'ˆ',
  tilde: '˜',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  zwnj: '\u200C',
  zwj: '\u200D',
  lrm: '\u200E',
  rlm: '\u200F',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  dagger: '†',
  Dagger: '‡',
  bull: '•',
  hellip: '…',
  permil: '‰',
  prime: '′',
  Prime: '″',
  lsaquo: '‹',
  rsaquo: '›',
  frasl: '⁄',
  euro: '€',
  trade: '™',
  larr: '←',
  uarr: '↑',
  rarr: '→',
  darr: '↓',
  harr: '↔',
  part: '∂',
  prod: '∏',
  sum: '∑',
  minus: '−',
  radic: '√',
  infin: '∞',
  int: '∫',
  sim: '∼',
  asymp: '≈',
  ne: '≠',
  equiv: '≡',
  le: '≤',
  ge: '≥',
};

const NAMES: ReadonlyMap<string, string> = buildNames();

function buildNames(): Map<string, string> {
  const names = new Map(Object.entries(OTHERS));
  LATIN_1_NAMES.forEach((name, index) => names.set(name, String.fromCodePoint(0xa0 + index)));
  GREEK.split(' ').forEach((name, index) => {
    names.set(name, String.fromCodePoint(0x3b1 + index));
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    if (name !== 'sigmaf') names.set(capital, String.fromCodePoint(0x391 + index));
  });
  return names;
}

const LAST_CODE_POINT = 0x10ffff;

/**
 * The character that `name` stands for, as it is written between `&` and `;`: a known name, `#233`
 * or `#xE9`. Null where it is none (unknown name, number out of range, half a surrogate pair).
 */
export function decodeEntity(name: string): string | null {
  if (!name.startsWith('#')) return NAMES.get(name) ?? null;
  const isHex = name.charAt(1).toLowerCase() === 'x';
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  if (!(code > 0 && code <= LAST_CODE_POINT) || (code >= 0xd800 && code <= 0xdfff)) return null;
  return String.fromCodePoint(code);
}
