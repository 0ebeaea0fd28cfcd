// Our table of characters beside `unicode2latex`, the widest there is: where they differ we say why.
import { bibtex } from 'unicode2latex';
import { describe, expect, it } from 'vitest';
import { LATEX_FORMS } from '../../../src/main/export/bibtex/latex-characters.ts';

/** The same macro under another name, or a better one. */
const OURS: Readonly<Record<string, string>> = {
  // Named like its neighbours; both print the same.
  '©': 'textcopyright (theirs: copyright)',
  '°': 'textdegree (theirs: a small circle as an exponent)',
  // Theirs are ASCII that prints something else, or prints it in T1 only.
  '«': 'guillemotleft (theirs: <<)',
  '»': 'guillemotright (theirs: >>)',
  '„': 'quotedblbase (theirs: ,,)',
  '‒': 'an en dash (theirs: a hyphen)',
  '―': 'an em dash (theirs: a macro without a glyph in some fonts)',
  ʻ: 'an opening quote (theirs: a closing one)',
  // As exponents, where a prime belongs.
  '′': 'prime',
  '″': 'prime',
  '‴': 'prime',
  // A dotless j as text, a bullet of the text font, a root sign of the kernel.
  ȷ: 'j (theirs: jmath, for mathematics)',
  '•': 'textbullet (theirs: bullet, for mathematics)',
  '√': 'surd (theirs: textsurd)',
  // A common look-alike without a package.
  '≲': 'stackrel',
  '≳': 'stackrel',
};

describe('the table of characters', () => {
  const known = [...LATEX_FORMS].filter(([character]) => bibtex.base[character] !== undefined);

  it('has what the literature has', () => {
    const wanted = 'αβγδεκλμπστφχψωΔΩ≥≤±×→≈°µ²³₂⁺⁻½™®©–—‘’“”…§†€£ßæøåłđþ';
    expect(Array.from(wanted).filter((character) => !LATEX_FORMS.has(character))).toEqual([]);
  });

  it('agrees with unicode2latex, or says where it does not', () => {
    expect(known.length).toBeGreaterThan(250);
    const different = known.filter(([character, { kind, tex }]) => {
      const theirs = bibtex.base[character];
      const forms = [theirs?.text, theirs?.math].map((form) => form?.replace(/[{}]/gu, ''));
      const script = kind === 'sup' ? '^' : kind === 'sub' ? '_' : '';
      // Greek capitals that look Latin: ours upright, as the other capitals are.
      return !forms.includes(script + tex.replace(/\\mathrm|[{}]/gu, ''));
    });
    const unexplained = different.filter(([character]) => OURS[character] === undefined);
    expect(unexplained.map(([character, { tex }]) => `${character} ${tex}`)).toEqual([]);
    const compared = Object.keys(OURS).filter((character) => bibtex.base[character] !== undefined);
    expect(different.map(([character]) => character).sort()).toEqual(compared.sort());
  });

  it('gives no character to another', () => {
    const letters = [...LATEX_FORMS].filter(([character]) => /^\p{L}$/u.test(character));
    const byForm = new Map<string, string[]>();
    for (const [character, { kind, tex }] of letters) {
      const form = `${kind} ${tex}`;
      byForm.set(form, [...(byForm.get(form) ?? []), character]);
    }
    const shared = [...byForm.values()].filter((characters) => characters.length > 1);
    // ʼ and ʹ stand for an apostrophe; ħ is both letter and Planck's constant.
    expect(shared.map((characters) => characters.join(''))).toEqual(['ʼʹ', 'ħℏ']);
  });
});
