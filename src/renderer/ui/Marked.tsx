// A text with what was searched for marked in it.
import type { ReactElement } from 'react';
import type { HitTerm, TextField } from '../../shared/domain/search.ts';
import { markHits } from '../../shared/domain/hits.ts';

export interface MarkedProps {
  readonly text: string;
  readonly terms: readonly HitTerm[];
  readonly field: TextField | 'text';
}

/** The text, its hits in `mark` elements. */
export function Marked({ text, terms, field }: MarkedProps): ReactElement {
  const hits = terms.length === 0 ? [] : markHits(text, terms, field);
  const parts: (ReactElement | string)[] = [];
  let done = 0;
  for (const { start, end } of hits) {
    parts.push(text.slice(done, start), <mark key={start}>{text.slice(start, end)}</mark>);
    done = end;
  }
  return (
    <>
      {parts}
      {text.slice(done)}
    </>
  );
}
