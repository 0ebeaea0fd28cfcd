// The style of formatted references, and a style of the reader's own from a file.
// Invariant: who made the styles stands where they are chosen; a file that is no style is refused in words.
import { useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { changeSettings } from '../../api/settings-store.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { FileInput } from '../../ui/FileInput.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import styles from './ExportView.module.css';

/** The choice of a style; what is chosen is remembered. */
export function StyleChoice({ style }: { readonly style: string }): ReactElement {
  const { value } = useAnswer('style.list', {}, ['library']);
  const known = value?.styles ?? [];
  // One that was removed meanwhile stays in sight until another is chosen.
  const isKnown = known.some(({ name }) => name === style);
  return (
    <>
      <label className={styles['choice']}>
        <span>In the style</span>
        <select
          value={style}
          onChange={({ target }) => {
            choose(target.value);
          }}
        >
          {!isKnown && <option value={style}>{style}</option>}
          {known.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {value !== null && <p className={styles['advice']}>{value.credit}</p>}
      <Folded heading="Another style, from a file">
        <AddStyle />
      </Folded>
    </>
  );
}

function AddStyle(): ReactElement {
  const [error, setError] = useState<ApiError | null>(null);
  const [told, setTold] = useState('');
  const add = async (file: File): Promise<void> => {
    setError(null);
    setTold('');
    try {
      const { style, remark, undo } = await request('style.add', {
        from: { text: await file.text() },
      });
      choose(style.name);
      noteDone(undo);
      setTold(`${style.title} is kept in your library and chosen now. ${remark ?? ''}`.trim());
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  };
  return (
    <div className={styles['part']}>
      <FileInput
        label="A file in the Citation Style Language (.csl)"
        accept=".csl,.xml"
        onFile={(file) => void add(file)}
      >
        {told !== '' && <p role="status">{told}</p>}
      </FileInput>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}

function choose(citationStyle: string): void {
  // It holds for as long as the window is open, whether or not it could be kept.
  changeSettings({ citationStyle }).catch(() => undefined);
}
