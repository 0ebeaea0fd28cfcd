// A list as a file to cite from: what it would hold, what is thin about it, where to put it.
// Invariant: what is shown stays until something newer is there; nothing is written unasked.
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { request } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { ExportPreview } from '../../../shared/contract/types.ts';
import type { ListId } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/count-words.ts';
import { dateTimeInWords } from '../../ui/dates.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { SavePlaces } from '../../ui/save-file/SavePlaces.tsx';
import type { Target } from '../../ui/save-file/use-saving.ts';
import { EvidencePart } from './EvidencePart.tsx';
import { FormatChoice, useChosen, type ForOnce } from './FormatChoice.tsx';
import { KeysFromBib } from './KeysFromBib.tsx';
import { previewOf } from './preview-text.ts';
import { savedInWords } from './saved-words.ts';
import { ThinReport } from './ThinReport.tsx';
import styles from './ExportView.module.css';

export interface ExportViewProps {
  readonly listId: ListId;
  readonly onClose: () => void;
}

/** The middle pane while a list is exported. */
export function ExportView({ listId, onClose }: ExportViewProps): ReactElement {
  const lists = useAnswer('list.all', {}, ['library']);
  const list = lists.value?.lists.find(({ id }) => id === listId) ?? null;
  const [once, setOnce] = useState<ForOnce>({ snapshots: false, asOf: null });
  const chosen = useChosen(once);
  // Not with every change of the library: keys are kept when a list is rendered, which is a change.
  const preview = useAnswer('export.render', { list: listId, ...chosen }, ['mirror']);
  useRenderedAnew({ of: list === null ? null : `${list.size} ${list.name}`, retry: preview.retry });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const save = async ({ target, shown }: Target, force: boolean): Promise<string> => {
    const saved = await request('export.save', { list: listId, ...chosen, target, force });
    return savedInWords(saved, shown);
  };
  const { value, error, isLoading } = preview;
  return (
    <div className={styles['view']}>
      <h2 ref={heading} tabIndex={-1} className={styles['title']}>
        {list === null ? (
          'Export'
        ) : (
          <>
            Export “<bdi>{list.name}</bdi>”
          </>
        )}
      </h2>
      <p>
        <Button onPress={onClose}>Back to the list</Button>
      </p>
      <FormatChoice chosen={chosen} onOnce={setOnce} />
      {error !== null && <ErrorNotice error={error} onRetry={preview.retry} />}
      {value === null ? (
        isLoading && <p>Writing the entries…</p>
      ) : (
        <>
          <OriginNotice origin={value.origin} />
          <RetractedNotice thin={value.thin} />
          <SavePlaces
            key={chosen.format}
            suggestedName={value.suggestedName}
            commandLine="companion export"
            onWrite={save}
          />
          <Preview preview={value} />
          <KeysFromBib listId={listId} onChanged={preview.retry} />
          <ThinReport thin={value.thin} warnings={value.warnings} onChanged={preview.retry} />
          <EvidencePart listId={listId} beside={value.suggestedName} />
        </>
      )}
    </div>
  );
}

/** Of a day that is over: whether these are the very bytes of then. */
function OriginNotice({ origin }: Pick<ExportPreview, 'origin'>): ReactElement | null {
  if (origin.kind === 'now') return null;
  return (
    <Notice>
      <p>
        {origin.kind === 'kept'
          ? `This is the very text that was exported on ${dateTimeInWords(origin.madeAt)}.`
          : 'Nothing had been exported from this list in this format by then. This is built from what was shown then, with the list, keys and corrections of today.'}
      </p>
    </Notice>
  );
}

/** Said before anything is saved; the report below names them. */
function RetractedNotice({ thin }: Pick<ExportPreview, 'thin'>): ReactElement | null {
  const count = thin.filter(({ lacks }) => lacks.includes('retracted')).length;
  if (count === 0) return null;
  return (
    <Notice tone="danger">
      <p>
        {counted(count, 'study of this list was', 'studies of this list were')} retracted or
        withdrawn. “What is thin” below names {count === 1 ? 'it' : 'them'}.
      </p>
    </Notice>
  );
}

/** Renders again when the list has other studies or another name. */
function useRenderedAnew({ of, retry }: { of: string | null; retry: () => void }): void {
  const before = useRef(of);
  useEffect(() => {
    if (before.current !== null && of !== null && before.current !== of) retry();
    if (of !== null) before.current = of;
  }, [of, retry]);
}

function Preview({ preview }: { readonly preview: ExportPreview }): ReactElement {
  const { text, entries, suggestedName } = preview;
  const { shown, more, isCut } = previewOf(text);
  return (
    <div className={styles['part']}>
      <h3 id="export-preview" className={styles['heading']}>
        Preview of {suggestedName}
      </h3>
      {entries === 0 ? (
        <Notice>
          <p>The list holds no study yet, so the file would have no entries.</p>
        </Notice>
      ) : (
        <p>
          {counted(entries, 'entry', 'entries')}.
          {more > 0 && ` The first are shown; the file has ${more.toLocaleString('en-GB')} more.`}
          {isCut && ' Only its beginning is shown.'}
        </p>
      )}
      <div
        className={styles['preview']}
        role="region"
        aria-labelledby="export-preview"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reachable by keys
        tabIndex={0}
      >
        <pre className={styles['text']}>{shown}</pre>
      </div>
    </div>
  );
}
