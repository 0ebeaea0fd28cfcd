// Whether a study of a bundle agrees with itself: its page, its reading, its times. Pure.
// Invariant: where a page is there, what is taken of a study is what our own reader reads on that page.
import type { BundleStudy } from '../../../shared/contract/bundle-schema.ts';
import type { ContentHash } from '../../../shared/domain/ids.ts';
import type { StudyReading } from '../../../shared/domain/study.ts';
import { contentHashOf } from '../content-hash.ts';
import { readStudyPage } from '../page-reader.ts';

export interface AgreedReading {
  readonly reading: StudyReading;
  readonly contentHash: ContentHash;
}

/** What a study says, or why it contradicts itself, as the rest of “because …”. */
export type Agreement = AgreedReading | { readonly fault: string };

export interface AgreementRules {
  /** When the bundle was made: nothing in it can be later. */
  readonly createdAt: number;
  /** Made by this very version of the program: then page and reading must say the same, letter for letter. */
  readonly isSameReader: boolean;
}

/**
 * Reads the study's page, where there is one, and compares. A bundle of another version of the program was read by
 * another reader: there the page counts, as it does when a copy is read again.
 */
export function agreeOn(study: BundleStudy, rules: AgreementRules): Agreement {
  const { page, slug } = study;
  const times = [study.checkedAt, study.changedAt, study.origin.at, page?.fetchedAt ?? 0];
  if (times.some((at) => at > rules.createdAt)) {
    return { fault: `${slug} is said to be newer than the bundle itself` };
  }
  const stated = { reading: study.reading, contentHash: contentHashOf(study.reading) };
  if (page === null) return stated;
  const read = readStudyPage(page.body, { url: page.url });
  if (!read.ok) return { fault: `the page of ${slug} is not one of a study` };
  if (read.study.slug !== slug) {
    return { fault: `the page of ${slug} is that of ${read.study.slug}` };
  }
  const contentHash = contentHashOf(read.study);
  if (contentHash === stated.contentHash) return stated;
  if (!rules.isSameReader) return { reading: read.study, contentHash };
  return { fault: `the page of ${slug} says something else than what is stated of it` };
}
