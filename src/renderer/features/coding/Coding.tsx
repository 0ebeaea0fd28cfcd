// The reader's own coding of PEM, as a small form.
// Invariant: what was typed stays until it is saved or the reader drops it, also while other studies are open and
// after the program was started anew: open forms are part of the place where the reader was.
import { useId, useRef, useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { changePlace, useSettings } from '../../api/settings-store.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { CodingForm } from '../../../shared/domain/settings.ts';
import { isCalled } from '../../../shared/domain/study.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { codingOf, formOf } from './coding-form.ts';
import { CodingFields } from './CodingFields.tsx';
import styles from './Coding.module.css';

function openForm(slug: Slug): CodingForm | undefined {
  return useSettings.getState().place.codings.find((open) => open.slug === slug)?.form;
}

function keepForm(slug: Slug, form: CodingForm | undefined): void {
  const others = useSettings.getState().place.codings.filter((open) => open.slug !== slug);
  changePlace({ codings: form === undefined ? others : [...others, { slug, form }] });
}

/** "My coding" of one study. */
export function Coding({ slug }: { readonly slug: Slug }): ReactElement {
  const answer = useAnswer('study.show', { slug }, ['library']);
  const form = useSettings(({ place }) => place.codings.find((open) => open.slug === slug)?.form);
  const [error, setError] = useState<ApiError | null>(null);
  const [isAnswerMissing, setAnswerMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const opener = useRef<HTMLDivElement>(null);
  const fields = useRef<HTMLDivElement>(null);
  const headingId = useId();
  const shown = answer.value;
  const stored = shown !== null && isCalled(shown, slug) ? shown.pemSources.mine.coding : null;
  // A coding that could not be asked for is not none: an empty form would be saved over it.
  const isKnown = answer.value !== null || answer.error?.code === 'not-found';

  const edit = (): void => {
    if (!isKnown) return;
    if (form === undefined) keepForm(slug, formOf(stored));
    // After the fields are there.
    setTimeout(() => fields.current?.querySelector<HTMLElement>('input')?.focus());
  };
  const close = (): void => {
    keepForm(slug, undefined);
    setError(null);
    setAnswerMissing(false);
    setTimeout(() => opener.current?.querySelector('button')?.focus());
  };
  useCommand('coding.edit', edit, isKnown);

  const run = async (work: () => Promise<{ readonly undo: string | null }>): Promise<void> => {
    setBusy(true);
    const sent = form;
    try {
      const { undo } = await work();
      setError(null);
      // What was typed while it was being saved is not saved yet.
      if (openForm(slug) === sent) close();
      noteDone(undo);
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const save = (): void => {
    const coding = form === undefined ? null : codingOf(slug, form);
    setAnswerMissing(coding === null);
    if (coding !== null) void run(() => request('coding.set', coding));
  };

  return (
    <section className={styles['coding']} aria-labelledby={headingId}>
      <h3 id={headingId}>My coding of PEM</h3>
      {form === undefined ? (
        <div ref={opener}>
          {answer.error !== null && !isKnown && (
            <ErrorNotice error={answer.error} onRetry={answer.retry} />
          )}
          <Button onPress={edit} isDisabled={!isKnown}>
            {stored === null ? 'Code this study' : 'Change my coding'}
          </Button>
        </div>
      ) : (
        <div ref={fields} className={styles['coding']}>
          <CodingFields
            form={form}
            isAnswerMissing={isAnswerMissing && form.required === ''}
            onChange={(changed) => {
              keepForm(slug, changed);
            }}
          />
          {error !== null && (
            <>
              <ErrorNotice error={error} />
              <p>Your coding was not saved. All that you typed is still here.</p>
            </>
          )}
          <div className={styles['buttons']}>
            <Button look="main" onPress={save} isDisabled={isBusy}>
              {error === null ? 'Save my coding' : 'Try to save again'}
            </Button>
            {stored !== null && (
              <Button
                look="danger"
                isDisabled={isBusy}
                onPress={() => {
                  void run(() => request('coding.clear', { slug }));
                }}
              >
                Clear my coding
              </Button>
            )}
            <Button onPress={close}>Cancel</Button>
          </div>
        </div>
      )}
    </section>
  );
}
