// The text of a note, formatted where that is quick, and on demand where it is long.
// Invariant: whatever happens to the formatting, the text itself is shown.
import { Component, Suspense, useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import styles from './Notes.module.css';
import { LARGE_CHARACTERS } from './saver.ts';
import { textClass } from './text-class.ts';

const Markdown = lazyPart(async () => ({ default: (await import('./Markdown.tsx')).Markdown }));
const BEGINNING_CHARACTERS = 2000;
const NUMBER = new Intl.NumberFormat('en-GB');

export interface NoteTextProps {
  readonly text: string;
  readonly prefix: string;
}

/** A note's text; of a long one the beginning, with the rest on demand. */
export function NoteText({ text, prefix }: NoteTextProps): ReactElement {
  const [isWhole, setWhole] = useState(false);
  if (text.length <= LARGE_CHARACTERS || isWhole) {
    return <FormattedText text={text} prefix={prefix} />;
  }
  return (
    <>
      <PlainText text={`${text.slice(0, BEGINNING_CHARACTERS)} …`} />
      <p className={styles['quiet']}>
        This is the beginning. The note has {NUMBER.format(text.length)} characters; formatting all
        of it may take a while.
      </p>
      <Button
        onPress={() => {
          setWhole(true);
        }}
      >
        Show the whole note
      </Button>
    </>
  );
}

/** Formatted at once, however long. */
export function FormattedText({ text, prefix }: NoteTextProps): ReactElement {
  const plain = <PlainText text={text} />;
  return (
    <OrElse key={text.length} other={plain}>
      <Suspense fallback={plain}>
        <Markdown text={text} prefix={prefix} />
      </Suspense>
    </OrElse>
  );
}

function PlainText({ text }: { readonly text: string }): ReactElement {
  return (
    <div className={textClass('plainText', text)} dir="auto">
      {text}
    </div>
  );
}

interface OrElseProps {
  readonly other: ReactNode;
  readonly children: ReactNode;
}

/** Text that no parser gets through (ten thousand brackets in each other) must not take the page with it. */
class OrElse extends Component<OrElseProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <>
        <p className={styles['quiet']}>
          This text could not be formatted. It is safe, and shown here as it was typed.
        </p>
        {this.props.other}
      </>
    );
  }
}
