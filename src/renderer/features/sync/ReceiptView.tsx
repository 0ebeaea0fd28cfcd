// One receipt whole: what a run did, list by list.
// Invariant: every study that it names is shown or can be asked for; what was saved as text is said where it was done.
import { useEffect, useRef, type ReactElement } from 'react';
import { request } from '../../api/client.ts';
import { useReceiptPlace } from '../../api/receipt-place.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/count-words.ts';
import { dateTimeInWords } from '../../ui/dates.ts';
import { Sentences } from '../../ui/Facts.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { PlainPart, Screen } from '../../ui/Screen.tsx';
import { SavePlaces } from '../../ui/save-file/SavePlaces.tsx';
import type { Target } from '../../ui/save-file/use-saving.ts';
import { ReceiptSections } from './ReceiptSections.tsx';
import { KIND_WORDS, receiptInWords } from './receipt-words.ts';

export interface ReceiptViewProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The receipt in place of the screen. */
export function ReceiptView({ id, onClose }: ReceiptViewProps): ReactElement {
  const { value, error, retry } = useAnswer('sync.receipt', { id });
  const view = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = value !== null;
  useEffect(() => {
    // After the window has shown the screen, whose beginning would take the focus.
    const timer = setTimeout(() => {
      focusPlace(view.current, heading.current);
    });
    return () => {
      clearTimeout(timer);
    };
  }, [isThere]);
  return (
    <Screen
      title={value === null ? 'Receipt' : `Receipt of ${dateTimeInWords(value.receipt.finishedAt)}`}
      ref={view}
      headingRef={heading}
    >
      <div>
        <Button onPress={onClose}>Back to the copy of the atlas</Button>
      </div>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {value !== null && <Whole answer={value} />}
    </Screen>
  );
}

/** Where the reader left it for a study, else its heading. */
function focusPlace(view: HTMLElement | null, heading: HTMLElement | null): void {
  const { left } = useReceiptPlace.getState();
  const buttons = [...(view?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
  const place = left === null ? undefined : buttons.find((each) => each.dataset['place'] === left);
  (place ?? heading)?.focus();
}

function Whole({ answer }: { readonly answer: MethodOutput<'sync.receipt'> }): ReactElement {
  const { receipt, fileName } = answer;
  const { id, kind, source, startedAt, listed, requests, notices } = receipt;
  const write = async ({ target, shown }: Target, force: boolean): Promise<string> => {
    await request('sync.saveReceipt', { id, target, force });
    return `Written: the receipt to ${shown}.`;
  };
  return (
    <>
      <PlainPart label="In short">
        <p>
          {KIND_WORDS[kind]}, from <bdi>{source}</bdi>. Begun {dateTimeInWords(startedAt)};{' '}
          {counted(listed, 'study', 'studies')} listed, {counted(requests, 'request', 'requests')}.
        </p>
        <Sentences lines={[...receiptInWords(receipt), ...notices]} />
      </PlainPart>
      <ReceiptSections receipt={receipt} />
      <SavePlaces
        suggestedName={fileName}
        commandLine={`companion receipt ${id}`}
        onWrite={write}
      />
    </>
  );
}
