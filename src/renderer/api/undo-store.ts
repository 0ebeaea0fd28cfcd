// What was changed last and can be taken back: one line that stays until the next change.
import { create } from 'zustand';
import { announce } from '../a11y/announcer.tsx';
import { noteChange } from './changes.ts';
import { request, toApiError } from './client.ts';

interface LastChange {
  /** What was done ("add 3 studies to “POTS”"), or null. */
  readonly done: string | null;
  readonly canUndo: boolean;
  /** Why the last undo did not work. */
  readonly failure: string | null;
}

export const useLastChange = create<LastChange>(() => ({
  done: null,
  canUndo: false,
  failure: null,
}));

/** Says what a request changed: its `undo` label, null where nothing was changed. */
export function noteDone(label: string | null): void {
  if (label === null) return;
  useLastChange.setState({ done: label, canUndo: true, failure: null });
  announce(`Done: ${label}. It can be undone.`);
  noteChange('library');
}

/** Takes the last change of the library back. */
export async function undoLast(): Promise<void> {
  try {
    const { undone, next } = await request('undo.run', {});
    useLastChange.setState({
      done: `Taken back: ${undone.label}`,
      canUndo: next !== null,
      failure: null,
    });
    announce(`Taken back: ${undone.label}.`);
    noteChange('library');
  } catch (error) {
    useLastChange.setState({ failure: toApiError(error).message });
  }
}
