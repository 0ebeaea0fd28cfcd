// Lower-case words that begin a family name: van, de la, zu.
// Invariant: a word that is not listed is a part of the name itself; nothing is guessed.

const PARTICLES: ReadonlySet<string> = new Set(
  (
    "a af al aan aus av ben bin d' da dal dall' dalla das de degli dei del dela dell' della delle den " +
    "der des di do dos du e el het ibn im in 'n l' la las le les lo los mac op 's san st 't te ten " +
    'ter tot und van vande vander ver vom von vor y zu zum zur'
  ).split(' '),
);

/** True for a word that stands before a family name and is no name itself. */
export function isParticle(word: string): boolean {
  return PARTICLES.has(word.replaceAll('’', "'"));
}

/** The particles that a family name begins with, empty where there are none, and the name after them. */
export function splitFamily(family: string): {
  readonly particles: string;
  readonly rest: string;
} {
  const words = family.split(' ');
  // The last word is the name, whatever it is.
  const first = words.slice(0, -1).findIndex((word) => !isParticle(word));
  const count = first === -1 ? words.length - 1 : first;
  return { particles: words.slice(0, count).join(' '), rest: words.slice(count).join(' ') };
}
