// The bar between two panes: dragged, or moved by arrow keys.
// Invariant: its value is the width of one pane in CSS pixels, within what both panes can bear.
import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import styles from './Splitter.module.css';

export interface SplitterProps {
  /** `Width of the filters`. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The pane lies before the bar (to its left) or after it. */
  readonly side: 'before' | 'after';
  readonly onChange: (value: number) => void;
}

const STEP = 24;

/** A vertical separator that can be moved. */
export function Splitter(props: SplitterProps): ReactElement {
  const { label, value, min, max, side, onChange } = props;
  const start = useRef<{ readonly x: number; readonly value: number } | null>(null);
  const towards = side === 'before' ? 1 : -1;
  const set = (wanted: number): void => {
    onChange(Math.round(Math.min(max, Math.max(min, wanted))));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: value - towards * STEP,
      ArrowRight: value + towards * STEP,
      Home: min,
      End: max,
    };
    const wanted = moves[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, value };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current === null) return;
    set(start.current.value + towards * (event.clientX - start.current.x));
  };
  const onPointerUp = (): void => {
    start.current = null;
  };
  return (
    // A separator with a value is a control: it takes the focus and keys (ARIA, "window splitter").
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles['splitter']}
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    />
  );
}
