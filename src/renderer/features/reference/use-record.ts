// A record that is read or looked up for a study: what it proposes, or why it could not be had.
// Invariant: reading writes nothing; an answer that was overtaken is dropped.
import { useRef, useState } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import type { MethodInput } from '../../../shared/contract/types.ts';
import type { RecordReading } from './reference-words.ts';

export interface RecordState {
  readonly reading: RecordReading | null;
  readonly error: ApiError | null;
  readonly isAsking: boolean;
  readonly read: (input: MethodInput<'reference.read'>) => void;
  readonly lookUp: (input: MethodInput<'reference.lookup'>) => void;
}

type State = Pick<RecordState, 'reading' | 'error' | 'isAsking'>;
const NOTHING: State = { reading: null, error: null, isAsking: false };

/** The record of a form. */
export function useRecord(): RecordState {
  const [state, setState] = useState<State>(NOTHING);
  const asked = useRef(0);
  const follow = (answer: Promise<RecordReading>): void => {
    asked.current += 1;
    const number = asked.current;
    setState((before) => ({ ...before, error: null, isAsking: true }));
    answer.then(
      (reading) => {
        if (number === asked.current) setState({ reading, error: null, isAsking: false });
      },
      (thrown: unknown) => {
        if (number !== asked.current) return;
        setState({ reading: null, error: toApiError(thrown), isAsking: false });
      },
    );
  };
  return {
    ...state,
    read(input) {
      follow(request('reference.read', input));
    },
    lookUp(input) {
      follow(request('reference.lookup', input));
    },
  };
}
