// A list's studies in their order, with moves shown at once.
// Invariant: a move that is under way is never taken back by an older answer; one that the core
// refused is, and says why.
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer, type Answer } from '../../api/use-answer.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { ListId, Slug } from '../../../shared/domain/ids.ts';
import { moved, neighbourPlace } from './list-order.ts';

type ShownList = MethodOutput<'list.show'>;

export interface ListOrder {
  readonly shown: Answer<ShownList>;
  readonly order: readonly Slug[];
  /** Moves the study at `from` to `to`, both counted from 0; `sentence` is said when it is done. */
  readonly move: (from: number, to: number, sentence: string) => void;
  /** Why the last move was not made. */
  readonly moveError: ApiError | null;
}

interface Moves {
  readonly order: readonly Slug[];
  readonly pending: number;
  /** The answer that this order is newer than. */
  readonly upon: ShownList | null;
}

const NOTHING: readonly Slug[] = [];

/** The order of an open list. */
export function useListOrder(listId: ListId): ListOrder {
  const shown = useAnswer('list.show', { list: listId }, ['library']);
  const [moves, setMoves] = useState<Moves | null>(null);
  const [moveError, setMoveError] = useState<ApiError | null>(null);
  const { value } = shown;
  const newest = useRef(value);
  const queue = useRef(Promise.resolve());
  useEffect(() => {
    newest.current = value;
  });
  const holds = moves !== null && (moves.pending > 0 || moves.upon === value);
  const order = holds ? moves.order : (value?.slugs ?? NOTHING);

  const move = useCallback(
    (from: number, to: number, sentence: string) => {
      const slug = order[from];
      if (slug === undefined || to < 0 || to >= order.length || from === to) return;
      const after = moved(order, from, to);
      setMoveError(null);
      setMoves((before) => ({
        order: after,
        pending: (before?.pending ?? 0) + 1,
        upon: newest.current,
      }));
      const send = async (): Promise<void> => {
        try {
          const place = neighbourPlace(after, to);
          const { undo } = await request('list.move', { list: listId, slug, place });
          noteDone(undo);
          announce(sentence);
          setMoves((before) => settle(before, newest.current));
        } catch (thrown) {
          setMoveError(toApiError(thrown));
          setMoves(null);
        }
      };
      // One after the other, as they were made.
      queue.current = queue.current.then(send);
    },
    [listId, order],
  );
  return { shown, order, move, moveError };
}

function settle(moves: Moves | null, newest: ShownList | null): Moves | null {
  return moves === null
    ? null
    : { ...moves, pending: Math.max(0, moves.pending - 1), upon: newest };
}
