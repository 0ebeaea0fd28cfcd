// "Reference": what is cited of a study, field by field, and the form that completes it, in the same place.
// Invariant: what was typed stays until it is saved or the reader drops it, also while other studies are open.
import { useEffect, useId, useRef, useState, type ReactElement, type RefObject } from 'react';
import { focusWhenReachable } from '../../a11y/focus-when-reachable.ts';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import {
  askForReferenceForm,
  keepReferenceForm,
  useAskedForm,
  useReferenceForm,
} from '../../api/reference-form.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { ReferenceField } from '../../../shared/domain/reference-fields.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { CompleteForm } from './CompleteForm.tsx';
import { PrintedTitle } from './PrintedTitle.tsx';
import { missingInWords } from './reference-words.ts';
import styles from './Reference.module.css';
import { ShownFields } from './ShownFields.tsx';

/** The reference of one study. */
export function Reference({ slug }: { readonly slug: Slug }): ReactElement | null {
  const answer = useAnswer('reference.show', { slug }, ['library', 'mirror']);
  const form = useReferenceForm(slug);
  const [error, setError] = useState<ApiError | null>(null);
  const opener = useRef<HTMLDivElement>(null);
  const headingId = useId();
  const view = answer.value;
  const isOpen = form !== undefined;
  const formBox = useAskedFocus(slug, view !== null && isOpen);
  const edit = (): void => {
    askForReferenceForm(slug);
  };
  useCommand('reference.complete', edit, view !== null);
  // A study that nobody has seen has nothing to complete; the pane says that it is not there.
  if (view === null && answer.error?.code === 'not-found') return null;

  const close = (): void => {
    keepReferenceForm(slug, undefined);
    setTimeout(() => opener.current?.querySelector('button')?.focus());
  };
  const giveBack = async (fields: ReferenceField[] | null): Promise<void> => {
    try {
      const { undo } = await request('reference.clear', { slug, fields });
      setError(null);
      noteDone(undo);
      opener.current?.querySelector('button')?.focus();
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  };
  const missing = view === null ? null : missingInWords(view);
  return (
    <section className={styles['reference']} aria-labelledby={headingId}>
      <h3 id={headingId}>Reference</h3>
      {answer.error !== null && <ErrorNotice error={answer.error} onRetry={answer.retry} />}
      {view === null ? (
        answer.error === null && <p className={styles['quiet']}>Looking for the reference…</p>
      ) : (
        <>
          {form === undefined ? (
            <>
              <p>{missing ?? 'It has what most references have.'}</p>
              <div ref={opener}>
                <Button onPress={edit}>Complete the reference</Button>
              </div>
              {error !== null && <ErrorNotice error={error} />}
              <ShownFields view={view} onGiveBack={(fields) => void giveBack(fields)} />
              <PrintedTitle slug={slug} />
            </>
          ) : (
            <div ref={formBox}>
              <CompleteForm slug={slug} view={view} form={form} onClose={close} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** Gives the focus to a form that was asked for, as soon as it is there and can have it. */
function useAskedFocus(slug: Slug, isThere: boolean): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const isAsked = useAskedForm((asked) => asked.slug === slug);
  useEffect(() => {
    if (!isAsked || !isThere) return;
    useAskedForm.setState({ slug: null });
    const heading = box.current?.querySelector<HTMLElement>('h4');
    if (heading === null || heading === undefined) return;
    focusWhenReachable(heading);
  }, [isAsked, isThere]);
  return box;
}
