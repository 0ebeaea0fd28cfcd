// Which receipt is open on the screen of the copy, kept while other screens are shown.
// Invariant: who opens a study from a receipt finds the receipt again, at the study that was opened.
import { create } from 'zustand';

interface ReceiptPlace {
  /** A receipt that is shown whole; null: the screen with all. */
  readonly open: string | null;
  /** Where in it the reader left for a study. */
  readonly left: string | null;
  /** The list of receipts was asked for and is not there yet. */
  readonly isListWanted: boolean;
}

export const useReceiptPlace = create<ReceiptPlace>(() => ({
  open: null,
  left: null,
  isListWanted: false,
}));

/** Shows one whole. */
export function openReceipt(id: string): void {
  useReceiptPlace.setState({ open: id, left: null, isListWanted: false });
}

/** Shows the screen with all. */
export function closeReceipt(): void {
  useReceiptPlace.setState({ open: null, left: null, isListWanted: false });
}

/** Asks for the list of receipts: it takes the focus when it is there. */
export function wantReceipts(): void {
  useReceiptPlace.setState({ open: null, left: null, isListWanted: true });
}

/** The list has the focus. */
export function gotReceipts(): void {
  useReceiptPlace.setState({ isListWanted: false });
}

/** Notes where the reader leaves a receipt for a study. */
export function leaveReceiptAt(place: string): void {
  useReceiptPlace.setState({ left: place });
}
