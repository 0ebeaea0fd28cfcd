// A method's answer as a hook: asked again when its input or the data changes.
// Invariant: what was shown stays until something newer is there (nothing flashes), and an answer that
// was overtaken by a later question is dropped.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { MethodName } from '../../shared/contract/names.ts';
import type { MethodInput, MethodOutput } from '../../shared/contract/types.ts';
import { ask } from './ask.ts';
import { useChanges } from './changes.ts';
import { toApiError, type ApiError } from './client.ts';

export interface Answer<T> {
  /** The newest answer there was; it may be of an earlier input while `isLoading`. */
  readonly value: T | null;
  /** Why the newest question failed; null while it is under way. */
  readonly error: ApiError | null;
  readonly isLoading: boolean;
  /** Asks again. */
  readonly retry: () => void;
}

interface State<T> {
  readonly value: T | null;
  readonly error: ApiError | null;
  readonly isLoading: boolean;
}
type Action<T> =
  | { readonly kind: 'asked' }
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: ApiError };

function reduce<T>(state: State<T>, action: Action<T>): State<T> {
  switch (action.kind) {
    case 'asked':
      return { ...state, isLoading: true };
    case 'answered':
      return { value: action.value, error: null, isLoading: false };
    case 'failed':
      return { ...state, error: action.error, isLoading: false };
  }
}

/**
 * Asks `method` with `input` (null: does not ask), and again when the input changes, when `retry` is
 * called, or when one of the `watch`ed parts of the data changes.
 */
export function useAnswer<M extends MethodName>(
  method: M,
  input: MethodInput<M> | null,
  watch: readonly ('mirror' | 'library')[] = [],
): Answer<MethodOutput<M>> {
  const [state, dispatch] = useReducer(reduce<MethodOutput<M>>, {
    value: null,
    error: null,
    isLoading: input !== null,
  });
  const [tries, retry] = useReducer((count: number) => count + 1, 0);
  const changes = useChanges((now) =>
    watch.map((part) => now[part]).reduce((sum, count) => sum + count, 0),
  );
  const asked = useRef(0);
  // Inputs are plain JSON: equal text is an equal question.
  const key = input === null ? null : JSON.stringify(input);
  useEffect(() => {
    if (key === null) return;
    asked.current += 1;
    const number = asked.current;
    dispatch({ kind: 'asked' });
    ask(method, JSON.parse(key) as MethodInput<M>).then(
      (value) => {
        if (number === asked.current) dispatch({ kind: 'answered', value });
      },
      (error: unknown) => {
        if (number === asked.current) dispatch({ kind: 'failed', error: toApiError(error) });
      },
    );
  }, [method, key, tries, changes]);
  return {
    ...state,
    retry: useCallback(() => {
      retry();
    }, []),
  };
}
