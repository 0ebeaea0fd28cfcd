// Which site is copied, and how politely.
import type { ReactElement } from 'react';
import { Part } from '../../ui/Screen.tsx';
import { TextInput } from '../../ui/TextInput.tsx';

export interface SourcePartProps {
  readonly source: string;
  readonly onChange: (source: string) => void;
}

/** The part "Where it is copied from". */
export function SourcePart({ source, onChange }: SourcePartProps): ReactElement {
  return (
    <Part title="Where it is copied from">
      <p>
        The copy is taken politely: one page a second, so that a first copy of some 6,100 studies
        takes hours. You can go on reading and writing meanwhile, and close the companion: it goes
        on where it was when it is opened again. Your notes, lists and tags are never touched by it.
      </p>
      <TextInput
        label="Address of the atlas"
        value={source}
        onChange={onChange}
        help="Only this site is asked: when you start a copy, when an unfinished one goes on, or once a night if you ask for that in the settings."
      />
    </Part>
  );
}
