// What a list is exported as: the format, the style where there is one, and the atlas's own readings.
// Invariant: what is chosen is remembered, and is what the preview below shows.
import { useId, type ReactElement } from 'react';
import { changeSettings, useSettings } from '../../api/settings-store.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import {
  EXPORT_FORMATS,
  FORMAT_FACTS,
  isExportFormat,
  isStyledFormat,
  type ExportFormat,
} from '../../../shared/domain/export-formats.ts';
import styles from './ExportView.module.css';
import { StyleChoice } from './StyleChoice.tsx';

export interface Chosen {
  readonly format: ExportFormat;
  /** Null for formats that have none. */
  readonly style: string | null;
  readonly snapshots: boolean;
  /** The end of a day, UTC; null for now. */
  readonly asOf: UnixMs | null;
}

/** What is chosen for one export alone. */
export type ForOnce = Pick<Chosen, 'snapshots' | 'asOf'>;

/** The choice that counts, from what is remembered and what is for once. */
export function useChosen(once: ForOnce): Chosen {
  const format = useSettings(({ settings }) => settings.exportFormat);
  const style = useSettings(({ settings }) => settings.citationStyle);
  return { format, style: isStyledFormat(format) ? style : null, ...once };
}

export interface FormatChoiceProps {
  readonly chosen: Chosen;
  readonly onOnce: (once: ForOnce) => void;
}

/** The part "Format". */
export function FormatChoice({ chosen, onOnce }: FormatChoiceProps): ReactElement {
  const id = useId();
  const { format, style, snapshots, asOf } = chosen;
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
      {style !== null && <StyleChoice style={style} />}
      <label className={styles['tick']}>
        <input
          type="checkbox"
          checked={snapshots}
          onChange={({ currentTarget }) => {
            onOnce({ snapshots: currentTarget.checked, asOf });
          }}
        />
        With the atlas’s own reading of each paper, as an entry of its own
      </label>
      <label className={styles['choice']}>
        <span>As of a day (empty: today)</span>
        <input
          type="date"
          value={asOf === null ? '' : new Date(asOf).toISOString().slice(0, 10)}
          onChange={({ target }) => {
            onOnce({ snapshots, asOf: endOfDay(target.value) });
          }}
        />
      </label>
    </section>
  );
}

/** Null for what is no day yet: a date is typed part by part. */
function endOfDay(day: string): UnixMs | null {
  const time = Date.parse(`${day}T23:59:59.999Z`);
  return Number.isNaN(time) ? null : (time as UnixMs);
}

function remember(patch: Parameters<typeof changeSettings>[0]): void {
  // It holds for as long as the window is open, whether or not it could be kept.
  changeSettings(patch).catch(() => undefined);
}
