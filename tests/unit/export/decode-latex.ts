// The way back: LaTeX of the writer as text, to see that nothing was lost.
// Invariant: it knows the writer's own forms and no others; an unknown macro is an error.
import {
  LATEX_FORMS,
  MATH_ACCENTS,
  TEXT_ACCENTS,
} from '../../../src/main/export/bibtex/latex-characters.ts';

const MACROS = new Map<string, string>([
  ['i', 'ı'],
  ['j', 'ȷ'],
  ['&', '&'],
  ['%', '%'],
  ['$', '$'],
  ['#', '#'],
  ['_', '_'],
  [',', ' '],
  ['mathrm', ''],
  ['frac', ''],
  ['stackrel', ''],
  ['not', ''],
  ['prime', '′'],
]);
for (const [character, { tex }] of LATEX_FORMS) {
  const name = /^\{?\\([A-Za-z]+)\}?$/u.exec(tex)?.[1];
  if (name !== undefined && !MACROS.has(name)) MACROS.set(name, character);
}

const MARKS = new Map<string, string>(
  [...TEXT_ACCENTS, ...MATH_ACCENTS].map(([mark, name]) => [name, mark]),
);

/** The text without braces and `$`, each macro as its character, each accent on its letter. */
export function decodeLatex(tex: string): string {
  const tokens = tex.match(/\\[A-Za-z]+|\\.|[^\\]/gsu) ?? [];
  return readTokens(tokens).normalize('NFC');
}

function readTokens(tokens: readonly string[]): string {
  let out = '';
  let waiting = '';
  for (const token of tokens) {
    const name = token.startsWith('\\') ? token.slice(1) : null;
    if (name !== null && MARKS.has(name)) {
      // The last macro read stands innermost: `\'{\^e}`.
      waiting = (MARKS.get(name) ?? '') + waiting;
      continue;
    }
    if ('{}$'.includes(token)) continue;
    if (waiting === '' && token === '^') continue;
    if (name !== null && !MACROS.has(name)) throw new Error(`Unknown macro \\${name}`);
    const text = name === null ? token : (MACROS.get(name) ?? '');
    const dotted =
      waiting !== '' && text === 'ı' ? 'i' : waiting !== '' && text === 'ȷ' ? 'j' : text;
    out += dotted + waiting;
    waiting = '';
  }
  return out;
}

// Letters that the writer sets as another one that looks the same.
const LOOKALIKES: Readonly<Record<string, string>> = { '∆': 'Δ', ο: 'o' };
const GREEK = 'ΑΒΕΖΗΙΚΜΝΟΡΤΧ';
const LATIN = 'ABEZHIKMNOPTX';

/** Letters and digits alone, in their plainest form. */
export function lettersOf(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/[∆ο]/gu, (character) => LOOKALIKES[character] ?? character)
      .replace(new RegExp(`[${GREEK}]`, 'gu'), (letter) => LATIN.charAt(GREEK.indexOf(letter)))
      // Modifier letters that are apostrophes in all but name.
      .replace(/[^\p{L}\p{N}]|[ʹʻʼ]/gu, '')
  );
}
