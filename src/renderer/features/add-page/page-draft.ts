// What was pasted or typed as a page, kept while other screens are shown.
// Invariant: only the reader changes it; a reading that failed leaves it as it was.
import { create } from 'zustand';

interface PageDraft {
  readonly text: string;
  readonly address: string;
  /** How the text came, in a sentence; empty where it was typed. */
  readonly origin: string;
}

const EMPTY: PageDraft = { text: '', address: '', origin: '' };

export const usePageDraft = create<PageDraft>(() => EMPTY);

/** Changes parts of it. */
export function changeDraft(patch: Partial<PageDraft>): void {
  usePageDraft.setState(patch);
}

/** Begins with nothing, now that this text was kept; one that was typed since stays. */
export function clearDraft(kept: string): void {
  if (usePageDraft.getState().text === kept) usePageDraft.setState(EMPTY);
}
