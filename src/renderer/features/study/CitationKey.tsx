// What a study is cited by: its key, what else means it, and the way to change it.
// Invariant: a key that was refused stays in its field, with the reason; what was a key stays an alias, which is said.
import { useRef, useState, type ReactElement } from 'react';
import { request, toApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { StudyView } from '../../../shared/contract/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import styles from './Study.module.css';

/** The key with its aliases; in the form, its field. */
export function CitationKey({ study }: { readonly study: StudyView }): ReactElement {
  const { slug } = study;
  const { value } = useAnswer('key.show', { of: { slugs: [slug] } }, ['library', 'mirror']);
  const known = value?.keys[0] ?? null;
  const key = known?.key ?? study.citationKey;
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const focusOn = (selector: string): void => {
    setTimeout(() => box.current?.querySelector<HTMLElement>(selector)?.focus());
  };
  const close = (): void => {
    setTyped(null);
    setRefusal(null);
    focusOn('button');
  };
  const set = async (wanted: string): Promise<void> => {
    try {
      const { changed, note, undo } = await request('key.set', { slug, key: wanted });
      setSaid(note ?? (changed ? '' : 'It has this key already.'));
      close();
      noteDone(undo);
    } catch (thrown) {
      setRefusal(toApiError(thrown).message);
      focusOn('input');
    }
  };
  const aliases = known?.aliases ?? [];
  return (
    <div ref={box} className={styles['block']}>
      <p className={styles['quiet']}>
        Citation key: <KeyWords keyNow={key} next={known?.next ?? null} />
      </p>
      {aliases.length > 0 && (
        <p className={styles['quiet']}>
          Other keys that mean it: <bdi className={styles['key']}>{aliases.join(', ')}</bdi>
        </p>
      )}
      {typed === null ? (
        <div>
          <Button
            onPress={() => {
              setTyped(key ?? known?.next ?? '');
              setSaid('');
              focusOn('input');
            }}
          >
            {key === null ? 'Give it a key' : 'Change the key'}
          </Button>
        </div>
      ) : (
        <>
          <TextInput
            label="Citation key"
            value={typed}
            help="A letter of a to z, then such letters, digits, “_” and “-”. The key it has now stays an alias."
            error={refusal}
            onChange={(text) => {
              setTyped(text);
              setRefusal(null);
            }}
          />
          <ButtonRow>
            <Button
              look="main"
              onPress={() => {
                if (typed.trim() === '') setRefusal('Type the key that it should have.');
                else void set(typed.trim());
              }}
            >
              Set this key
            </Button>
            <Button onPress={close}>Cancel</Button>
          </ButtonRow>
        </>
      )}
      <p role="status" className={styles['quiet']}>
        {said}
      </p>
    </div>
  );
}

interface KeyWordsProps {
  readonly keyNow: string | null;
  readonly next: string | null;
}

function KeyWords({ keyNow, next }: KeyWordsProps): ReactElement {
  if (keyNow !== null) return <bdi className={styles['key']}>{keyNow}</bdi>;
  if (next === null) return <>none yet; it is given at the first export</>;
  return (
    <>
      none yet; the first export gives <bdi className={styles['key']}>{next}</bdi>
    </>
  );
}
