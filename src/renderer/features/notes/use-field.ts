// The text field of an editor: its cursor, and the texts that come in by other means than typing.
// Invariant: the field has the saver's text; it is only written to where the two differ.
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from 'react';
import { focusWhenReachable } from '../../a11y/focus-when-reachable.ts';
import { useSettings } from '../../api/settings-store.ts';
import type { Saver } from './open-saver.ts';

/** The field: the cursor is where it was, and moves along with its words when text comes in from elsewhere. */
export function useField(saver: Saver, takesFocus: boolean): RefObject<HTMLTextAreaElement | null> {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = field.current;
    if (area === null) return;
    const { note, text } = saver.getState();
    const place = useSettings.getState().place.note;
    const cursor = place !== null && place.id === note ? place.cursor : text.length;
    area.setSelectionRange(cursor, cursor);
    if (takesFocus) focusWhenReachable(area);
    // Only once, when the editor opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [saver]);

  const { count, shift } = useSyncExternalStore(saver.subscribe, () => saver.getState().replaced);
  const lastCount = useRef(count);
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null || count === lastCount.current) return;
    lastCount.current = count;
    const { selectionStart, selectionEnd } = area;
    area.value = saver.getState().text;
    area.setSelectionRange(selectionStart + shift, selectionEnd + shift);
  }, [saver, count, shift]);
  return field;
}
