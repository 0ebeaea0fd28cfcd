// What is found when notes are opened: drafts (this window's, and of one that is gone), and the editor that was open when the window closed.
// Invariant: an editor that somebody opened meanwhile is never replaced by what was found.
import { useEffect, useReducer, useRef, useState } from 'react';
import { ask } from '../../api/ask.ts';
import { toApiError, type ApiError } from '../../api/client.ts';
import { useSettings } from '../../api/settings-store.ts';
import type { NoteDraft } from '../../../shared/contract/types.ts';
import { sortDrafts, takeOver, type Found } from './drafts.ts';
import { openSaver, type Saver, type SubjectInput } from './open-saver.ts';
import { startSaver } from './saver.ts';
import { writerName } from './writer.ts';

export interface OpenEditor {
  readonly saver: Saver;
  readonly takesFocus: boolean;
}

export interface FoundDrafts {
  readonly offered: readonly NoteDraft[];
  readonly error: ApiError | null;
  readonly retry: () => void;
  readonly remove: (draft: NoteDraft) => void;
}

/** Looks for drafts once, opens this window's own or that of a window that is gone, and offers the others. */
export function useDrafts(
  subject: SubjectInput,
  open: OpenEditor | null,
  setOpen: (open: OpenEditor) => void,
): FoundDrafts {
  const [offered, setOffered] = useState<readonly NoteDraft[]>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const [tries, retry] = useReducer((count: number) => count + 1, 0);
  const newest = useRef(open);
  useEffect(() => {
    newest.current = open;
  });
  useEffect(() => {
    let isOver = false;
    look(subject).then(
      (found) => {
        if (isOver) return;
        setError(null);
        const isFree = newest.current === null;
        const saver = isFree ? found.open() : null;
        if (saver !== null) setOpen({ saver, takesFocus: false });
        const own = isFree || found.own === null ? [] : [found.own];
        const note = newest.current?.saver.getState().note;
        setOffered([...own.filter((draft) => draft.note !== note), ...found.offered]);
      },
      (thrown: unknown) => {
        if (!isOver) setError(toApiError(thrown));
      },
    );
    return () => {
      isOver = true;
    };
  }, [subject, tries, setOpen]);
  return {
    offered,
    error,
    retry: () => {
      retry();
    },
    remove: (draft) => {
      setOffered((all) => all.filter((each) => each !== draft));
    },
  };
}

async function look(subject: SubjectInput): Promise<Found & { readonly open: () => Saver | null }> {
  const [{ drafts }, { notes }, writer] = await Promise.all([
    ask('note.drafts', { subject }),
    ask('note.list', { subject }),
    writerName(),
  ]);
  const found = sortDrafts(drafts, notes, writer);
  const place = useSettings.getState().place.note;
  const left = place === null ? undefined : notes.find((note) => note.id === place.id);
  return {
    ...found,
    open: () => {
      if (found.own !== null) return takeOver(subject, found.own, notes);
      return left === undefined ? null : openSaver(subject, startSaver(left));
    },
  };
}

/** A saver works for its editor; when the editor goes, it finishes by itself. */
export function useSaverLife(saver: Saver | null): void {
  useEffect(() => {
    if (saver === null) return;
    saver.send({ kind: 'returned' });
    return () => {
      saver.send({ kind: 'left' });
    };
  }, [saver]);
}
