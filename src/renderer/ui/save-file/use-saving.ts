// Writing a text of the core into a file that the reader chooses.
// Invariant: a file that is not ours is replaced only after the reader has said so, and for the very
// target that was asked about; the last result stays until the next one.
import { useState } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { deliver, request, toApiError, type ApiError } from '../../api/client.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';

export interface Destination {
  readonly name: string;
  /** A place among the allowed folders; null: the host's own way. */
  readonly folder: number | null;
  /** The written file is handed to the browser. */
  readonly isDownload: boolean;
}

export interface Target {
  /** The core's name for the chosen file. */
  readonly target: string;
  /** What the reader calls it. */
  readonly shown: string;
  readonly isDownload: boolean;
}

export interface Saving {
  readonly isSaving: boolean;
  /** What happened last; null where it failed, or nothing has happened. */
  readonly result: string | null;
  readonly error: ApiError | null;
  /** The file that the reader is asked about; null while nothing is asked. */
  readonly asking: Target | null;
  readonly save: (destination: Destination) => void;
  readonly replace: () => void;
  readonly cancel: () => void;
}

type State = Pick<Saving, 'isSaving' | 'result' | 'error' | 'asking'>;

const NOTHING: State = { isSaving: false, result: null, error: null, asking: null };
const NOT_CHOSEN = 'No file was chosen, and nothing was written.';

/** Has the core write to a target; answers what happened, in words. @throws ApiError `target-not-ours` unless `force` */
export type WriteFile = (target: Target, force: boolean) => Promise<string>;

/** Saves one text. */
export function useSaving(writeFile: WriteFile): Saving {
  const [state, setState] = useState<State>(NOTHING);
  const tell = (result: string): void => {
    setState({ ...NOTHING, result });
    announce(result);
  };
  const write = async (target: Target, force: boolean): Promise<void> => {
    try {
      const happened = await writeFile(target, force);
      if (target.isDownload) await deliver(target.target);
      tell(happened);
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code !== 'target-not-ours') throw error;
      setState({ ...NOTHING, asking: target });
    }
  };
  const run = (work: () => Promise<void>): void => {
    if (state.isSaving) return;
    setState((before) => ({ ...before, isSaving: true, error: null, asking: null }));
    work().catch((thrown: unknown) => {
      setState({ ...NOTHING, error: toApiError(thrown) });
    });
  };
  return {
    ...state,
    save: ({ name, folder, isDownload }) => {
      run(async () => {
        const offer: MethodOutput<'file.offer'> = await request('file.offer', { name, folder });
        if (offer.target === null) tell(NOT_CHOSEN);
        else await write({ target: offer.target, shown: offer.shown ?? name, isDownload }, false);
      });
    },
    replace: () => {
      const { asking } = state;
      if (asking !== null) run(() => write(asking, true));
    },
    cancel: () => {
      const { asking } = state;
      if (asking !== null) tell(`Nothing was written; ${asking.shown} is as it was.`);
    },
  };
}
