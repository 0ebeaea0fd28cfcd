// A field to type the name of a list into, with the lists that fit below it.
// Invariant: the focus stays in the field; arrows choose, Enter takes, and the list keeps its height.
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { nextOption, type PickerOption } from './picker-options.ts';
import styles from './AddToListDialog.module.css';

export interface ListPickerProps {
  readonly label: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly options: readonly PickerOption[];
  /** Said where there is no option. */
  readonly nothing: string;
  readonly onPick: (option: PickerOption) => void;
}

/** A combobox whose options are always in sight. */
export function ListPicker(props: ListPickerProps): ReactElement {
  const { label, typed, onType, options, nothing, onPick } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const listbox = useRef<HTMLDivElement>(null);
  // -1: none; the first as soon as something is typed.
  const [active, setActive] = useState(-1);
  const shown = Math.min(active, options.length - 1);
  useEffect(() => {
    input.current?.focus();
  }, []);
  useEffect(() => {
    const option = listbox.current?.children[shown];
    // jsdom has no layout to scroll.
    if (option !== undefined && 'scrollIntoView' in option) {
      option.scrollIntoView({ block: 'nearest' });
    }
  }, [shown]);
  const pick = (option: PickerOption | undefined): void => {
    if (option === undefined) return;
    setActive(-1);
    onPick(option);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setActive(nextOption(shown, 1, options.length));
    else if (event.key === 'ArrowUp') setActive(nextOption(shown, -1, options.length));
    else if (event.key === 'Enter') pick(options[shown]);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['picker']}>
      <label htmlFor={`${id}-input`} className={styles['label']}>
        {label}
      </label>
      <input
        ref={input}
        id={`${id}-input`}
        className={styles['input']}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-options`}
        aria-activedescendant={shown >= 0 ? `${id}-${shown}` : undefined}
        autoComplete="off"
        dir="auto"
        value={typed}
        onChange={(event) => {
          onType(event.target.value);
          setActive(event.target.value.trim() === '' ? -1 : 0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={listbox}
        id={`${id}-options`}
        className={styles['options']}
        role="listbox"
        aria-label="Lists that fit"
      >
        {options.map((option, place) => (
          <div
            key={option.kind === 'new' ? 'new' : option.id}
            id={`${id}-${place}`}
            className={styles['option']}
            role="option"
            tabIndex={-1}
            aria-selected={place === shown}
            onClick={() => {
              pick(option);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') pick(option);
            }}
          >
            <OptionWords option={option} />
          </div>
        ))}
        {options.length === 0 && (
          <div role="presentation" className={styles['nothing']}>
            {nothing}
          </div>
        )}
      </div>
    </div>
  );
}

function OptionWords({ option }: { readonly option: PickerOption }): ReactElement {
  if (option.kind === 'new') {
    return (
      <>
        New list “<bdi>{option.name}</bdi>”
      </>
    );
  }
  return (
    <>
      <bdi>{option.name}</bdi>
      <span className={styles['detail']}>, {option.detail}</span>
    </>
  );
}
