// The form of one's own coding: from the stored coding to fields, and back; pure.
// Invariant: nothing is chosen for the reader: an answer that was not given is no answer.
import type { MethodInput, StudyView } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { CodingForm } from '../../../shared/domain/settings.ts';

/** Common names, each known to the rule that derives PEM (`shared/domain/pem.ts`). */
export const COMMON_DEFINITIONS = [
  'CCC 2003',
  'ICC 2011',
  'IOM 2015',
  'NICE 2021',
  'Fukuda 1994',
  'CDC 1988',
  'Oxford 1991',
  'NICE 2007',
] as const;

type StoredCoding = StudyView['pemSources']['mine']['coding'];

/** The fields of a stored coding, or empty ones. */
export function formOf(coding: StoredCoding): CodingForm {
  const names: readonly string[] = COMMON_DEFINITIONS;
  const definitions = coding?.definitions ?? [];
  return {
    common: definitions.filter((name) => names.includes(name)),
    others: definitions.filter((name) => !names.includes(name)).join('\n'),
    required: coding?.required ?? '',
    how: coding?.how ?? '',
    quote: coding?.quote ?? '',
    page: coding?.page ?? '',
    checkedFullText: coding?.checkedFullText ?? false,
  };
}

/** What to send, or null where the one answer that is needed was not given. */
export function codingOf(slug: Slug, form: CodingForm): MethodInput<'coding.set'> | null {
  if (form.required === '') return null;
  const others = form.others
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    slug,
    definitions: [...COMMON_DEFINITIONS.filter((name) => form.common.includes(name)), ...others],
    required: form.required,
    how: textOrNull(form.how),
    quote: textOrNull(form.quote),
    page: textOrNull(form.page),
    checkedFullText: form.checkedFullText,
  };
}

function textOrNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
