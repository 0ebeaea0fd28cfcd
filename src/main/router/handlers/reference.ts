// Methods that show, complete and give back the reference of a study.
// Invariant: what the atlas says is never written; a value that would be changed on its way in is refused instead.
import { AppError } from '../../../shared/contract/errors.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import {
  FIELD_FACTS,
  RECORD_FORMAT_NAMES,
  REFERENCE_FIELDS,
  type FieldValue,
  type ReferenceField,
} from '../../../shared/domain/reference-fields.ts';
import { checkValue } from '../../references/check-value.ts';
import { propose } from '../../references/propose.ts';
import { readRecords } from '../../references/read-records.ts';
import { isSameValue } from '../../references/same-value.ts';
import type { OpenServices, Services } from '../../services.ts';
import { proposalOf } from '../reference-proposal.ts';
import { referenceView } from '../reference-view.ts';
import type { Handler } from '../router.ts';
import { touchStudies } from '../touch.ts';

type FieldToSet = ParsedInput<'reference.set'>['fields'][number];

/** `reference.show`: each field with who it is from. Errors: `not-found`. */
export const showReference: Handler<Services, 'reference.show'> = async (services, { slug }) =>
  referenceView(await services.open(), slug);

/** `reference.check`: typed values as a proposal; writes nothing. Errors: `not-found`, `invalid-input`. */
export const checkReference: Handler<Services, 'reference.check'> = async (
  services,
  { slug, fields },
) => {
  refuseTwice(fields);
  const { slug: present, fields: shown } = referenceView(await services.open(), slug);
  return { slug: present, proposal: propose(fields, shown, true) };
};

/** `reference.read`: a pasted record as a proposal; writes nothing. Errors: `not-found`, `invalid-input`. */
export const readReference: Handler<Services, 'reference.read'> = async (services, input) => {
  const view = referenceView(await services.open(), input.slug);
  const read = await readRecords(input.text, input.format);
  const name = RECORD_FORMAT_NAMES[read.format];
  return proposalOf(view, read, {
    record: input.record,
    kind: read.format,
    sourceOf: (key) => (key === null ? `pasted ${name} record` : `pasted ${name} record ${key}`),
  });
};

/**
 * `reference.lookup`: the record that the register of a DOI has, as a proposal; writes nothing. Errors: `not-found`,
 * `invalid-input` (switched off; no DOI), `source-unreachable`, `source-refused`, `aborted`.
 */
export const lookUpReference: Handler<Services, 'reference.lookup'> = async (
  services,
  { slug, doi: given },
  { signal },
) => {
  const open = await services.open();
  if (!open.library.settings.get().settings.doiLookup) throw lookUpIsOff();
  const view = referenceView(open, slug);
  const doi = doiToAsk(given ?? view.fields.find(({ field }) => field === 'doi')?.value ?? null);
  const { lookUpDoi } = await import('../../references/look-up-doi.ts');
  const { transport, version } = services.platform;
  const read = await lookUpDoi(doi, { transport, version, signal });
  return proposalOf(view, read, {
    record: null,
    kind: 'doi',
    sourceOf: () => `register of DOIs, ${doi}`,
  });
};

function lookUpIsOff(): AppError {
  return new AppError(
    'invalid-input',
    'Looking up DOIs is switched off, so nothing was asked for and nothing was changed. Switch it on in the settings ("companion complete SLUG --doi --allow-lookup" does it, too), or paste the record.',
    { ref: 'doiLookup' },
  );
}

function doiToAsk(given: FieldValue | null): string {
  const checked = given === null ? null : checkValue('doi', given);
  if (typeof checked?.value === 'string' && !checked.isDoubtful) return checked.value;
  const why = checked?.remarks[0] ?? 'The reference has no DOI.';
  throw new AppError(
    'invalid-input',
    `There is no DOI to look up. ${why} Nothing was asked for and nothing was changed. Set the DOI first, or paste the record.`,
    { ref: 'doi' },
  );
}

/** `reference.set`: durable when it answers. Errors: `not-found`, `invalid-input`. */
export const setReference: Handler<Services, 'reference.set'> = async (
  services,
  { slug, fields, kind, source },
) => {
  refuseTwice(fields);
  const checked = fields.map(({ field, value }) => ({ field, value: valueToStore(field, value) }));
  const open = await services.open();
  touchStudies(services, open, [slug]);
  const given = { fields: checked, kind, source: source.replace(/\s+/gu, ' ').trim() };
  const changed = open.library.corrections.set(slug, given, services.platform.now());
  return answer(open, slug, changed);
};

/** `reference.clear`: `changed` names the fields that were set. Errors: `not-found`. */
export const clearReference: Handler<Services, 'reference.clear'> = async (
  services,
  { slug, fields },
) => {
  const open = await services.open();
  const changed = open.library.corrections.clear(
    slug,
    fields ?? REFERENCE_FIELDS,
    services.platform.now(),
  );
  return answer(open, slug, changed);
};

function answer(
  open: OpenServices,
  slug: Slug,
  changed: readonly ReferenceField[],
): MethodOutput<'reference.set'> {
  const undo = open.library.undo.takeRecorded();
  return { changed: [...changed], undo, reference: referenceView(open, slug) };
}

/** @throws AppError `invalid-input` for what cannot be kept, or not as it was given */
function valueToStore(field: ReferenceField, given: FieldToSet['value']): FieldValue | null {
  if (given === null) return null;
  const { value, remarks, isDoubtful, isRefused } = checkValue(field, given);
  const isChanged = isDoubtful && !isSameValue(field, value, given);
  if (!isRefused && !isChanged && value !== null) return value;
  const why = remarks[0] ?? 'It is empty. To cite nothing on purpose, give no value (null).';
  throw new AppError(
    'invalid-input',
    `The ${FIELD_FACTS[field].label} was not set. ${why} Nothing was changed.`,
    { ref: field },
  );
}

function refuseTwice(fields: readonly FieldToSet[]): void {
  const twice = fields.find(({ field }, index) =>
    fields.slice(0, index).some((earlier) => earlier.field === field),
  );
  if (twice === undefined) return;
  throw new AppError(
    'invalid-input',
    `The ${FIELD_FACTS[twice.field].label} was given twice. Nothing was changed. Give each field once.`,
    { ref: twice.field },
  );
}
