// What a record that was read would change in a study's reference, as hosts see it.
// Invariant: nothing is decided here; a record is offered with how sure it is that it is of this paper.
import { AppError } from '../../shared/contract/errors.ts';
import type { MethodOutput } from '../../shared/contract/types.ts';
import type { CorrectionKind, ReferenceField } from '../../shared/domain/reference-fields.ts';
import type { PaperIdentity } from '../references/match-record.ts';
import { proposeRecord } from '../references/propose-record.ts';
import type { ReadRecords } from '../references/read-records.ts';
import type { ReferenceView } from './reference-view.ts';

/** @throws AppError `not-found` where the text has no record of the number asked for */
export function proposalOf(
  view: ReferenceView,
  read: ReadRecords,
  from: {
    /** From 1; null: the one that is of the study. */
    readonly record: number | null;
    readonly kind: CorrectionKind;
    /** In words, by the key of the record. */
    readonly sourceOf: (key: string | null) => string;
  },
): MethodOutput<'reference.read'> {
  if (from.record !== null && from.record > read.records.length) {
    throw new AppError(
      'not-found',
      `The text has ${read.records.length === 1 ? 'one record' : `${read.records.length} records`}, and no number ${from.record}. Nothing was changed.`,
    );
  }
  const reference = { present: view.fields, identity: identityOfStudy(view) };
  const { records, chosen } = proposeRecord(read.records, reference, from.record);
  return {
    slug: view.slug,
    format: read.format,
    kind: from.kind,
    source: from.sourceOf(chosen?.draft.key ?? null),
    records,
    record: chosen?.record ?? null,
    match:
      chosen === null ? null : { verdict: chosen.match.verdict, sentence: chosen.match.sentence },
    proposal: chosen?.proposal ?? [],
    leftOut: [...(chosen?.draft.leftOut ?? [])],
    problems: [...read.problems, ...(chosen?.draft.problems ?? [])],
  };
}

// What is cited counts, so that a DOI the reader or the publisher has set right is not held against a record of it.
function identityOfStudy({ fields }: ReferenceView): PaperIdentity {
  const field = (name: ReferenceField): ReferenceView['fields'][number] | undefined =>
    fields.find((each) => each.field === name);
  const texts = (...values: readonly unknown[]): string[] => [
    ...new Set(values.filter((value) => typeof value === 'string')),
  ];
  const title = field('title');
  return {
    dois: texts(field('doi')?.value),
    pmids: texts(field('pmid')?.value),
    titles: texts(title?.value, title?.without, title?.atlas),
    years: texts(field('date')?.value).flatMap((date) => /^\d{4}/u.exec(date)?.[0] ?? []),
  };
}
