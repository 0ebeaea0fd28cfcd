// The range of years: two fields that are taken over when they are left or with Enter.
// Invariant: what is typed stays until it is taken over; a slip is told in reserved room.
import { useId, useState, type ReactElement } from 'react';
import { setYears } from '../../api/search-edit.ts';
import { readYear } from './filter-values.ts';
import styles from './Filters.module.css';

export interface YearFilterProps {
  /** The range in the query. */
  readonly years: { readonly from: number | null; readonly to: number | null } | null;
  /** The years that there are. */
  readonly span: { readonly first: number; readonly last: number } | null;
}

interface Typed {
  readonly from: string;
  readonly to: string;
}

/** From – to. */
export function YearFilter({ years, span }: YearFilterProps): ReactElement {
  const shown: Typed = { from: String(years?.from ?? ''), to: String(years?.to ?? '') };
  const [typed, setTyped] = useState<Typed | null>(null);
  const id = useId();
  const { from, to } = typed ?? shown;
  const range = { from: readYear(from), to: readYear(to) };
  const isWrong = range.from === undefined || range.to === undefined;
  const takeOver = (): void => {
    if (typed === null || range.from === undefined || range.to === undefined) return;
    setTyped(null);
    if (typed.from.trim() === shown.from && typed.to.trim() === shown.to) return;
    setYears({ from: range.from, to: range.to });
  };
  const field = (name: keyof Typed, label: string): ReactElement => (
    <label className={styles['year']}>
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={name === 'from' ? from : to}
        aria-invalid={range[name] === undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          setTyped({ from, to, [name]: event.target.value });
        }}
        onBlur={takeOver}
        onKeyDown={(event) => {
          if (event.key === 'Enter') takeOver();
        }}
      />
    </label>
  );
  return (
    <div className={styles['years']}>
      {field('from', 'From year')}
      {field('to', 'To year')}
      <p id={`${id}-help`} className={styles['help']}>
        {isWrong
          ? 'A year is a number such as 2015. Correct it, or empty the field.'
          : span === null
            ? 'No study has a year.'
            : `Studies are from ${span.first} to ${span.last}. Enter takes a year over.`}
      </p>
    </div>
  );
}
