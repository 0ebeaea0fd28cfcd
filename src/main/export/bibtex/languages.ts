// Languages of works: how metadata names them, and what babel and biblatex call them.
// Invariant: a language that is not listed is still known to be another one than English.

// BCP 47 and ISO 639-1, ISO 639-2 (both forms), babel's name.
const LANGUAGES = `
en eng english; de ger deu german; fr fre fra french; es spa spanish; it ita italian;
pt por portuguese; nl dut nld dutch; sv swe swedish; da dan danish; no nor nb nob norwegian;
nn nno nynorsk; fi fin finnish; is ice isl icelandic; pl pol polish; cs cze ces czech;
sk slo slk slovak; sl slv slovene; hr hrv croatian; sr srp serbian; hu hun hungarian;
ro rum ron romanian; bg bul bulgarian; ru rus russian; uk ukr ukrainian; tr tur turkish;
el gre ell greek; he heb hebrew; ar ara arabic; fa per fas persian; ja jpn japanese;
zh chi zho chinese; ko kor korean; ca cat catalan; eu baq eus basque; gl glg galician;
et est estonian; lv lav latvian; lt lit lithuanian; la lat latin`;

const BABEL_NAMES: ReadonlyMap<string, string> = new Map(
  LANGUAGES.split(';').flatMap((line) => {
    const words = line.trim().split(/\s+/u);
    const name = words.at(-1) ?? '';
    return words.map((word): [string, string] => [word, name]);
  }),
);

/** A known language; `name` is babel's, null where it has none. */
export interface Language {
  readonly name: string | null;
}

const NO_LANGUAGE = new Set(['', 'und', 'mul', 'zxx', 'mis']);

/** What CSL's `language` says, or null where it says nothing. */
export function readLanguage(language: string | undefined): Language | null {
  if (language === undefined) return null;
  const [tag = ''] = language
    .trim()
    .toLowerCase()
    .split(/[-_,;\s]/u);
  return NO_LANGUAGE.has(tag) ? null : { name: BABEL_NAMES.get(tag) ?? null };
}

/** True where most letters of the text are of another script than Latin. */
export function isMostlyNonLatin(text: string): boolean {
  // Latin letters, and the punctuation and signs that go with them.
  if (/^[\0-\u024F\u1E00-\u1EFF\u2000-\u22FF]*$/.test(text)) return false;
  const letters = text.match(/\p{L}/gu) ?? [];
  const others = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  return others.length * 2 > letters.length;
}
