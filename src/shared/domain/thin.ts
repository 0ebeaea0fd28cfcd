// What a careful author looks at before a list is exported: what each remark means, and what mends it.
// Invariant: every remark has a way to mend it or can be left as it is; "PEM not stated" is never said as "no".

/** In the order that they are shown in, the gravest first. */
export const LACKS = [
  'retracted',
  'corrected',
  'authors',
  'year',
  'journal',
  'doi',
  'doi-odd',
  'doi-duplicate',
  'volume',
  'pages',
  'characters',
  'two-keys',
  'pem-disagrees',
  'pem-not-stated',
] as const;
export type Lack = (typeof LACKS)[number];

/**
 * What mends it: a field of the reference set in the library; a look at the study; another format; the text that cites it; the
 * study taken out of the list.
 */
export type Fix = 'complete' | 'look' | 'format' | 'manuscript' | 'take-out';

export interface LackWords {
  readonly name: string;
  /** What it means, or what to do; null where the name says all. */
  readonly advice: string | null;
  readonly fix: Fix;
}

export const LACK_WORDS: Readonly<Record<Lack, LackWords>> = {
  retracted: {
    name: 'Retracted or withdrawn',
    advice:
      'Cite these only to say so. They are in the file; take them out of the list if they should not be.',
    fix: 'take-out',
  },
  corrected: {
    name: 'Corrected, or with an expression of concern',
    advice: 'Read the notice before you cite them; a correction may have a reference of its own.',
    fix: 'look',
  },
  authors: {
    name: 'No authors',
    advice: 'Most styles then begin with the title.',
    fix: 'complete',
  },
  year: { name: 'No year', advice: null, fix: 'complete' },
  journal: { name: 'No journal', advice: null, fix: 'complete' },
  doi: {
    name: 'No DOI',
    advice: 'Look at the publisher’s page; many reports have none.',
    fix: 'complete',
  },
  'doi-odd': {
    name: 'Odd DOI',
    advice: 'It does not have the form of one (10.…/…), so links made of it lead nowhere.',
    fix: 'complete',
  },
  'doi-duplicate': {
    name: 'Same DOI as another study',
    advice: 'One paper may be in the list twice, or one of the two DOIs is wrong.',
    fix: 'look',
  },
  volume: { name: 'No volume', advice: 'The journal’s page or PubMed has it.', fix: 'complete' },
  pages: { name: 'No pages', advice: 'The journal’s page or PubMed has them.', fix: 'complete' },
  characters: {
    name: 'Characters that LaTeX has no form of',
    advice:
      'They are kept as they are. A UTF-8 format with XeLaTeX or LuaLaTeX prints them; pdfLaTeX may stop there.',
    fix: 'format',
  },
  'two-keys': {
    name: 'Two citation keys',
    advice: 'The file has the key that was given first; a text that cites the other has to change.',
    fix: 'manuscript',
  },
  'pem-disagrees': {
    name: 'Sources on PEM disagree',
    advice:
      'Look at the study before you cite it for having required PEM, or for not having done so.',
    fix: 'look',
  },
  'pem-not-stated': {
    name: 'PEM not stated',
    advice: 'This copy of the atlas does not say whether PEM was required. Not stated is not “no”.',
    fix: 'look',
  },
};

/** True for the id of a remark. */
export function isLack(word: string): word is Lack {
  return (LACKS as readonly string[]).includes(word);
}
