// What is cited, field by field: the value, where it is from, and what others say where they differ.
// Invariant: a field that the reader set can be given back from where it stands.
import type { ReactElement } from 'react';
import type { ReferenceField } from '../../../shared/domain/reference-fields.ts';
import { Button } from '../../ui/Button.tsx';
import { Folded } from '../../ui/Folded.tsx';
import {
  labelOf,
  othersInWords,
  sourceInWords,
  valueInWords,
  type FieldView,
  type ReferenceView,
} from './reference-words.ts';
import styles from './Reference.module.css';

export interface ShownFieldsProps {
  readonly view: ReferenceView;
  /** Null: all of them. */
  readonly onGiveBack: (fields: ReferenceField[] | null) => void;
}

/** The fields that are cited, and those that the reader emptied. */
export function ShownFields({ view, onGiveBack }: ShownFieldsProps): ReactElement {
  const shown = view.fields.filter(
    ({ value, correction }) => value !== null || correction !== null,
  );
  const own = shown.filter(({ correction }) => correction !== null);
  return (
    <Folded
      heading={`What is cited, field by field: ${shown.length} fields${own.length === 0 ? '' : `, ${own.length} of them yours`}`}
      isOpen
    >
      <dl className={styles['fields']}>
        {shown.map((field) => (
          <ShownField
            key={field.field}
            view={field}
            asOf={view.asOf}
            onGiveBack={() => {
              onGiveBack([field.field]);
            }}
          />
        ))}
      </dl>
      {own.length > 1 && (
        <Button
          onPress={() => {
            onGiveBack(null);
          }}
        >
          Give all {own.length} fields back
        </Button>
      )}
    </Folded>
  );
}

interface ShownFieldProps {
  readonly view: FieldView;
  readonly asOf: ReferenceView['asOf'];
  readonly onGiveBack: () => void;
}

function ShownField({ view, asOf, onGiveBack }: ShownFieldProps): ReactElement {
  const others = othersInWords(view);
  const source = sourceInWords(view, asOf);
  return (
    <div className={styles['field']}>
      <dt>{labelOf(view)}</dt>
      <dd className={styles['value']} dir="auto">
        {valueInWords(view.field, view.value) ?? 'Nothing, on purpose'}
      </dd>
      {source !== null && (
        <dd className={styles['quiet']} dir="auto">
          {source}
        </dd>
      )}
      {others !== null && (
        <dd className={styles['others']} dir="auto">
          {others}
        </dd>
      )}
      {view.correction !== null && (
        <dd>
          <Button aria-label={`Give the ${view.label} back to the atlas`} onPress={onGiveBack}>
            Give back to the atlas
          </Button>
        </dd>
      )}
    </div>
  );
}
