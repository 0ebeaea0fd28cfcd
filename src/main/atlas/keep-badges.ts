// A text that has lost its badge row must not hide badges that the atlas has shown.
// Invariant: badges are kept whole or taken whole, never mixed, and it is said where they are from.
import { NO_BADGES, type MirrorStudy, type StudyReading } from '../../shared/domain/study.ts';
import { canonicalJson } from '../../shared/util/canonical-json.ts';

const NONE = canonicalJson(NO_BADGES);

/** The reading of a given text, with the badges known before where the text has none. */
export function keepKnownBadges(given: StudyReading, before: MirrorStudy | null): StudyReading {
  if (before === null || canonicalJson(given.badges) !== NONE) return given;
  const { badges, badgesFrom } = before.reading;
  if (canonicalJson(badges) === NONE) return given;
  const day = new Date(before.origin.at).toISOString().slice(0, 10);
  const words = {
    starter: 'the starter set',
    'given-page': 'a page given',
    bundle: 'a bundle',
    site: 'the atlas',
  };
  return { ...given, badges, badgesFrom: badgesFrom ?? `${words[before.origin.kind]}, ${day}` };
}
