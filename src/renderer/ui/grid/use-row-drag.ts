// Dragging rows: out of the grid as slugs, within it where rows have an order of their own.
// Invariant: what is dragged out is named by slugs and nothing else; a drop outside changes nothing here.
import { useState, type DragEvent, type PointerEvent } from 'react';
import type { Slug } from '../../../shared/domain/ids.ts';
import { draggedText, keepDragged, prepareDrag } from '../../api/drag-citation.ts';
import { placeAfterDrop, type DropMark } from './drop-place.ts';
import { DRAGGED_SLUGS } from './grid-types.ts';

export interface RowDragOptions {
  readonly slugsToDrag: (place: number) => readonly Slug[];
  readonly onMove: ((from: number, to: number) => void) | undefined;
}

export interface RowDrag {
  /** Where a dragged row would be put; null while none is dragged here. */
  readonly mark: DropMark | null;
  readonly onDragStart: (event: DragEvent<HTMLElement>) => void;
  readonly onDragOver: (event: DragEvent<HTMLElement>) => void;
  readonly onDrop: (event: DragEvent<HTMLElement>) => void;
  readonly onDragEnd: (event: DragEvent<HTMLElement>) => void;
  /** A drag may begin: what an editor would be given is looked up. */
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
}

/** The place of the row that an event is in; null outside of rows. */
export function placeOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const place = row?.dataset['place'];
  return place === undefined ? null : Number(place);
}

/** Handlers for the grid element. */
export function useRowDrag({ slugsToDrag, onMove }: RowDragOptions): RowDrag {
  const [from, setFrom] = useState<number | null>(null);
  const [mark, setMark] = useState<DropMark | null>(null);
  const end = (): void => {
    setFrom(null);
    setMark(null);
  };
  return {
    mark,
    onPointerDown(event) {
      const place = placeOf(event.target);
      if (place !== null && event.button === 0) prepareDrag(slugsToDrag(place));
    },
    onDragStart(event) {
      const place = placeOf(event.target);
      if (place === null) return;
      const slugs = slugsToDrag(place);
      event.dataTransfer.setData(DRAGGED_SLUGS, JSON.stringify(slugs));
      // An editor takes the text; a list takes the studies.
      const text = draggedText(slugs);
      if (text !== null) event.dataTransfer.setData('text/plain', text);
      event.dataTransfer.effectAllowed = onMove === undefined ? 'copy' : 'copyMove';
      setFrom(place);
    },
    onDragOver(event) {
      const place = placeOf(event.target);
      if (onMove === undefined || from === null || place === null) return;
      event.preventDefault();
      const side = sideOf(event, place);
      if (mark?.place !== place || mark.side !== side) setMark({ place, side });
    },
    onDrop(event) {
      if (onMove === undefined || from === null || mark === null) return;
      event.preventDefault();
      const to = placeAfterDrop(from, mark);
      end();
      if (to !== from) onMove(from, to);
    },
    onDragEnd(event) {
      if (from !== null && event.dataTransfer.dropEffect !== 'none') keepDragged(slugsToDrag(from));
      end();
    },
  };
}

function sideOf(event: DragEvent<HTMLElement>, place: number): DropMark['side'] {
  const row = event.currentTarget.querySelector(`[data-place="${place}"]`);
  const box = row?.getBoundingClientRect();
  return box !== undefined && event.clientY > box.top + box.height / 2 ? 'after' : 'before';
}
