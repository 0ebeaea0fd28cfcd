// What an answer of a source is worth: a reading, a confirmation, or a reason in words.
// Invariant: a page is stored under the slug that was asked for, or not at all.
import type { Slug } from '../../shared/domain/ids.ts';
import type { StudyReading } from '../../shared/domain/study.ts';
import { readStudyPage } from '../atlas/page-reader.ts';
import type { FetchedPage, ListedStudy, Validators } from '../atlas/source.ts';
import type { PageVerdict } from './guards.ts';

/** What one request came to. */
export type PageResult =
  | {
      readonly kind: 'read';
      readonly reading: StudyReading;
      readonly page: { readonly url: string; readonly body: string } & Validators;
    }
  | { readonly kind: 'confirmed'; readonly slug: Slug }
  | {
      readonly kind: 'unreadable';
      readonly slug: Slug;
      readonly reason: string;
      readonly verdict: PageVerdict;
    };

const NETWORK_FAILURES = new Set(['unreachable', 'overloaded']);

/** Reads an answer. Pure: the page reader is. */
export function readAnswer(asked: ListedStudy, answer: FetchedPage): PageResult {
  const { slug } = asked;
  if (answer.kind === 'not-modified') return { kind: 'confirmed', slug };
  if (answer.kind === 'failed') {
    return { kind: 'unreadable', slug, reason: answer.detail, verdict: verdictOn(answer.failure) };
  }
  const result = readStudyPage(answer.body, { url: answer.url });
  if (!result.ok) {
    return {
      kind: 'unreadable',
      slug,
      reason: result.detail,
      verdict: { kind: 'unread', cause: 'site' },
    };
  }
  if (result.study.slug !== slug) {
    // A moved or merged study. Where the site lists it under its own name, it is read there.
    return {
      kind: 'unreadable',
      slug,
      reason: `it is the page of another study (${result.study.slug})`,
      verdict: { kind: 'unread', cause: 'site' },
    };
  }
  return {
    kind: 'read',
    reading: result.study,
    page: { url: answer.url, body: answer.body, ...answer.validators },
  };
}

function verdictOn(failure: string): PageVerdict {
  if (failure === 'forbidden-by-robots') return { kind: 'not-asked' };
  return { kind: 'unread', cause: NETWORK_FAILURES.has(failure) ? 'network' : 'site' };
}
