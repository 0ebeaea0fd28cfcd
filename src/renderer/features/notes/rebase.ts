// Puts what was typed meanwhile into a note that came back merged with somebody else's text.
// Invariant: every character of the merged text and of the typed text is in the result.

const SEPARATOR = '\n\n---\n\n';

export interface Rebase {
  /** What was sent. */
  readonly sent: string;
  /** What the note is now; where two writers met, it holds both texts. */
  readonly merged: string;
  /** What the editor holds: the text sent, and what was typed since. */
  readonly typed: string;
}

/** The text to show, and by how far the typed part has moved. */
export function rebase({ sent, merged, typed }: Rebase): {
  readonly text: string;
  readonly shift: number;
} {
  if (merged === sent) return { text: typed, shift: 0 };
  const place = merged.lastIndexOf(sent);
  if (sent !== '' && place >= 0) {
    const text = merged.slice(0, place) + typed + merged.slice(place + sent.length);
    return { text, shift: place };
  }
  // The core changed what was sent in a way that this window does not know: nothing is thrown away.
  if (typed === sent) return { text: merged, shift: 0 };
  return { text: merged + SEPARATOR + typed, shift: merged.length + SEPARATOR.length };
}
