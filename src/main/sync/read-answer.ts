// What an answer of a source is worth: a reading, a confirmation, a study that moved or is missing, or a reason in words.
// Invariant: a page is stored under the slug that it is asked for or was redirected to, or not at all.
import { slugFromAddress, type Slug } from '../../shared/domain/ids.ts';
import type { StudyReading } from '../../shared/domain/study.ts';
import { readStudyPage } from '../atlas/page-reader.ts';
import { ANSWERS_IN_ITS_PLACE } from '../atlas/page-reader/refusal.ts';
import { decodeBody } from '../atlas/site/decode.ts';
import type { FetchedPage, ListedStudy, ReceivedBody, Validators } from '../atlas/source.ts';
import type { ReceivedPage } from '../storage/atlas/study-writer.ts';
import type { PageVerdict } from './guards.ts';

/** A page that did not read as a study, for who wants to look at it. */
export type OddPage = ReceivedBody & { readonly url: string };

/** What one request came to. */
export type PageResult =
  | { readonly kind: 'read'; readonly reading: StudyReading; readonly page: ReceivedPage }
  | {
      /** The bytes that are kept already, which a better reader of ours reads otherwise: no change of the atlas. */
      readonly kind: 'reread';
      readonly reading: StudyReading;
    }
  /** The address leads for good to another study, whose own page says the same. */
  | { readonly kind: 'moved'; readonly slug: Slug; readonly to: Slug }
  | { readonly kind: 'confirmed'; readonly slug: Slug }
  | { readonly kind: 'missing'; readonly slug: Slug; readonly reason: string }
  | {
      /** `failed`: no page of the site's own arrived (an error, a refusal, a question for people, nothing). */
      readonly kind: 'unreadable' | 'failed';
      readonly slug: Slug;
      readonly reason: string;
      readonly verdict: PageVerdict;
      readonly page: OddPage | null;
    };

type Unread = Extract<PageResult, { readonly kind: 'unreadable' | 'failed' }>;

const NETWORK_FAILURES = new Set(['offline', 'unreachable', 'overloaded']);

/** Reads an answer. Pure: the page reader is. */
export function readAnswer(asked: Pick<ListedStudy, 'slug'>, answer: FetchedPage): PageResult {
  const { slug } = asked;
  if (answer.kind === 'not-modified') return { kind: 'confirmed', slug };
  if (answer.kind === 'failed') {
    const { failure, detail: reason } = answer;
    if (failure === 'missing') return { kind: 'missing', slug, reason };
    return { kind: 'failed', slug, reason, verdict: verdictOn(failure), page: null };
  }
  const { url, bytes, contentType, validators } = answer;
  const text = decodeBody(bytes, contentType);
  const result = readStudyPage(text, { url });
  const unreadable = (reason: string): Unread => ({
    kind: 'unreadable',
    slug,
    reason,
    verdict: { kind: 'unread', cause: 'site' },
    page: { url, bytes, contentType },
  });
  if (!result.ok) {
    const odd = unreadable(result.detail);
    return ANSWERS_IN_ITS_PLACE.has(result.detail) ? { ...odd, kind: 'failed' } : odd;
  }
  const page: ReceivedPage = {
    url,
    body: bytes,
    contentType,
    ...(isWhole(text) ? validators : NO_VALIDATORS),
  };
  const { study: reading } = result;
  if (reading.slug === slug) return { kind: 'read', reading, page };
  if (slugFromAddress(url) === reading.slug) {
    if (answer.isMovedForGood) return { kind: 'moved', slug, to: reading.slug };
    return unreadable(`its address leads for the time being to another study (${reading.slug})`);
  }
  return unreadable(`it is the page of another study (${reading.slug})`);
}

const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/**
 * False where a document opens and does not close. It may be written so, or be cut by a wrong length that nobody
 * notices: kept without its validators it is asked for whole the next time, and mends itself.
 */
function isWhole(text: string): boolean {
  return !/<html[\s>]/iu.test(text.slice(0, 2000)) || /<\/html\s*>/iu.test(text.slice(-2000));
}

function verdictOn(failure: string): PageVerdict {
  if (failure === 'forbidden-by-robots') return { kind: 'not-asked' };
  return { kind: 'unread', cause: NETWORK_FAILURES.has(failure) ? 'network' : 'site' };
}
