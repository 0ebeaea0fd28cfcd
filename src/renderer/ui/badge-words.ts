// The words of badges: what each of the three PEM sources says, and what else a row of a list shows.
// Invariant: pure; "not stated" is never "not required", and no source speaks for another.
import type { SearchRow } from '../../shared/contract/types.ts';
import type { PemSource, PemValue } from '../../shared/domain/pem.ts';
import type { BadgeTone } from './Badge.tsx';

export interface BadgeWords {
  /** What the badge is about; one badge of a kind. */
  readonly kind: PemSource | 'retracted' | 'level' | 'type';
  readonly text: string;
  readonly tone: BadgeTone;
}

/** What badges are made of. */
export type BadgeFacts = Pick<
  SearchRow,
  'pem' | 'pemLabel' | 'derived' | 'mine' | 'level' | 'publicationType' | 'retracted'
>;

const PEM_WORDS: Readonly<Record<PemValue, string>> = {
  required: 'Required',
  'not-required': 'Not required',
  unclear: 'Unclear',
  'not-stated': 'Not stated',
};

/** `Not required`: a PEM value as a label of its own. */
export function pemLabel(value: PemValue): string {
  return PEM_WORDS[value];
}

/** `not required`: a PEM value within a sentence. */
export function pemWords(value: PemValue): string {
  return PEM_WORDS[value].toLowerCase();
}

/** The three PEM sources as headings and explanations name them. */
export const PEM_SOURCE_WORDS: Readonly<
  Record<PemSource, { readonly heading: string; readonly explanation: string }>
> = {
  pem: {
    heading: 'PEM stated by the atlas',
    explanation:
      'What the badge on the atlas’s page says: whether people needed post-exertional malaise to be counted as patients. A program assigned it from title and abstract. “Not stated” means that no such badge is known here; it does not mean “not required”.',
  },
  derived: {
    heading: 'PEM by case definitions',
    explanation:
      'What this app derives from the case definitions stated for a study, such as the Canadian criteria. Where none is stated, or the app does not know it, nothing is derived: “not stated”.',
  },
  mine: {
    heading: 'PEM in my coding',
    explanation:
      'What you found in the paper yourself and wrote down as your coding. Studies you have not coded are “not stated”.',
  },
};

/** `PEM required`; with the atlas's own label where its meaning is not known to the app. */
export function atlasPemWords(value: PemValue, label: string | null): string {
  const words = `PEM ${pemWords(value)}`;
  return value === 'not-stated' && label !== null ? `${words} (badge: “${label}”)` : words;
}

/** The badges of a row, the most important first; what was not given has none, but for the atlas's PEM. */
export function badgeWords(facts: BadgeFacts): readonly BadgeWords[] {
  const badges: BadgeWords[] = [];
  if (facts.retracted) badges.push({ kind: 'retracted', text: 'Retracted', tone: 'danger' });
  badges.push({
    kind: 'pem',
    text: atlasPemWords(facts.pem, facts.pemLabel),
    tone: facts.pem === 'required' ? 'good' : 'plain',
  });
  for (const source of ['derived', 'mine'] as const) {
    if (facts[source] === 'not-stated') continue;
    badges.push({ kind: source, text: `${source}: ${pemWords(facts[source])}`, tone: 'plain' });
  }
  if (facts.level !== null) badges.push({ kind: 'level', text: facts.level, tone: 'plain' });
  if (facts.publicationType !== null) {
    badges.push({ kind: 'type', text: facts.publicationType, tone: 'plain' });
  }
  return badges;
}
