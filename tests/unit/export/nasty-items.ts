// Works made to break a bibliography: what users, PubMed and typesetters have been known to put into fields.
// Invariant: each compiles; those with characters that LaTeX does not know are reported instead.
import fc from 'fast-check';
import type { CslItem, CslName } from '../../../src/shared/domain/csl.ts';

const TITLES: readonly string[] = [
  'ME/CFS and COVID-19: IOM criteria',
  '50% of R&D cost $5 in #1 trial_a ^2 ~x',
  'Aesthetic Judgment}',
  '{Unbalanced {{ braces \\{ and \\',
  'A backslash at the end \\',
  '“Brain fog” – a patient’s view — 2020 ‘x’ „y“ «z»',
  'TNF-α, β₂ and γδ T cells at 5 µg, 5 μg; Δ9 ≥ 3 ± 1 × 10⁻³ → ∞',
  'VO₂ peak, r² and Na⁺ in CO₂, a₁²₁',
  'V̇O<sub>2</sub>max, <i>in vivo</i> T<sub>max</sub> 10<sup>−3</sup> <sup>®</sup> <sup>99m</sup>Tc',
  'Fatigue &amp; pain &lt;b&gt; &beta; &#956; &unknown; p<0.05 & q>1',
  'The École study of Sjögren syndrome in Łódź, Ångström, Çelik, ďábel, Ğ, İ, ı, ő, ů, ż',
  'Nguyễn Thị Ấn, Vũ Ngọc, Đặng, ǖ, ḥ, ș, ț, ą, ę, ð, þ, Þ, ŋ',
  'line\nbreak,\ttab,\u0000nul,\u2028separator',
  '@article{stolen, title = {x}}',
  '% not a comment',
  '"Quoted" and `ticked` and \'single\'',
  '[A translated title: of a paper]',
  '(Re)thinking fatigue (and [other] things)',
  '---',
  '$E=mc^2$ and \\LaTeX{} and \\input{/etc/passwd}',
  'Ends with a percent %',
  '#1',
  '~',
  '…',
  '½ of ⅔ № 5 ℃ ﬁnal Ⅱ 𝛽-blocker ™ © § ¶ † ‡ • ‰ € £ ¥ ¢ ¿x? ¡y!',
  `A very long title ${'of many words that goes on and on '.repeat(40)}end`,
  `Unbroken${'verylongwordwithoutanyspace'.repeat(20)}`,
  'Κόπωση and ME',
  '筋痛性脳脊髄炎の研究',
  'Хроническая усталость',
  'emoji 🧠 fog',
];

const NAMES: readonly CslName[] = [
  { family: 'van der Meer', given: 'Jos W M' },
  { family: 'Beauvoir', given: 'Simone', 'dropping-particle': 'de' },
  { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
  { literal: 'National Institute for Health and Care Excellence (NICE), UK [2021]' },
  { literal: 'R&D Group_1 {x' },
  { family: 'Smith, Jones and Sons', given: 'A, B and C' },
  { family: 'Østergård', given: 'Søren' },
  { family: 'O’Brien-{x}', given: 'Séan \\ % # ~ ^ _ $ &' },
  { family: 'Madonna' },
  { family: 'sources', given: 'Multiple' },
  { family: 'Smith (Jones]', given: '@home' },
  { family: '@article{', given: '%' },
  { family: 'and', given: 'and' },
  { literal: 'École [x] & Co' },
  { literal: '$100 Club' },
];

const TYPES: readonly Partial<CslItem>[] = [
  { type: 'article', publisher: 'medRxiv' },
  { type: 'report', publisher: 'NICE', number: 'NG206', genre: 'NICE guideline' },
  { type: 'report', genre: 'Guideline' },
  { type: 'thesis', publisher: 'U of X', genre: 'Master’s thesis' },
  { type: 'thesis', publisher: 'U of X', genre: 'MD thesis' },
  { type: 'thesis' },
  { type: 'chapter', 'container-title': 'A & B', publisher: 'P_1', edition: 2, page: '1–9' },
  { type: 'chapter' },
  { type: 'book', publisher: 'P', edition: '3rd ed.', volume: 2, issue: 4 },
  { type: 'paper-conference', 'container-title': 'Proceedings', volume: '2', issue: '3' },
  { type: 'webpage', URL: 'https://a.b/c_d?x=1&y=%20~z#frag{id}' },
  { type: 'dataset', publisher: 'Zenodo', DOI: '10.5281/zenodo.1_2' },
  { type: 'article-journal', DOI: '10.1002/(SICI)1099<275::AID-GPS_%>3.0.CO;2-A' },
  { type: 'article-journal', 'container-title': 'J', issue: '4', page: '-' },
  {
    type: 'article-journal',
    'container-title': 'J',
    volume: '1',
    issue: '1 Suppl_2',
    page: 'S1-S9',
  },
];

const AUTHOR: CslName = { family: 'Author', given: 'Ann' };

/** Each nasty title, each nasty name beside a plain one and alone, each type with little in it. */
export const NASTY_ITEMS: readonly CslItem[] = [
  ...TITLES.map((title): CslItem => ({ ...article(1950), title, author: [AUTHOR] })),
  ...TITLES.map((title): CslItem => ({ ...article(1951), title })),
  ...TITLES.map((text): CslItem => ({
    ...article(1952),
    title: 'In every field',
    author: [{ family: text, given: text }, { literal: text }, AUTHOR],
    'container-title': text,
    volume: text,
    issue: text,
    page: text,
    note: text,
    annote: text,
    keyword: text,
    abstract: text,
    DOI: text,
    URL: text,
    ISSN: text,
  })),
  ...NAMES.map((name): CslItem => ({ ...article(1953), title: 'One name', author: [name] })),
  ...NAMES.map((name): CslItem => ({
    ...article(1954),
    title: 'Two names',
    author: [name, AUTHOR],
  })),
  { ...article(1955), title: 'All names', author: [...NAMES, { literal: 'et al.' }] },
  ...TYPES.map((fields): CslItem => ({
    title: 'Of a type',
    author: [AUTHOR],
    type: 'article-journal',
    ...fields,
    id: '',
    issued: { literal: 'in press' },
  })),
].map((item, index) => ({ ...item, id: `nasty-${index}`, issued: spread(item, index) }));

function article(year: number): CslItem {
  return {
    id: '',
    type: 'article-journal',
    'container-title': 'Journal',
    volume: 1,
    issued: { 'date-parts': [[year]] },
  };
}

/** Another year for each, else more than 26 works would share a label, which is another test's matter. */
function spread(item: CslItem, index: number): CslItem['issued'] & object {
  const isInPress = item.issued?.literal !== undefined && index % 5 === 0;
  return isInPress ? { literal: 'in press' } : { 'date-parts': [[1600 + index]] };
}

const PIECES: readonly string[] = [
  ...Array.from('{}\\$&%#_^~@"\'`<>|[](),;:.-–—/=+*!? \n\t\u0000\u00a0'),
  ...'α β ² ₂ ⁺ é Ł ø Š ế ą ß µ ≥ “ ” ’ … V̇ \u200b \u0301'.split(' '),
  ...'<sub> </sub> <sup> </sup> <i> &amp; &lt; &#64;'.split(' '),
  ...'and others et al. ME/CFS COVID-19 A I T word Word 1-2 12'.split(' '),
  ...'\\input{x} \\end{document} @article{x, $$ \\% }} {{'.split(' '),
  ...[' and ', 'von ', '%\n'],
];

/** Texts of what breaks files, as a fast-check arbitrary. */
export function hostileText(): fc.Arbitrary<string> {
  const piece = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PIECES) }, fc.string());
  return fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
}
