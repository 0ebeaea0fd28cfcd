// What is shown as a page to print: a study or a list; nothing while the app shows itself.
// Invariant: the place is not touched: closing the page leads back to where the reader was.
import { create } from 'zustand';
import type { ListId, Slug } from '../../shared/domain/ids.ts';

export type Printed = { readonly slug: Slug } | { readonly list: ListId };

/** The page that is open, or null. */
export const usePrinting = create<{ readonly printed: Printed | null }>(() => ({ printed: null }));

/** Shows a study or a list as a page to print. */
export function openPrint(printed: Printed): void {
  usePrinting.setState({ printed });
}

/** Leads back to the app. */
export function closePrint(): void {
  usePrinting.setState({ printed: null });
}
