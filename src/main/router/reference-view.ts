// What is cited of a study, field by field: the value, who it is from, and what the atlas says beside it.
// Invariant: the atlas is said to have said only what it did; the starter set and this program have names of their own.
import { AppError } from '../../shared/contract/errors.ts';
import type { MethodOutput } from '../../shared/contract/types.ts';
import type { CslItem } from '../../shared/domain/csl.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import {
  FIELD_FACTS,
  REFERENCE_FIELDS,
  type Correction,
  type FieldValue,
  type ReferenceField,
  type ValueSource,
} from '../../shared/domain/reference-fields.ts';
import type { MirrorStudy } from '../../shared/domain/study.ts';
import { studyToCsl } from '../export/study-to-csl.ts';
import { valueOf } from '../references/item-fields.ts';
import { isSameValue } from '../references/same-value.ts';
import type { OpenServices } from '../services.ts';
import { citationOf, type Citation } from './touch.ts';

export type ReferenceView = MethodOutput<'reference.show'>;

/** @throws AppError `not-found` where nobody has seen the study */
export function referenceView(open: OpenServices, slug: Slug): ReferenceView {
  const citation = knownCitation(open, slug);
  const corrections = open.library.corrections.of(slug);
  const atlas = citation.study === null ? null : statedByAtlas(citation.study);
  return {
    slug: citation.copy.slug,
    asOf: citation.copy.asOf,
    fields: REFERENCE_FIELDS.map((field) => fieldView(field, { citation, corrections, atlas })),
  };
}

/** @throws AppError `not-found` */
export function knownCitation(open: OpenServices, slug: Slug): Citation {
  const citation = citationOf(open, slug);
  if (citation !== null) return citation;
  throw new AppError(
    'not-found',
    `No study with the name ${slug} is in the copy of the atlas. Nothing was changed. "companion search" finds studies; "companion sync" fetches more of them.`,
    { ref: slug },
  );
}

interface Sources {
  readonly citation: Citation;
  readonly corrections: readonly Correction[];
  /** What the atlas's page says; null where only the library's copy is left. */
  readonly atlas: Stated | null;
}
type Stated = (field: ReferenceField) => FieldValue | null;

function fieldView(
  field: ReferenceField,
  { citation, corrections, atlas }: Sources,
): ReferenceView['fields'][number] {
  const { copy, kept, study } = citation;
  const correction = corrections.find((each) => each.field === field) ?? null;
  const value = valueOf(copy.item, field);
  const without = valueOf(kept.item, field);
  const stated = atlas?.(field) ?? null;
  const withoutFrom = sourceOf(field, { value: without, stated, study });
  const isMoved = correction === null && !isSameValue(field, value, without);
  return {
    field,
    label: FIELD_FACTS[field].label,
    value,
    // An address that came or went with a DOI is nobody's own.
    from:
      correction !== null ? 'reader' : isMoved ? (value === null ? null : 'program') : withoutFrom,
    correction:
      correction === null
        ? null
        : { source: correction.source, kind: correction.kind, setAt: correction.setAt },
    without,
    withoutFrom,
    atlas: stated,
  };
}

function sourceOf(
  field: ReferenceField,
  known: {
    readonly value: FieldValue | null;
    readonly stated: FieldValue | null;
    readonly study: MirrorStudy | null;
  },
): ValueSource | null {
  if (known.value === null) return null;
  if (known.study === null) return 'kept';
  if (field === 'type' || field === 'url') return 'program';
  if (isSameValue(field, known.value, known.stated)) return 'atlas';
  return known.study.facts === null ? 'atlas' : 'starter';
}

/** What the atlas itself says of a paper; of a study of the starter set, only what its page was seen to say. */
function statedByAtlas(study: MirrorStudy): Stated {
  const { reading, facts, origin } = study;
  if (origin.kind === 'starter') {
    const stated = facts?.atlasStated ?? null;
    const seen: Partial<Record<ReferenceField, string | null>> =
      stated === null ? {} : { title: stated.title, journal: stated.journal, doi: stated.doi };
    return (field) => seen[field] ?? null;
  }
  const item: CslItem = studyToCsl(reading, null).item;
  return (field) => (field === 'type' || field === 'url' ? null : valueOf(item, field));
}
