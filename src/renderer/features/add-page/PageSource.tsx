// Where a page is given: pasted, dropped or chosen as a file, with its address if that is known.
// Invariant: nothing that was typed is lost, whatever fails.
import { useRef, useState, type ClipboardEvent, type ReactElement } from 'react';
import { counted } from '../../ui/count-words.ts';
import { FileInput } from '../../ui/FileInput.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { changeDraft, usePageDraft } from './page-draft.ts';
import { fileProblem, pastedHtml, withInserted } from './page-text.ts';
import { useFileDrop } from './use-file-drop.ts';
import styles from './AddPage.module.css';

export interface PageSourceProps {
  /** Why the text cannot be read as it is, or null. */
  readonly textError: string | null;
  readonly addressError: string | null;
}

const TEXT_LINES = 10;

/** The fields. */
export function PageSource({ textError, addressError }: PageSourceProps): ReactElement {
  const { text, address, origin } = usePageDraft();
  const [problem, setProblem] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const take = async (file: File): Promise<void> => {
    const tooLarge = fileProblem(file);
    setProblem(tooLarge);
    if (tooLarge !== null) return;
    try {
      changeDraft({ text: await file.text(), origin: `From the file “${file.name}”.` });
    } catch {
      setProblem(
        `“${file.name}” could not be read. What you typed is still here. Choose the file again, or copy the page’s text.`,
      );
    }
  };
  const isOver = useFileDrop(area, (file) => void take(file));
  const paste = (event: ClipboardEvent): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    const html = pastedHtml({
      html: event.clipboardData.getData('text/html'),
      plain: event.clipboardData.getData('text/plain'),
    });
    if (html === null) return;
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end } = event.target;
    changeDraft({
      text: withInserted(text, html, { start, end }),
      origin: `Pasted with its formatting, so that badges and headings are found: ${counted(html.length, 'character', 'characters')} of HTML.`,
    });
  };
  return (
    <div ref={area} className={styles['source']} data-over={isOver ? '' : undefined}>
      <div onPaste={paste} className={styles['paste']}>
        <TextInput
          label="Paste a study page (text or HTML)"
          value={text}
          onChange={(typed) => {
            changeDraft(typed === '' ? { text: typed, origin: '' } : { text: typed });
          }}
          lines={TEXT_LINES}
          error={textError}
        />
      </div>
      <p className={styles['origin']} dir="auto">
        {origin}
      </p>
      <FileInput
        label="Or choose a saved page"
        accept="text/html,text/plain,.html,.htm,.txt"
        onFile={(file) => void take(file)}
      >
        <p className={styles['hint']}>
          {isOver ? 'Let go to take this file.' : 'Or drop the file here. Up to 5 MB.'}
        </p>
      </FileInput>
      {problem !== null && (
        <Notice tone="danger" isAlert>
          <p dir="auto">{problem}</p>
        </Notice>
      )}
      <TextInput
        label="Address of the page (optional)"
        value={address}
        onChange={(typed) => {
          changeDraft({ address: typed });
        }}
        help="Where the text does not say which study it is: https://www.mecfsatlas.com/evidence/…"
        error={addressError}
      />
    </div>
  );
}
