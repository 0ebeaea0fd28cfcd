// A study or a list as it comes on paper: seen first, then printed, or saved as a PDF where the host makes one.
// Invariant: what is on the screen below the buttons is what is printed, in black on white.
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { makePdf, request } from '../../api/client.ts';
import { closePrint, type Printed } from '../../api/printing.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { fileNameFor } from '../../../shared/util/file-name.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { studiesInWords } from '../../ui/count-words.ts';
import { dateInWords } from '../../ui/dates.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { SavePlaces } from '../../ui/save-file/SavePlaces.tsx';
import type { WriteFile } from '../../ui/save-file/use-saving.ts';
import { useNow } from '../../ui/use-now.ts';

import styles from './Print.module.css';
import { StudySheet } from './StudySheet.tsx';
import { MAX_PRINTED, useSheets, type Sheets } from './use-sheets.ts';

/** The page and its buttons. */
export function PrintView({ printed }: { readonly printed: Printed }): ReactElement {
  const { sheets, progress, error, retry } = useSheets(printed);
  const [hasNotes, setHasNotes] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isList = 'list' in printed;
  useEffect(() => {
    heading.current?.focus();
  }, []);
  useTitle(sheets?.title ?? null);
  return (
    <div className={styles['view']}>
      <div className={styles['tools']}>
        <h2 ref={heading} tabIndex={-1} className={styles['heading']}>
          {isList ? 'Print a list' : 'Print a study'}
        </h2>
        <ButtonRow>
          <Button onPress={closePrint}>Back</Button>
          <Button
            look="main"
            isDisabled={sheets === null}
            onPress={() => {
              window.print();
            }}
          >
            Print…
          </Button>
        </ButtonRow>
        <label className={styles['choice']}>
          <input
            type="checkbox"
            checked={hasNotes}
            onChange={(event) => {
              setHasNotes(event.currentTarget.checked);
            }}
          />
          With my notes
        </label>
        {error !== null && <ErrorNotice error={error} onRetry={retry} />}
        {sheets === null && error === null && (
          <p role="status">
            {progress.of === 0
              ? 'Reading…'
              : `Reading ${progress.read} of ${studiesInWords(progress.of)}…`}
          </p>
        )}
        {sheets !== null && <Pdf title={sheets.title} />}
      </div>
      {sheets !== null && <Paper sheets={sheets} isList={isList} hasNotes={hasNotes} />}
    </div>
  );
}

function Pdf({ title }: { readonly title: string }): ReactElement {
  const make = makePdf();
  if (make === null) {
    return <p className={styles['quiet']}>The browser’s own print dialog can also save a PDF.</p>;
  }
  const write: WriteFile = async ({ target, shown }, force) => {
    const pdf = await make();
    const { kept } = await request('print.save', { target, pdf, force });
    return `Saved as ${shown}.${kept === null ? '' : ` What was there before is kept in ${kept}.`}`;
  };
  return (
    <SavePlaces
      suggestedName={fileNameFor(title, 'pdf', 'print')}
      commandLine="companion show"
      onWrite={write}
    />
  );
}

interface PaperProps {
  readonly sheets: Sheets;
  readonly isList: boolean;
  readonly hasNotes: boolean;
}

function Paper({ sheets, isList, hasNotes }: PaperProps): ReactElement {
  const now = useNow() as UnixMs;
  const { title, notes, studies, missing, leftOut } = sheets;
  return (
    <div className={styles['paper']}>
      {isList && (
        <header>
          <h2 dir="auto">{title}</h2>
          <p>
            {studiesInWords(studies.length)}. Printed on {dateInWords(now)} from the ME/CFS Atlas
            Companion. “Not stated” means that a source is silent; it does not mean “no”.
          </p>
          {hasNotes &&
            notes.map((body, place) => (
              <p key={place} className={styles['note']} dir="auto">
                {body}
              </p>
            ))}
        </header>
      )}
      {studies.length === 0 && <p>The list holds no study yet.</p>}
      {studies.map((study) => (
        <StudySheet
          key={study.slug}
          study={study}
          now={now}
          isWhole={!isList}
          hasNotes={hasNotes}
        />
      ))}
      {missing.length > 0 && (
        <p>
          Not printed, for neither the copy nor the history has their text any more:{' '}
          {missing.join(', ')}.
        </p>
      )}
      {leftOut > 0 && (
        <Notice tone="warn">
          <p>
            The first {MAX_PRINTED} studies are printed; {leftOut} more are in the list. Smaller
            lists print whole.
          </p>
        </Notice>
      )}
    </div>
  );
}

/** Names the page after what is printed: browsers offer the title as the file's name. */
function useTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
