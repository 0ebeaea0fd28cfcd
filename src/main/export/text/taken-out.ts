// Says of one entry which characters were taken out of it.
// Invariant: nothing goes in silence.
import type { TextIssues } from './clean-text.ts';

/** A warning without its entry's key, or null where nothing was taken out. */
export function takenOut(
  issues: Pick<TextIssues, 'invisible'>,
): { readonly code: string; readonly message: string } | null {
  if (issues.invisible.size === 0) return null;
  const numbers = Array.from(issues.invisible, (character) => {
    const number = character.codePointAt(0) ?? 0;
    return `U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
  });
  return {
    code: 'invisible-character',
    message: `${numbers.join(', ')}: taken out, it has no printed form.`,
  };
}
