// Terms that keep their capitals in titles: the shipped ones and the reader's own.
// Invariant: a shipped term can be left out and taken back; nothing of it changes a title of the atlas.
import { useRef, useState, type ReactElement } from 'react';
import { request, toApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part } from '../../ui/Screen.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import styles from './SettingsView.module.css';

/** The part "Capitals in titles". */
export function TermsPart(): ReactElement {
  const { value, error, retry } = useAnswer('terms.list', {}, ['library']);
  const [typed, setTyped] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const change = async (method: 'terms.add' | 'terms.remove', term: string): Promise<void> => {
    try {
      const { undo } = await request(method, { terms: [term] });
      setRefusal(null);
      if (method === 'terms.add' && term === typed.trim()) setTyped('');
      noteDone(undo);
    } catch (thrown) {
      setRefusal(toApiError(thrown).message);
    }
  };
  const terms = value?.terms ?? [];
  const own = terms.filter(({ from }) => from === 'own');
  const shipped = terms.filter(({ from }) => from === 'shipped');
  const leftOut = shipped.filter(({ protects }) => !protects);
  return (
    <Part title="Capitals in titles">
      <p>
        Many styles write titles small. These terms keep their capitals, as ME/CFS does. Single
        words with odd capitals, such as mRNA, are kept without being listed.
      </p>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      <TextInput
        label="Another term that keeps its capitals"
        value={typed}
        error={refusal}
        onChange={(text) => {
          setTyped(text);
          setRefusal(null);
        }}
      />
      <div>
        <Button
          isDisabled={typed.trim() === ''}
          onPress={() => void change('terms.add', typed.trim())}
        >
          Add the term
        </Button>
      </div>
      <div ref={box} tabIndex={-1} role="group" aria-label="My terms">
        {own.length === 0 ? (
          <p className={styles['help']}>You have added none.</p>
        ) : (
          <ul className={styles['terms']}>
            {own.map(({ term }) => (
              <li key={term}>
                <bdi>{term}</bdi>
                <Button
                  look="quiet"
                  aria-label={`Remove ${term}`}
                  onPress={() => {
                    // The button goes with its term.
                    box.current?.focus({ preventScroll: true });
                    void change('terms.remove', term);
                  }}
                >
                  Remove
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Folded
        heading={`Terms that come with the program: ${shipped.length}${leftOut.length === 0 ? '' : `, ${leftOut.length} of them left out`}`}
      >
        <ul className={styles['terms']}>
          {shipped.map(({ term, protects }) => (
            <li key={term}>
              <bdi>{protects ? term : `${term} (left out)`}</bdi>
              <Button
                look="quiet"
                aria-label={protects ? `Leave out ${term}` : `Take back ${term}`}
                onPress={() => void change(protects ? 'terms.remove' : 'terms.add', term)}
              >
                {protects ? 'Leave out' : 'Take back'}
              </Button>
            </li>
          ))}
        </ul>
      </Folded>
    </Part>
  );
}
