// Reads a given page and keeps it, by the core.
// Invariant: what is kept is the very text whose reading is shown, even if the field was changed since.
import { useState } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { noteChange } from '../../api/changes.ts';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import type { MethodInput, MethodOutput, PageView } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { storedInWords } from './reading-words.ts';

type PageInput = MethodInput<'page.inspect'>;

export interface Read {
  readonly input: PageInput;
  readonly view: PageView;
}

export interface Kept {
  readonly slug: Slug;
  readonly title: string;
  readonly stored: MethodOutput<'page.import'>['stored'];
}

export interface PageReading {
  readonly isBusy: boolean;
  readonly read: Read | null;
  readonly kept: Kept | null;
  readonly error: ApiError | null;
  readonly inspect: (input: PageInput) => void;
  readonly keep: () => void;
}

type State = Pick<PageReading, 'isBusy' | 'read' | 'kept' | 'error'>;

/** The reading of the last page that was given; `onKept` is told what was stored. */
export function usePageReading(onKept: (input: PageInput) => void): PageReading {
  const [state, setState] = useState<State>({
    isBusy: false,
    read: null,
    kept: null,
    error: null,
  });
  const run = (work: () => Promise<Partial<State>>): void => {
    if (state.isBusy) return;
    setState((before) => ({ ...before, isBusy: true }));
    work().then(
      (after) => {
        setState((before) => ({ ...before, error: null, ...after, isBusy: false }));
      },
      (thrown: unknown) => {
        setState((before) => ({ ...before, error: toApiError(thrown), isBusy: false }));
      },
    );
  };
  return {
    ...state,
    inspect: (input) => {
      run(async () => {
        const view = await request('page.inspect', input);
        announce(`Read: ${view.title}`);
        return { read: { input, view }, kept: null };
      });
    },
    keep: () => {
      const { read } = state;
      if (read === null) return;
      run(async () => {
        const { slug, title, stored } = await request('page.import', read.input);
        noteChange('mirror');
        announce(storedInWords(stored));
        onKept(read.input);
        return { read: null, kept: { slug, title, stored } };
      });
    },
  };
}
