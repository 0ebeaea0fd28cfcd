// Fields of a reference typed by hand, with where they are from.
// Invariant: each value is checked by the core before it is set; what the core would change in one is shown first.
import { useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { keepReferenceForm } from '../../api/reference-form.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { WORK_TYPES } from '../../../shared/domain/reference-fields.ts';
import type { ReferenceForm } from '../../../shared/domain/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { ToSet } from './CompleteForm.tsx';
import {
  labelOf,
  othersInWords,
  sourceInWords,
  typeInWords,
  valueInWords,
  type FieldView,
  type ProposedField,
  type ReferenceView,
} from './reference-words.ts';
import styles from './Reference.module.css';
import {
  editable,
  fieldsToSend,
  inTypingOrder,
  isCommonField,
  linesOf,
  typedChanges,
  withTyped,
} from './typed-values.ts';

export interface TypedFieldsProps {
  readonly slug: Slug;
  readonly view: ReferenceView;
  readonly form: ReferenceForm;
  readonly isBusy: boolean;
  readonly onSet: (toSet: ToSet) => void;
}

interface Checked {
  /** What was checked, as text: another text is checked anew. */
  readonly of: string;
  readonly proposal: readonly ProposedField[];
}

/** The fields, the source, and the button that sets them. */
export function TypedFields({ slug, view, form, isBusy, onSet }: TypedFieldsProps): ReactElement {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isNothing, setNothing] = useState(false);
  const fields = inTypingOrder(view.fields);
  const changes = typedChanges(form.values, view.fields);
  const of = JSON.stringify(changes);
  const known = checked?.of === of ? checked.proposal : [];
  const isRefused = known.some(({ refused }) => refused);
  const isDoubtful = known.some(({ doubtful }) => doubtful);

  const save = async (): Promise<void> => {
    setError(null);
    setNothing(changes.length === 0);
    if (changes.length === 0) return;
    try {
      const proposal =
        known.length > 0
          ? known
          : (await request('reference.check', { slug, fields: [...changes] })).proposal;
      setChecked({ of, proposal });
      if (proposal.some(({ refused }) => refused)) return;
      // What would be changed in a value is shown first; the same button then takes it.
      if (known.length === 0 && proposal.some(({ doubtful }) => doubtful)) return;
      onSet({
        fields: [...fieldsToSend(proposal, view.fields)],
        kind: 'typed',
        source: form.source.trim(),
      });
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  };
  const render = (field: FieldView): ReactElement => (
    <TypedField
      key={field.field}
      field={field}
      asOf={view.asOf}
      value={form.values[field.field] ?? editable(field.value)}
      checked={known.find((each) => each.field === field.field) ?? null}
      onChange={(text) => {
        setNothing(false);
        keepReferenceForm(slug, { ...form, values: withTyped(form.values, field, text) });
      }}
    />
  );
  const rare = fields.filter(({ field }) => !isCommonField(field));
  return (
    <>
      {fields.filter(({ field }) => isCommonField(field)).map(render)}
      <Folded
        heading="More fields: type, editors, other numbers, publisher, abstract"
        isOpen={rare.some(({ field }) => form.values[field] !== undefined)}
      >
        <div className={styles['form']}>{rare.map(render)}</div>
      </Folded>
      <TextInput
        label="Where is it from?"
        help="For example: the journal’s page. Kept with each field that you set now."
        value={form.source}
        onChange={(source) => {
          keepReferenceForm(slug, { ...form, source });
        }}
      />
      {error !== null && <ErrorNotice error={error} />}
      <div role="status" className={styles['answer']}>
        {isNothing && <p>Nothing differs from what is cited, so there is nothing to set.</p>}
        {isRefused && <p>A value cannot be used; it says why. Nothing was set.</p>}
        {isDoubtful && !isRefused && (
          <Notice tone="warn">
            <p>Nothing was set yet. Look at what is said at the fields; press again to set them.</p>
          </Notice>
        )}
      </div>
      <div>
        <Button look="main" isDisabled={isBusy} onPress={() => void save()}>
          {isDoubtful && !isRefused ? 'Set it as it was read' : 'Set what I typed'}
        </Button>
      </div>
    </>
  );
}

interface TypedFieldProps {
  readonly field: FieldView;
  readonly asOf: ReferenceView['asOf'];
  readonly value: string;
  readonly checked: ProposedField | null;
  readonly onChange: (text: string) => void;
}

const HINTS: Readonly<Partial<Record<FieldView['field'], string>>> = {
  authors: 'One a line: Family, Given. An institution in braces: {World Health Organization}.',
  editors: 'One a line: Family, Given.',
  date: 'As 2017, 2017-05 or 2017-05-23; or words, such as in press.',
  number: 'Of an article that has a number in place of pages.',
};

function TypedField({ field, asOf, value, checked, onChange }: TypedFieldProps): ReactElement {
  const remarks = checked?.remarks ?? [];
  const read = checked === null ? null : valueInWords(field.field, checked.proposed);
  const said = [HINTS[field.field], capital(sourceInWords(field, asOf)), othersInWords(field)]
    .filter((each) => each !== null && each !== undefined)
    .map((each) => (/[.…]$/u.test(each) ? each : `${each}.`));
  if (field.field === 'type') return <TypeChoice field={field} value={value} onChange={onChange} />;
  return (
    <TextInput
      label={labelOf(field)}
      lines={linesOf(field.field)}
      value={value}
      onChange={onChange}
      {...(said.length === 0 ? {} : { help: said.join(' ') })}
      error={remarks.length === 0 ? null : remarksWith(read, checked)}
    />
  );
}

/** The remarks, and how the value was read where they do not say it. */
function remarksWith(read: string | null, checked: ProposedField | null): string {
  const said = checked?.remarks.join(' ') ?? '';
  const isTold = read === null || checked?.refused !== false || said.includes(read);
  return isTold ? said : `${said} Read as: ${read}`;
}

function capital(text: string | null): string | null {
  return text === null ? null : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

interface TypeChoiceProps {
  readonly field: FieldView;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function TypeChoice({ field, value, onChange }: TypeChoiceProps): ReactElement {
  return (
    <label className={styles['select']}>
      <span>{labelOf(field)}</span>
      <select
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        {WORK_TYPES.map((type) => (
          <option key={type} value={type}>
            {typeInWords(type)}
          </option>
        ))}
      </select>
    </label>
  );
}
