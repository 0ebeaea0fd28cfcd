// Words that generated studies are made of: the field's own, so that searches for real terms find something.
// Invariant: every list is a constant; changing one changes every generated study after it.
import type { DefinitionRule } from '../../../src/shared/domain/pem.ts';

/** One field of research with what its titles, texts, topics and tags are made of. */
export interface Field {
  readonly topic: string;
  readonly tag: string;
  readonly subjects: readonly [string, ...string[]];
  readonly measures: readonly [string, ...string[]];
}

export const FIELDS: readonly [Field, ...Field[]] = [
  {
    topic: 'Immunology',
    tag: 'IMMUNE',
    subjects: [
      'Cytokine profiles',
      'Plasma cytokine responses to exercise',
      'Natural killer cell cytotoxicity',
      'Exhausted CD8+ T cells',
      'TNF-α and IL-6 signalling',
      'Interferon-γ release',
      'Regulatory T cell (CD4⁺CD25⁺FoxP3⁺) frequencies',
      'B-cell phenotypes',
      'TRPM3 channel function in natural killer cells',
      'β₂-adrenergic and muscarinic receptor autoantibodies',
    ],
    measures: [
      'serum cytokine concentrations',
      'natural killer cell lysis at three effector-to-target ratios',
      'TNF-α, IL-1β and IL-17A levels',
      'CD8+ T cell exhaustion markers',
      'autoantibody titres',
      'NF-κB activity',
    ],
  },
  {
    topic: 'Autonomic function',
    tag: 'AUTONOMIC',
    subjects: [
      'Orthostatic intolerance and POTS',
      'Postural orthostatic tachycardia syndrome (POTS)',
      'Cerebral blood flow during head-up tilt',
      'Heart rate variability during sleep',
      'Reduced stroke volume on standing',
    ],
    measures: [
      'heart rate after ten minutes of standing',
      'cerebral blood flow by Doppler imaging',
      'R-R interval power spectra',
      'catecholamine levels',
    ],
  },
  {
    topic: 'Energy metabolism',
    tag: 'METABOLISM',
    subjects: [
      'Mitochondrial function',
      'Coenzyme Q₁₀ and NADH',
      'Plasma metabolomics',
      'Impaired pyruvate dehydrogenase function',
      'Lactate and pH recovery after repeated exercise',
      'Oxygen extraction (VO₂peak) on day two',
    ],
    measures: [
      'mitochondrial respiration in PBMCs',
      'peak oxygen uptake (VO₂)',
      'plasma acylcarnitines',
      'intramuscular pH and lactate',
      'ATP production rates',
    ],
  },
  {
    topic: 'Exertion and PEM',
    tag: 'PEM',
    subjects: [
      'Post-exertional malaise (PEM)',
      'Two-day cardiopulmonary exercise testing',
      'Duration and triggers of PEM',
      'Symptom exacerbation after exertion',
      'Fatigue and fatigability',
    ],
    measures: [
      'the DSQ-PEM score',
      'ventilatory threshold on both days',
      'hours to recovery',
      'fatigue severity on a visual analogue scale',
    ],
  },
  {
    topic: 'Neurology',
    tag: 'NEURO',
    subjects: [
      'Neuroinflammation',
      'Brainstem volume on 7T MRI',
      'Cognitive dysfunction and “brain fog”',
      'Small fibre neuropathy',
      'Functional connectivity of the salience network',
    ],
    measures: [
      'grey matter volume',
      'information-processing speed',
      'binding of ¹¹C-PK11195',
      'intra-epidermal nerve fibre density',
    ],
  },
  {
    topic: 'Infection',
    tag: 'INFECTION',
    subjects: [
      'Epstein–Barr virus (EBV) dUTPase antibodies',
      'Human herpesvirus-6 reactivation',
      'Enteroviral RNA in muscle',
      'Fatigue after infectious mononucleosis',
      'Long COVID and its overlap with earlier post-infectious syndromes',
    ],
    measures: [
      'viral load by PCR',
      'IgG and IgM antibodies against EBV',
      'symptoms six months after infection',
    ],
  },
  {
    topic: 'Care and epidemiology',
    tag: 'CARE',
    subjects: [
      'Prevalence and burden of disease',
      'Health-related quality of life',
      'Experiences of severely affected patients',
      'Graded exercise & cognitive behaviour therapy',
      'Pacing with heart-rate monitoring',
      'Low-dose naltrexone',
      'Prognosis in children and adolescents',
    ],
    measures: [
      'SF-36 physical function',
      'hours in bed a day',
      'days absent from school',
      'costs a year and household',
    ],
  },
];

/** How a title names the illness. */
export const CONDITIONS: readonly [string, ...string[]] = [
  'ME/CFS',
  'chronic fatigue syndrome',
  'myalgic encephalomyelitis/chronic fatigue syndrome',
  'myalgic encephalomyelitis/chronic fatigue syndrome (ME/CFS)',
  'long COVID',
  'long COVID and ME/CFS',
  'post-COVID-19 condition',
  'CFS/ME',
];

export const GROUPS: readonly [string, ...string[]] = [
  'patients with',
  'adults with',
  'people with',
  'adolescents with',
  'women with',
  'severely affected patients with',
];

/** A title's second half, with the publication type that goes with it. */
export const DESIGNS: readonly [Design, ...Design[]] = [
  { words: 'a case-control study', type: 'Observational', isReview: false },
  { words: 'a cross-sectional study', type: 'Cross-Sectional', isReview: false },
  { words: 'a pilot study', type: 'Mechanistic', isReview: false },
  { words: 'a randomised, double-blind, placebo-controlled trial', type: 'RCT', isReview: false },
  { words: 'a systematic review and meta-analysis', type: 'Systematic-Review', isReview: true },
  { words: 'a narrative review', type: 'Review-Narrative', isReview: true },
  { words: 'protocol and methods', type: 'Methods-Paper', isReview: true },
  { words: 'consensus recommendations', type: 'Guideline', isReview: true },
  { words: 'results of a 2-year follow-up', type: 'Observational', isReview: false },
  { words: 'a mechanistic study', type: 'Mechanistic', isReview: false },
];

export interface Design {
  readonly words: string;
  readonly type: string;
  readonly isReview: boolean;
}

export const JOURNALS: readonly [string, ...string[]] = [
  'Journal of translational medicine',
  'Clinical and experimental immunology',
  'Frontiers in immunology',
  'International journal of molecular sciences',
  'PloS one',
  'BMJ (Clinical research ed.)',
  'BMJ open',
  'Lancet (London, England)',
  'Brain, behavior, & immunity - health',
  'Antioxidants & redox signaling',
  'Proceedings of the National Academy of Sciences of the United States of America',
  'The Israel Medical Association journal : IMAJ',
  'Nihon rinsho. Japanese journal of clinical medicine',
  'Clinical infectious diseases : an official publication of the Infectious Diseases Society of America',
  'Work (Reading, Mass.)',
  'Cell reports. Medicine',
  'Medicina (Kaunas, Lithuania)',
  'Revista clínica española',
  'Zeitschrift für Psychosomatische Medizin und Psychotherapie',
  'Tidsskrift for den Norske lægeforening',
];

/** Case definitions as a page's labelled row writes them, with what they say. */
export const CASE_DEFINITIONS: readonly [StatedRow, ...StatedRow[]] = [
  { value: 'CCC 2003', names: ['CCC 2003'], rule: 'single' },
  { value: 'ICC 2011', names: ['ICC 2011'], rule: 'single' },
  { value: 'IOM 2015', names: ['IOM 2015'], rule: 'single' },
  { value: 'NICE 2021', names: ['NICE 2021'], rule: 'single' },
  { value: 'Fukuda 1994', names: ['Fukuda 1994'], rule: 'single' },
  { value: 'Oxford 1991', names: ['Oxford 1991'], rule: 'single' },
  { value: 'London 1994', names: ['London 1994'], rule: 'single' },
  { value: 'CCC 2003; Fukuda 1994', names: ['CCC 2003', 'Fukuda 1994'], rule: null },
  { value: 'All of: IOM 2015; Fukuda 1994', names: ['IOM 2015', 'Fukuda 1994'], rule: 'all' },
  { value: 'CCC 2003 or ICC 2011', names: ['CCC 2003', 'ICC 2011'], rule: 'any' },
];

export interface StatedRow {
  readonly value: string;
  readonly names: readonly string[];
  readonly rule: DefinitionRule;
}
