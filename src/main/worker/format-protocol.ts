// What the main thread and the thread that formats references say to each other.
// Invariant: every question has a number, and one answer.
import type { FormatRequest } from '../export/styles/formatter.ts';
import type { RenderedEntries } from '../export/styles/style-engine.ts';

/** Given to a worker thread at its start. */
export const FORMATTING = { formats: true } as const;

/** True for a thread that was started to format. */
export function isFormatting(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'formats' in data;
}

export interface FormatQuestion {
  readonly id: number;
  readonly request: FormatRequest;
}

export type FormatAnswer =
  | { readonly id: number; readonly ok: true; readonly entries: RenderedEntries }
  | { readonly id: number; readonly ok: false; readonly message: string };
