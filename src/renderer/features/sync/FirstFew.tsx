// The first of a list, and all of it when that is asked for.
// Invariant: a list of thousands is not drawn unasked, and how long it is stands where it ends.
import { useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { grouped } from '../../ui/sync-words.ts';
import { SHOWN_FIRST } from './portions.ts';

export interface FirstFewProps<T> {
  readonly of: readonly T[];
  /** Draws those that are shown. */
  readonly children: (shown: readonly T[]) => ReactNode;
}

/** What is shown of it, with the button that shows the rest. */
export function FirstFew<T>({ of, children }: FirstFewProps<T>): ReactElement {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? of : of.slice(0, SHOWN_FIRST);
  return (
    <>
      {children(shown)}
      {shown.length < of.length && (
        <div>
          <Button
            onPress={() => {
              setWhole(true);
            }}
          >
            {`Show all ${grouped(of.length)}`}
          </Button>
        </div>
      )}
    </>
  );
}
