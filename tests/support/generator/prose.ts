// Titles, paragraphs and bullets of generated studies.
// Invariant: plain text as a reader sees it: single blanks, no markup, no line breaks inside a paragraph.
import type { Section } from '../../../src/shared/domain/study.ts';
import type { Random } from './random.ts';
import { CONDITIONS, DESIGNS, GROUPS, type Design, type Field } from './vocabulary.ts';

/** What a study is about, drawn once and used by its title and its texts. */
export interface Subject {
  readonly field: Field;
  readonly subject: string;
  readonly measure: string;
  readonly condition: string;
  readonly design: Design;
  readonly patients: number;
  readonly controls: number;
}

/** Draws what a study is about. */
export function drawSubject(random: Random, field: Field): Subject {
  return {
    field,
    subject: random.pick(field.subjects),
    measure: random.pick(field.measures),
    condition: random.pick(CONDITIONS),
    design: random.pick(DESIGNS),
    patients: random.between(8, 420),
    controls: random.between(0, 3) === 0 ? 0 : random.between(8, 200),
  };
}

/** A title as PubMed or a hand-made entry has it: with or without the final period, in brackets where translated. */
export function writeTitle(random: Random, subject: Subject): string {
  const group = random.pick(GROUPS);
  const { condition, design } = subject;
  const form = random.next();
  const words =
    form < 0.55
      ? `${subject.subject} in ${group} ${condition}: ${design.words}`
      : form < 0.7
        ? `${subject.subject} and ${subject.measure} in ${condition}`
        : form < 0.8
          ? `Is there more to ${condition} than fatigue? ${subject.subject} revisited`
          : form < 0.9
            ? `“Unrefreshed”: ${lowerFirst(subject.subject)} & quality of life in ${condition}`
            : `Evidence of altered ${subject.measure} in ${group} ${condition}`;
  if (random.chance(0.04)) return `[${words}].`;
  return random.chance(0.7) ? `${words}.` : words;
}

/** The sections of a page in the page's order. Older pages lack some; every page has a summary. */
export function writeSections(
  random: Random,
  subject: Subject,
  related: readonly string[],
): Section[] {
  const sections: Section[] = [
    {
      kind: 'quick-summary',
      heading: 'Quick Summary',
      paragraphs: [summary(random, subject)],
    },
    {
      kind: 'why-it-matters',
      heading: 'Why It Matters',
      paragraphs: [whyItMatters(random, subject)],
    },
  ];
  if (random.chance(0.85)) {
    sections.push(
      {
        kind: 'observed-findings',
        heading: 'Observed Findings',
        paragraphs: findings(random, subject),
      },
      {
        kind: 'inferred-conclusions',
        heading: 'Inferred Conclusions',
        paragraphs: conclusions(random, subject),
      },
    );
  }
  if (random.chance(0.75)) {
    sections.push({
      kind: 'remaining-questions',
      heading: 'Remaining Questions',
      paragraphs: random.sample(questions(subject), random.between(2, 4)),
    });
  }
  sections.push({
    kind: 'does-not-prove',
    heading: 'What This Study Does Not Prove',
    paragraphs: [doesNotProve(random, subject)],
  });
  if (related.length > 0) {
    sections.push({ kind: 'related-studies', heading: 'Related Studies', paragraphs: related });
  }
  if (random.chance(0.9)) {
    const others = random.sample(
      ['Biomarkers', 'Diagnosis', 'Symptoms', 'Long COVID'],
      random.between(0, 2),
    );
    sections.push({
      kind: 'topics',
      heading: 'Topics',
      paragraphs: [subject.field.topic, ...others],
    });
  }
  return sections;
}

function summary(random: Random, subject: Subject): string {
  const { patients, controls, condition, measure } = subject;
  const against = controls > 0 ? ` and ${controls} healthy controls` : '';
  const opening = subject.design.isReview
    ? `This paper brings together what is known about ${measure} in ${condition}.`
    : `This study looked at ${measure} in ${patients} people with ${condition}${against}.`;
  return [
    opening,
    random.pick([
      `The researchers found higher values than in controls (p < 0.05), and values rose with fatigue.`,
      `No significant difference was found between the groups, at rest or after exercise.`,
      `Results were mixed: a third of the patients differed clearly, the others did not.`,
      `Values followed cytokine levels closely, most of all in the first three years of illness.`,
    ]),
    random.pick([
      'Post-exertional symptoms were recorded for seven days.',
      'Orthostatic symptoms (POTS) were common, in 40–60% of those asked.',
      'Long COVID and other post-infectious illness were not included.',
    ]),
  ].join(' ');
}

function whyItMatters(random: Random, subject: Subject): string {
  return [
    `If ${subject.measure} differ reliably, they could support a diagnosis of ${subject.condition}.`,
    random.pick([
      'That would help patients whose standard tests come back normal.',
      'It also bears on treatments that act on TNF-α or on natural killer cells.',
      'It would move attention from deconditioning towards impaired recovery after exertion.',
    ]),
  ].join(' ');
}

function findings(random: Random, subject: Subject): string[] {
  const all = [
    `Mean ${subject.measure} were ${random.between(2, 48)}% higher in patients (95% CI ${random.between(1, 9)}–${random.between(50, 70)}).`,
    `The difference stayed after adjusting for age, sex & body mass index.`,
    `Fatigue severity correlated with the effect (r = 0.${random.between(21, 78)}).`,
    `Of ${subject.patients} patients, ${random.between(2, subject.patients)} reported PEM lasting > 24 hours.`,
    `Serum cytokine concentrations did not differ between groups.`,
    `Natural killer cell activity was lower in patients with POTS.`,
  ];
  return random.sample(all, random.between(2, 5));
}

function conclusions(random: Random, subject: Subject): string[] {
  return random.sample(
    [
      `The authors suggest that ${subject.measure} reflect a lasting change after infection.`,
      'They propose that exertion, not rest, is where groups should be compared.',
      `They call for the result to be repeated with case definitions that require PEM.`,
    ],
    random.between(1, 2),
  );
}

function questions(subject: Subject): string[] {
  return [
    `Do ${subject.measure} change with treatment?`,
    'Would patients with milder illness show the same?',
    'Does the effect precede the illness or follow it?',
    'How do results compare with long COVID?',
  ];
}

function doesNotProve(random: Random, subject: Subject): string {
  return [
    `This study does not prove that ${subject.measure} cause ${subject.condition}—only that they were associated at one point in time.`,
    random.pick([
      'The small sample limits how far it can be generalised.',
      'It cannot exclude effects of medication, sleep or inactivity.',
      'The case definition used may have included people without PEM.',
    ]),
  ].join(' ');
}

// "POTS …" and "TNF-α …" keep their capitals.
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
