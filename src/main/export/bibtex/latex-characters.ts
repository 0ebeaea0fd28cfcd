// Unicode characters and what LaTeX writes for them, as far as pdfLaTeX's own kernel sets them.
// Invariant: every entry compiles in a bare article (those of `T1_ONLY` with T1 fonts), which
// tests/integration/latex/characters.test.ts does; it is checked against `unicode2latex` in
// tests/unit/export/latex-characters.test.ts. Of that package's 2,427 forms 1,204 stop pdfLaTeX and
// several are other letters (Ⅾ as E, ĸ as K), and it takes 79 ms to load: so it is no runtime table.

/** How a character is set. */
export type LatexForm =
  /** Ready for running text: `{\o}`, `--`, `\&`. */
  | { readonly kind: 'text'; readonly tex: string }
  /** A symbol for inside `$…$`. */
  | { readonly kind: 'math'; readonly tex: string }
  /** The content of a superscript or subscript. */
  | { readonly kind: 'sup' | 'sub'; readonly tex: string };

// Each table is `character tex` pairs, separated by spaces. Backslashes stand as in LaTeX.
const ASCII_SPECIALS = String.raw`
\ {\textbackslash} { {\textbraceleft} } {\textbraceright} ^ {\textasciicircum}
~ {\textasciitilde} | {\textbar} & \& % \% $ \$ # \# _ \_`;

// Written without a macro. A backquote as data is no opening quote.
const PUNCTUATION: readonly (readonly [string, string])[] = [
  ['`', String.raw`{\textasciigrave}`],
  ['\u00A0', '~'],
  ['\u2009', String.raw`\,`],
  ['\u202F', String.raw`\,`],
  ['‐', '-'],
  ['‑', '-'],
  ['‒', '--'],
  ['–', '--'],
  ['—', '---'],
  ['―', '---'],
  ['‘', '`'],
  ['‛', '`'],
  ['’', "'"],
  ['ʼ', "'"],
  ['ʹ', "'"],
  ['ʻ', '`'],
  ['“', '``'],
  ['”', "''"],
];

// Names of macros, to be written `{\name}`.
const TEXT_MACROS = `
ß ss ẞ SS æ ae Æ AE ø o Ø O å aa Å AA œ oe Œ OE ł l Ł L ı i ȷ j
µ textmu © textcopyright ® textregistered ™ texttrademark ℠ textservicemark ° textdegree
§ S ¶ P † dag ‡ ddag • textbullet … dots £ pounds € texteuro ¥ textyen ¢ textcent ¤ textcurrency
¦ textbrokenbar ¡ textexclamdown ¿ textquestiondown ª textordfeminine º textordmasculine
‰ textperthousand ‱ textpertenthousand № textnumero ‖ textbardbl ƒ textflorin ℮ textestimated
⁄ textfractionsolidus ¨ textasciidieresis ¯ textasciimacron ´ textasciiacute ˜ texttildelow
˘ textasciibreve ˇ textasciicaron ˝ textacutedbl ‽ textinterrobang ※ textreferencemark
♪ textmusicalnote ◦ textopenbullet ℧ textmho ␢ textblank ⁒ textdiscount ℗ textcircledP`;

const T1_MACROS = `
đ dj Đ DJ ð dh Ð DH þ th Þ TH ŋ ng Ŋ NG « guillemotleft » guillemotright
‹ guilsinglleft › guilsinglright ‚ quotesinglbase „ quotedblbase`;

// Names of macros for inside `$…$`.
const MATH_MACROS = `
α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu
ν nu ξ xi π pi ρ rho ς varsigma σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega
ϵ epsilon ϑ vartheta ϕ phi ϖ varpi ϱ varrho
Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ∆ Delta
± pm ∓ mp × times ÷ div ¬ lnot ≤ leq ≥ geq ⩽ leq ⩾ geq ≠ neq ≈ approx ≃ simeq ≅ cong ≡ equiv
∼ sim ∝ propto ≪ ll ≫ gg ∞ infty ∂ partial ∇ nabla ∑ sum ∏ prod ∫ int ∈ in ∉ notin ∋ ni
⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ∪ cup ∩ cap ∅ emptyset ∧ wedge ∨ vee ∀ forall ∃ exists
∗ ast ∘ circ ∙ bullet · cdot ⋅ cdot ⋆ star ⊕ oplus ⊗ otimes ⊥ perp ∥ parallel ∠ angle ∣ mid
← leftarrow → rightarrow ↑ uparrow ↓ downarrow ↔ leftrightarrow ↕ updownarrow ⇐ Leftarrow
⇒ Rightarrow ⇑ Uparrow ⇓ Downarrow ⇔ Leftrightarrow ↗ nearrow ↘ searrow ↖ nwarrow ↙ swarrow
⟶ longrightarrow ⟵ longleftarrow ⇌ rightleftharpoons ↦ mapsto ⋯ cdots ℓ ell ℵ aleph ℘ wp ħ hbar
ℏ hbar ♭ flat ♯ sharp ♮ natural ♠ spadesuit ♡ heartsuit ♢ diamondsuit ♣ clubsuit ○ bigcirc
⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ⟨ langle ⟩ rangle 〈 langle 〉 rangle √ surd △ triangle`;

// For inside `$…$`, as they stand. Greek capitals that look like Latin ones have no macro.
const MATH_TEXTS = String.raw`
< < > > − - ∶ : ≔ := ο o
Α \mathrm{A} Β \mathrm{B} Ε \mathrm{E} Ζ \mathrm{Z} Η \mathrm{H} Ι \mathrm{I} Κ \mathrm{K}
Μ \mathrm{M} Ν \mathrm{N} Ο \mathrm{O} Ρ \mathrm{P} Τ \mathrm{T} Χ \mathrm{X}
¼ \frac{1}{4} ½ \frac{1}{2} ¾ \frac{3}{4} ⅓ \frac{1}{3} ⅔ \frac{2}{3} ⅕ \frac{1}{5} ⅖ \frac{2}{5}
⅗ \frac{3}{5} ⅘ \frac{4}{5} ⅙ \frac{1}{6} ⅚ \frac{5}{6} ⅐ \frac{1}{7} ⅛ \frac{1}{8} ⅜ \frac{3}{8}
⅝ \frac{5}{8} ⅞ \frac{7}{8} ⅑ \frac{1}{9} ⅒ \frac{1}{10}
≲ \stackrel{<}{\sim} ≳ \stackrel{>}{\sim} ≮ \not< ≯ \not> ≰ \not\leq ≱ \not\geq ≉ \not\approx`;

const SUPERSCRIPTS = String.raw`
⁰ 0 ¹ 1 ² 2 ³ 3 ⁴ 4 ⁵ 5 ⁶ 6 ⁷ 7 ⁸ 8 ⁹ 9 ⁺ + ⁻ - ⁼ = ⁽ ( ⁾ ) ⁿ n ⁱ i ʰ h ʲ j ʳ r ʷ w ʸ y ˡ l ˢ s
ˣ x ᵃ a ᵇ b ᶜ c ᵈ d ᵉ e ᶠ f ᵍ g ᵏ k ᵐ m ᵒ o ᵖ p ᵗ t ᵘ u ᵛ v ᶻ z ′ \prime ″ \prime\prime
‴ \prime\prime\prime`;

const SUBSCRIPTS = `
₀ 0 ₁ 1 ₂ 2 ₃ 3 ₄ 4 ₅ 5 ₆ 6 ₇ 7 ₈ 8 ₉ 9 ₊ + ₋ - ₌ = ₍ ( ₎ ) ₐ a ₑ e ₒ o ₓ x ₕ h ₖ k ₗ l ₘ m ₙ n
ₚ p ₛ s ₜ t ᵢ i ⱼ j ᵣ r ᵤ u ᵥ v`;

/** Accents over or under a Latin letter: the combining mark and its macro. */
export const TEXT_ACCENTS: ReadonlyMap<string, string> = new Map([
  ['\u0300', '`'],
  ['\u0301', "'"],
  ['\u0302', '^'],
  ['\u0303', '~'],
  ['\u0304', '='],
  ['\u0306', 'u'],
  ['\u0307', '.'],
  ['\u0308', '"'],
  ['\u030A', 'r'],
  ['\u030B', 'H'],
  ['\u030C', 'v'],
  ['\u0323', 'd'],
  ['\u0326', 'textcommabelow'],
  ['\u0327', 'c'],
  ['\u0328', 'k'],
  ['\u0331', 'b'],
]);

/** Marks that stand under the letter, or are part of it: they never push another accent aside. */
export const LOW_ACCENTS: ReadonlySet<string> = new Set([
  '\u0323',
  '\u0326',
  '\u0327',
  '\u0328',
  '\u0331',
]);

/** Marks whose macro exists in T1 only. */
export const T1_ACCENTS: ReadonlySet<string> = new Set(['\u0328']);

// Accented letters beyond Latin Extended-A that pdfLaTeX takes as characters: those of its t1enc.dfu.
const INPUTENC_LETTERS = new Set('ǍǎǏǐǑǒǓǔǢǣǦǧǨǩǪǫǰǴǵȘșȚțȲȳḂḃḍḞḟḠḡḥḰḱḷṃṅṇṛṣṭẎẏẐẑỲỳ');

/** True for an accented letter that pdfLaTeX takes as a character, without its macro. */
export function isInputencLetter(letter: string): boolean {
  const composed = letter.normalize('NFC');
  return (composed.length === 1 && composed <= '\u017F') || INPUTENC_LETTERS.has(composed);
}

/** Accents over a letter that is set as mathematics. */
export const MATH_ACCENTS: ReadonlyMap<string, string> = new Map([
  ['\u0300', 'grave'],
  ['\u0301', 'acute'],
  ['\u0302', 'hat'],
  ['\u0303', 'tilde'],
  ['\u0304', 'bar'],
  ['\u0306', 'breve'],
  ['\u0307', 'dot'],
  ['\u0308', 'ddot'],
  ['\u030C', 'check'],
]);

/** Every character with a form of its own. */
export const LATEX_FORMS: ReadonlyMap<string, LatexForm> = buildForms();

/** Characters (and the marks of `T1_ACCENTS`) that need `\usepackage[T1]{fontenc}`. */
export const T1_ONLY: ReadonlySet<string> = new Set(
  pairs(T1_MACROS).map(([character]) => character),
);

function buildForms(): Map<string, LatexForm> {
  const forms = new Map<string, LatexForm>();
  const add = (kind: LatexForm['kind'], entries: readonly (readonly [string, string])[]): void => {
    for (const [character, tex] of entries) forms.set(character, { kind, tex });
  };
  add('text', pairs(ASCII_SPECIALS));
  add('text', PUNCTUATION);
  add(
    'text',
    pairs(TEXT_MACROS + T1_MACROS).map(([character, name]) => [character, `{\\${name}}`]),
  );
  add(
    'math',
    pairs(MATH_MACROS).map(([character, name]) => [character, `\\${name}`]),
  );
  add('math', pairs(MATH_TEXTS));
  add('sup', pairs(SUPERSCRIPTS));
  add('sub', pairs(SUBSCRIPTS));
  return forms;
}

function pairs(table: string): (readonly [string, string])[] {
  const words = table.trim().split(/\s+/u);
  return Array.from({ length: words.length / 2 }, (_, index) => [
    words[2 * index] ?? '',
    words[2 * index + 1] ?? '',
  ]);
}
