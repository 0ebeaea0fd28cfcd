// The bytes of a fake atlas's study pages, in the forms that servers send them in.
// Invariant: a form changes the bytes and never what the page says.
import { gzipSync } from 'node:zlib';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { contentTypeOf, MARKUPS, renderPage, type Markup } from '../atlas-pages/render-page.ts';
import type { ServedStudy } from './corpus.ts';
import type { PageStore } from './page-store.ts';

/** How pages are written. */
export interface PageForm {
  /** `latin-1` is declared by the header of every other page, and by the others themselves. */
  readonly charset: 'utf-8' | 'latin-1';
  readonly encoding: 'identity' | 'gzip';
}

/** The media type that a study's page is sent with. */
export function studyContentType({ place }: ServedStudy, { charset }: PageForm): string {
  if (charset === 'utf-8') return contentTypeOf(markupOf(place));
  return place % 2 === 0 ? 'text/html; charset=iso-8859-1' : 'text/html';
}

/** The body of a study's page, from the store where it is kept. */
export function studyBody(study: ServedStudy, form: PageForm, store: PageStore): Buffer {
  const key = `${study.slug} ${study.version} ${form.charset} ${form.encoding}`;
  return store.get(key, () => renderBody(study.reading(), study.place, form));
}

/** The body of a page of this reading. */
export function renderBody(reading: StudyReading, place: number, form: PageForm): Buffer {
  const markup = markupOf(place);
  const body =
    form.charset === 'utf-8'
      ? Buffer.from(renderPage(reading, markup))
      : latinBody(renderPage(reading, markup === 'bare-text' ? 'semantic' : markup));
  return form.encoding === 'gzip' ? gzipSync(body) : body;
}

function markupOf(place: number): Markup {
  return MARKUPS[Math.abs(place) % MARKUPS.length] ?? MARKUPS[0];
}

// What the encoding has no byte for is written as a number, as old sites do it.
function latinBody(html: string): Buffer {
  const text = html
    .replace('charset="utf-8"', 'charset="iso-8859-1"')
    .replace(/[\u0080-\u009f\u0100-\u{10ffff}]/gu, (letter) => `&#${letter.codePointAt(0) ?? 0};`);
  return Buffer.from(text, 'latin1');
}
