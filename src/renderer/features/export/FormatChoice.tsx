// What a list is exported as: the format, the style where there is one, and the atlas's own readings.
// Invariant: what is chosen is remembered, and is what the preview below shows.
import { useId, type ReactElement } from 'react';
import { changeSettings, useSettings } from '../../api/settings-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import {
  EXPORT_FORMATS,
  FORMAT_FACTS,
  isExportFormat,
  isStyledFormat,
  type ExportFormat,
} from '../../../shared/domain/export-formats.ts';
import styles from './ExportView.module.css';

export interface Chosen {
  readonly format: ExportFormat;
  /** Null for formats that have none. */
  readonly style: string | null;
  readonly snapshots: boolean;
}

/** The choice that counts, from what is remembered. */
export function useChosen(hasSnapshots: boolean): Chosen {
  const format = useSettings(({ settings }) => settings.exportFormat);
  const style = useSettings(({ settings }) => settings.citationStyle);
  return { format, style: isStyledFormat(format) ? style : null, snapshots: hasSnapshots };
}

export interface FormatChoiceProps {
  readonly chosen: Chosen;
  readonly onSnapshots: (isOn: boolean) => void;
}

/** The part "Format". */
export function FormatChoice({ chosen, onSnapshots }: FormatChoiceProps): ReactElement {
  const id = useId();
  const { format, style, snapshots } = chosen;
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <h3 id={id} className={styles['heading']}>
        Format
      </h3>
      <label className={styles['choice']}>
        <span>Write it as</span>
        <select
          value={format}
          onChange={({ target }) => {
            if (isExportFormat(target.value)) remember({ exportFormat: target.value });
          }}
        >
          {EXPORT_FORMATS.map((each) => (
            <option key={each} value={each}>
              {FORMAT_FACTS[each].name}
            </option>
          ))}
        </select>
      </label>
      {style !== null && <StyleSelect style={style} />}
      <label className={styles['tick']}>
        <input
          type="checkbox"
          checked={snapshots}
          onChange={({ currentTarget }) => {
            onSnapshots(currentTarget.checked);
          }}
        />
        With the atlas’s own reading of each paper, as an entry of its own
      </label>
    </section>
  );
}

function StyleSelect({ style }: { readonly style: string }): ReactElement {
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
            remember({ citationStyle: target.value });
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
    </>
  );
}

function remember(patch: Parameters<typeof changeSettings>[0]): void {
  // It holds for as long as the window is open, whether or not it could be kept.
  changeSettings(patch).catch(() => undefined);
}
