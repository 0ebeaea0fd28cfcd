// How styles print the title: by the rule for capitals, or as the reader wants it.
// Invariant: what is shown is what the core would write; a title that cannot be read is refused in place and never set.
import { useRef, useState, type ReactElement } from 'react';
import { request, toApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { keepTitle, useTypedTitle } from './kept-texts.ts';
import styles from './Reference.module.css';

type Preview = MethodOutput<'title.preview'>;

const FROM: Readonly<Record<Preview['from'], string>> = {
  rule: 'By the rule: known terms and words with capitals of their own keep them.',
  own: 'As you have marked it.',
  'as-is': 'As you want it: every capital is kept.',
};

/** The folded part "How the title is printed". */
export function PrintedTitle({ slug }: { readonly slug: Slug }): ReactElement | null {
  const typed = useTypedTitle(slug);
  const [isShown, setShown] = useState(typed !== null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  // Asked only where somebody looks.
  const now = useAnswer('title.preview', isShown ? { slug } : null, ['library', 'mirror']);
  const tried = useAnswer('title.preview', typed === null ? null : { slug, title: typed });
  const focusOn = (selector: string): void => {
    setTimeout(() => box.current?.querySelector<HTMLElement>(selector)?.focus());
  };
  const close = (): void => {
    keepTitle(slug, null);
    setRefusal(null);
    focusOn('button');
  };
  const run = async (work: () => Promise<{ readonly undo: string | null }>): Promise<void> => {
    try {
      const { undo } = await work();
      close();
      noteDone(undo);
    } catch (thrown) {
      setRefusal(toApiError(thrown).message);
    }
  };
  const shown = typed === null ? now.value : (tried.value ?? now.value);
  return (
    <Folded heading="How the title is printed" isOpen={isShown} onToggle={setShown}>
      <div ref={box} className={styles['form']}>
        {now.error !== null && <p role="alert">{now.error.message}</p>}
        {shown !== null && <Printed preview={shown} isTried={typed !== null} />}
        {now.value !== null &&
          (typed === null ? (
            <ButtonRow>
              <Button
                onPress={() => {
                  keepTitle(slug, now.value?.notation ?? '');
                  focusOn('textarea');
                }}
              >
                Mark what keeps its capitals
              </Button>
              {now.value.from !== 'as-is' && (
                <Button onPress={() => void run(() => request('title.set', { slug, title: null }))}>
                  Keep every capital
                </Button>
              )}
              {now.value.from !== 'rule' && (
                <Button onPress={() => void run(() => request('title.clear', { slug }))}>
                  Let the rule decide
                </Button>
              )}
            </ButtonRow>
          ) : (
            <>
              <TextInput
                label="Title as you want it"
                lines={3}
                value={typed}
                help="Braces mark what no style may write small: The {ME/CFS} study. The words may be others than the atlas’s, too; they are used in every format."
                error={refusal ?? tried.error?.message ?? null}
                onChange={(text) => {
                  keepTitle(slug, text);
                  setRefusal(null);
                }}
              />
              <ButtonRow>
                <Button
                  look="main"
                  onPress={() => void run(() => request('title.set', { slug, title: typed }))}
                >
                  Set this title
                </Button>
                <Button onPress={close}>Cancel</Button>
              </ButtonRow>
            </>
          ))}
        {refusal !== null && typed === null && <p role="alert">{refusal}</p>}
      </div>
    </Folded>
  );
}

interface PrintedProps {
  readonly preview: Preview;
  readonly isTried: boolean;
}

function Printed({ preview, isTried }: PrintedProps): ReactElement {
  return (
    <>
      <dl className={styles['fields']}>
        <div className={styles['field']}>
          <dt>Styles that write titles small, as plain.bst</dt>
          <dd className={styles['value']} dir="auto">
            {preview.plain}
          </dd>
        </div>
        <div className={styles['field']}>
          <dt>APA</dt>
          <dd className={styles['value']} dir="auto">
            {preview.apa}
          </dd>
        </div>
      </dl>
      <p className={styles['quiet']}>
        {isTried ? 'This is how it would be.' : FROM[preview.from]}
        {preview.differs && ' It has other words than the citation.'}
      </p>
    </>
  );
}
