// Titles: what keeps its capitals, and how characters are written. Each case stands for a rule of the house.
import { describe, expect, it } from 'vitest';
import { isTitleCase } from '../../../src/main/export/bibtex/title-case.ts';
import { protectedSpans } from '../../../src/main/export/bibtex/title-protection.ts';
import { codes, title } from './one-entry.ts';

describe('what keeps its capitals', () => {
  it.each([
    ['ME/CFS and POTS: the NICE criteria', '{ME/CFS} and {POTS}: the {NICE} criteria'],
    ['mRNA and HbA1c in the iPSC model', '{mRNA} and {HbA1c} in the {iPSC} model'],
    ['Vitamin B12, T cells and 5HT', 'Vitamin {B12}, {T} cells and {5HT}'],
    [
      'SARS-CoV-2, IL-6 and HHV-6A after COVID-19',
      '{SARS-CoV-2}, {IL-6} and {HHV-6A} after {COVID-19}',
    ],
    ['post-COVID and ME/CFS-like fatigue', 'post-{COVID} and {ME/CFS}-like fatigue'],
    ['Binding of 11C-(R)-PK11195 in the brain', 'Binding of {11C-(R)-PK11195} in the brain'],
    ['5-HT and a 3D model', '{5-HT} and a {3D} model'],
    ['R&D of AT&T', '{R\\&D} of {AT\\&T}'],
  ])('by its form: %s', (text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it.each([
    ['Fatigue in Norway and the Fukuda criteria', 'Fatigue in {Norway} and the {Fukuda} criteria'],
    ['The Canadian Consensus Criteria Revisited', 'The {Canadian} Consensus Criteria Revisited'],
    [
      'Epstein-Barr Virus and the Oxford Criteria',
      '{Epstein-Barr} Virus and the {Oxford} Criteria',
    ],
    ['Gulf War Illness in New York Veterans', '{Gulf War} Illness in {New York} Veterans'],
    ['The New Criteria of Ramsay’s Disease', "The New Criteria of {Ramsay's} Disease"],
    ['a new york minute in norway', 'a new york minute in norway'],
  ])('as a protected term: %s', (text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it('protects capitalised words inside a sentence, not in Title Case', () => {
    expect(title('A study of the Lifelines cohort in general practice')).toBe(
      'A study of the {Lifelines} cohort in general practice',
    );
    expect(title('A Study of the Lifelines Cohort With General Practice')).toBe(
      'A Study of the Lifelines Cohort With General Practice',
    );
    expect(title('Placebo-Controlled Trial of Graded Exercise')).toBe(
      'Placebo-Controlled Trial of Graded Exercise',
    );
  });

  it('leaves the first word and the one after a colon, which bibtex leaves too', () => {
    expect(title('Fatigue: Causes of an illness')).toBe('Fatigue: Causes of an illness');
    expect(title('Is it real? Causes of an illness')).toBe('Is it real? {Causes} of an illness');
  });

  it('protects the first word of a title in brackets, whose place the bracket takes', () => {
    expect(title('[Estimation of fatigue]')).toBe('[{Estimation} of fatigue]');
    expect(title('[Estimation of Fatigue State]')).toBe('[{Estimation} of Fatigue State]');
  });

  it.each([
    ['Type I interferon and vitamin A', 'Type {I} interferon and vitamin {A}'],
    ['Type I Interferon and Vitamin A Trial', 'Type {I} Interferon and Vitamin {A} Trial'],
    ['A Review of What I Know of Pacing', 'A Review of What I Know of Pacing'],
    ['Why I pace: A patient’s view', "Why {I} pace: A patient's view"],
    ['T and B cells', '{T} and {B} cells'],
  ])('knows A and I as words and as names: %s', (text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it('sees words between any kind of space', () => {
    expect(title('vitamin\u00a0D\u2009in\u202fME')).toBe('vitamin~{D}\\,in\\,{ME}');
  });

  it('puts an accented capital in two braces, else bibtex lowers it', () => {
    expect(title('The Élan of a study')).toBe("The {{\\'E}lan} of a study");
    expect(title('Élan of a study')).toBe("{\\'E}lan of a study");
  });

  it('gives spans that neither touch nor overlap', () => {
    const text = 'ME/CFS, New York and the famous NK-cell of Ångström: an 11C-PET';
    const spans = protectedSpans(text).map(({ start, end }) => text.slice(start, end));
    expect(spans).toEqual(['ME/CFS', 'New York', 'NK', 'Ångström', '11C-PET']);
  });
});

describe('Title Case', () => {
  it.each([
    ['Chronic Fatigue Syndrome: A Review of Cell Function', true],
    ['Cytokine Responses to Exercise With and Without Rest', true],
    ['Chronic fatigue syndrome: a review of cell function', false],
    ['Fatigue in the Gulf region of Norway and elsewhere', false],
    ['ME/CFS and COVID-19', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isTitleCase(text)).toBe(expected);
  });
});

describe('other languages', () => {
  it('puts the whole title in braces and names the language', () => {
    expect(title('Das Chronische Fatigue-Syndrom', 'de-DE')).toBe(
      '{Das Chronische Fatigue-Syndrom}',
    );
    expect(title('$5 für alle', 'ger')).toBe('{{}\\$5 f{\\"u}r alle}');
    expect(title('La Fatiga', 'xx')).toBe('{La Fatiga}');
  });

  it('takes English by any of its names', () => {
    for (const language of ['en', 'en-US', 'eng', 'English', 'und', '']) {
      expect(title('Fatigue in ME', language)).toBe('Fatigue in {ME}');
    }
  });

  it('keeps other scripts as they are, in braces, and says so', () => {
    expect(title('Хроническая усталость')).toBe('{Хроническая усталость}');
    expect(title('日本 study of ME')).toBe('日本 study of {ME}');
    expect(codes({ title: '日本 study' })).toEqual(['unmapped-character']);
  });
});

describe('characters', () => {
  it.each([
    [
      '100% of R_2 #1 for $5 ~ ^',
      '100\\% of {R\\_2} \\#1 for \\$5 {\\textasciitilde} {\\textasciicircum}',
    ],
    ['{a} \\ b', '{\\textbraceleft}a{\\textbraceright} {\\textbackslash} b'],
    ['p < 0.05 > q', 'p {$<$} 0.05 {$>$} q'],
    ['β₂, γδ and 10⁻³', '{$\\beta_{2}$}, {$\\gamma\\delta$} and 10{$^{-3}$}'],
    ['a₁²₁ and x¹⁰', 'a{$_{1}^{2}{}_{1}$} and x{$^{10}$}'],
    ['5 µg, 5 μg, 3 Å', '5 {\\textmu}g, 5 {$\\mu$}g, 3 {{\\AA}}'],
    ['“a” – b — ‘c’…', "``a'' -- b --- `c'{\\dots}"],
    ['“‘x’”', "``{}`x'{}''"],
    ['–- why?‘x’', "--{}- why?{}`x'"],
    ['ﬁnal Ⅱ at 37 ℃ №5', 'final {II} at 37 {{\\textdegree}C} {\\textnumero}5'],
    ['ī, ĵ, ǐ, í', "{\\=\\i}, {\\^\\j}, {\\v{\\i}}, {\\'i}"],
    ['V\u0307O₂ rate', '{{\\.V}O$_{2}$} rate'],
  ])('%s', (text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it.each([
    ['CO<sub>2</sub> of T<sub>max</sub>', '{CO$_{2}$} of {T$_{\\mathrm{max}}$}'],
    [
      'The Tₘₐₓ of Many Patients With H₂O',
      'The {T$_{\\mathrm{max}}$} of Many Patients With {H$_{2}$O}',
    ],
    ['<i>in vivo</i> 10<sup>−3</sup>', 'in vivo 10{$^{-3}$}'],
    ['x<sup>®</sup> and <jats:italic>y</jats:italic><br/>z', 'x{\\textregistered} and y z'],
    ['a<sub>b', 'ab'],
    ['a <b and c> d', 'a {$<$}b and c{$>$} d'],
    ['Fatigue &amp;amp; pain &lt;i&gt;', 'Fatigue \\&amp; pain {$<$}i{$>$}'],
    ['&beta; &#956; &#x3bc; &eacute; &nope; &', "{$\\beta$} {$\\mu$} {$\\mu$} {\\'e} \\&nope; \\&"],
  ])('decodes markup once: %s', (text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it('takes line breaks and control characters for spaces, and spaces once', () => {
    expect(title(' a\n\tb\u0000c\u2028d  e ')).toBe('a b c d e');
  });

  it('takes out what has no printed form, and says so', () => {
    expect(title('fa\u00adti\u200bgue\ufeff')).toBe('fatigue');
    expect(codes({ title: 'fa\u00adtigue' })).toEqual(['invisible-character']);
  });

  it('reports letters that need T1 fonts, and accents that print side by side', () => {
    expect(title('Nguyễn, ąđ')).toBe('Nguy{\\~{\\^e}}n, {\\k{a}}{\\dj}');
    expect(codes({ title: 'Nguyễn' })).toEqual(['needs-t1']);
    expect(codes({ title: 'ṓ' })).toEqual(['stacked-accent']);
  });

  it('replaces half a surrogate pair, which no file can hold', () => {
    expect(title('a\ud800b')).toBe('a\ufffdb');
  });

  it('keeps letters as they are in UTF-8, escaping all the same', async () => {
    const { writeBibtex } = await import('../../../src/main/export/bibtex/write-bibtex.ts');
    const item = { id: 'x', type: 'article-journal', title: '50% of the École’s famous β₂' };
    const { text } = writeBibtex([{ key: 'x', item }], { charset: 'utf-8' });
    expect(text).toContain('title = {50\\% of the {École’s} famous β₂}');
  });
});
