// A study that a person touches leaves a copy of its citation in the library.
// Invariant: nothing is written about a study that was never seen; the library stays whole without the mirror.
import { AppError } from '../../shared/contract/errors.ts';
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type { ReferenceCopy } from '../../shared/domain/library.ts';
import { isRetracted, type MirrorStudy } from '../../shared/domain/study.ts';
import { studyToCsl, type CitationWarning } from '../export/study-to-csl.ts';
import { applyCorrections, warningsLeft } from '../references/apply-corrections.ts';
import type { OpenServices, Services } from '../services.ts';

/** A citation, and what a person should know about it. */
export interface Citation {
  /** What is cited: with what the reader set in it. */
  readonly copy: ReferenceCopy;
  /** The same without: what the library keeps of it. */
  readonly kept: ReferenceCopy;
  /** What it was made from; null where the library's own copy is all there is. */
  readonly study: MirrorStudy | null;
  readonly warnings: readonly CitationWarning[];
}

/**
 * The citation of a study as the mirror has it, else as the library kept it, else as the history last showed it; in
 * each case with what the reader set in it.
 */
export function citationOf(open: OpenServices, slug: Slug): Citation | null {
  return corrected(open, slug, uncorrectedCitationOf(open, slug));
}

function corrected(open: OpenServices, slug: Slug, citation: Citation | null): Citation | null {
  const corrections = citation === null ? [] : open.library.corrections.of(slug);
  if (citation === null || corrections.length === 0) return citation;
  const { kept, warnings } = citation;
  return {
    ...citation,
    copy: { ...kept, item: applyCorrections(kept.slug, kept.item, corrections) },
    warnings: warningsLeft(warnings, corrections),
  };
}

/** The same without what the reader set. */
export function uncorrectedCitationOf(open: OpenServices, slug: Slug): Citation | null {
  const inMirror = open.studies.find(slug);
  if (inMirror !== null) return toCitation(inMirror);
  const kept = open.library.references.find(slug);
  if (kept !== null) return { copy: kept, kept, study: null, warnings: [] };
  const shown = open.studies.lastShown(slug);
  return shown === null ? null : toCitation(shown);
}

/** The citation of a study as it was shown at a time, with a warning where it was first shown later; else the library's copy. */
export function citationAt(open: OpenServices, slug: Slug, at: UnixMs): Citation | null {
  const study = open.studies.shownAt(slug, at);
  if (study === null) return citationOf(open, slug);
  const citation = corrected(open, slug, toCitation(study));
  if (citation === null || study.changedAt <= at) return citation;
  const warning = {
    code: 'not-seen-by-then' as const,
    message: `It had not been read by then; the entry is made from what was read first, on ${new Date(study.changedAt).toISOString().slice(0, 10)}.`,
  };
  return { ...citation, warnings: [...citation.warnings, warning] };
}

/**
 * Makes sure that each study is known, and keeps its citation in the library.
 * @throws AppError `not-found` naming the studies that nobody has seen; nothing is written then
 */
export function touchStudies(services: Services, open: OpenServices, slugs: readonly Slug[]): void {
  const citations = slugs.map((slug) => uncorrectedCitationOf(open, slug));
  const unknown = slugs.filter((_, index) => citations[index] === null);
  if (unknown.length > 0) throw unknownStudies(unknown);
  const copies = citations.flatMap((citation) => (citation === null ? [] : [citation.kept]));
  const now = services.platform.now();
  open.library.references.keep(copies, now);
  // Whoever does something to a study has it in sight; what is known as seen stays so.
  const shown = citations.flatMap((citation) => {
    const study = citation?.study ?? null;
    return study === null ? [] : [{ slug: study.reading.slug, hash: study.contentHash }];
  });
  open.library.seen.recordFirst(shown, now);
}

function unknownStudies(slugs: readonly Slug[]): AppError {
  const more = slugs.length > 5 ? ` and ${slugs.length - 5} more` : '';
  const names = slugs.slice(0, 5).join(', ') + more;
  return new AppError(
    'not-found',
    `No study with the name ${names} is in the copy of the atlas. Nothing was changed. "companion search" finds studies; "companion sync" fetches more of them.`,
    { ref: slugs[0] ?? null },
  );
}

function toCitation(study: MirrorStudy): Citation {
  const { slug } = study.reading;
  const { item, warnings } = studyToCsl(study.reading, study.facts);
  // The starter set's record is no version of the atlas's page, so it has no day of one.
  const asOf = study.origin.kind === 'starter' ? null : study.changedAt;
  const kept = { slug, item, retracted: isRetracted(study.reading), asOf };
  return { copy: kept, kept, study, warnings };
}
