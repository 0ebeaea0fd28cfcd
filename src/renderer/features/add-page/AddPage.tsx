// The screen "Add a page": paste or drop a study page, see what was read, keep it.
// Invariant: nothing is stored before the reader has seen it; nothing that was typed is lost.
import { useState, type ReactElement } from 'react';
import type { ApiError } from '../../api/client.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { Part, Screen } from '../../ui/Screen.tsx';
import { clearDraft, usePageDraft } from './page-draft.ts';
import { PageSource } from './PageSource.tsx';
import { ReadingView } from './ReadingView.tsx';
import { storedInWords } from './reading-words.ts';
import { usePageReading, type Kept, type Read } from './use-page-reading.ts';
import styles from './AddPage.module.css';

export interface AddPageProps {
  /** The reader asks for the study that was kept. */
  readonly onStored: (slug: Slug) => void;
}

/** The screen. */
export function AddPage({ onStored }: AddPageProps): ReactElement {
  const { text, address } = usePageDraft();
  const reading = usePageReading((stored) => {
    clearDraft(stored.text);
  });
  const [isTextMissing, setTextMissing] = useState(false);
  const { read, kept, error } = reading;
  const readIt = (): void => {
    const isMissing = text.trim() === '';
    setTextMissing(isMissing);
    if (isMissing) return;
    reading.inspect({ text, url: address.trim() === '' ? null : address.trim() });
  };
  const lacksSlug = error?.code === 'page-has-no-slug';
  return (
    <Screen title="Add a page">
      <p>
        Give the page of one study of the atlas: copied from the browser, or saved as a file. It is
        read on this computer; nothing is sent anywhere.
      </p>
      <Part title="The page">
        <PageSource
          textError={
            isTextMissing && text.trim() === ''
              ? 'Paste a page first, or choose a saved one.'
              : null
          }
          addressError={lacksSlug ? 'Put the address of the study’s page here.' : null}
        />
        <div>
          <Button look={read === null ? 'main' : 'normal'} onPress={readIt}>
            Read it
          </Button>
        </div>
        <p className={styles['busy']}>{reading.isBusy ? 'Reading…' : ''}</p>
        {error !== null && (
          <ReadingError error={error} onRetry={read === null ? readIt : undefined} />
        )}
      </Part>
      {read !== null && (
        <WhatWasRead read={read} isChanged={text !== read.input.text} onKeep={reading.keep} />
      )}
      {kept !== null && <WhatWasKept kept={kept} onStored={onStored} />}
    </Screen>
  );
}

interface ReadingErrorProps {
  readonly error: ApiError;
  readonly onRetry: (() => void) | undefined;
}

function ReadingError({ error, onRetry }: ReadingErrorProps): ReactElement {
  if (error.code === 'page-has-no-slug') {
    return (
      <Notice tone="danger" isAlert>
        <p>
          The text reads as a study, but does not say which one. Nothing was stored, and your text
          is still here. Copy the address of the study’s page from the browser into the field
          “Address of the page”, and press “Read it” again.
        </p>
      </Notice>
    );
  }
  if (error.code === 'not-a-study-page') {
    return (
      <Notice tone="danger" isAlert>
        <p>{error.message}</p>
        <p>
          Your text is still here. On the atlas, open the page of one study, select all of it, copy
          it, and paste it here; or save the page as HTML and choose the file.
        </p>
      </Notice>
    );
  }
  return <ErrorNotice error={error} onRetry={error.retryable ? onRetry : undefined} />;
}

interface WhatWasReadProps {
  readonly read: Read;
  readonly isChanged: boolean;
  readonly onKeep: () => void;
}

function WhatWasRead({ read, isChanged, onKeep }: WhatWasReadProps): ReactElement {
  return (
    <Part title="What was read">
      {isChanged && (
        <Notice>
          <p>
            You have changed the text since. What stands here was read before; press “Read it” to
            read the new text.
          </p>
        </Notice>
      )}
      <ReadingView view={read.view} />
      <div>
        <Button look="main" onPress={onKeep}>
          Keep it
        </Button>
      </div>
    </Part>
  );
}

interface WhatWasKeptProps {
  readonly kept: Kept;
  readonly onStored: (slug: Slug) => void;
}

function WhatWasKept({ kept, onStored }: WhatWasKeptProps): ReactElement {
  return (
    <Part title="Kept">
      <Notice tone="good">
        <p dir="auto">{kept.title}</p>
        <p>{storedInWords(kept.stored)}</p>
        <p>
          <Button
            autoFocus
            onPress={() => {
              onStored(kept.slug);
            }}
          >
            Open the study
          </Button>
        </p>
      </Notice>
    </Part>
  );
}
