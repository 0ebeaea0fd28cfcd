// Methods of titles: terms that keep their capitals, and a title as the reader wants it.
// Invariant: nothing of the atlas is changed; what is set here changes what is exported.
import { AppError } from '../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { CslItem } from '../../../shared/domain/csl.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { isMostlyNonLatin, readLanguage } from '../../export/bibtex/languages.ts';
import { titleText } from '../../export/bibtex/values.ts';
import { cleanText, createTextIssues } from '../../export/text/clean-text.ts';
import { cleanTerm, isShippedTerm, termViews } from '../../export/titles/own-terms.ts';
import { readOwnTitle, writeNotation } from '../../export/titles/own-title.ts';
import { hasSameWords, titleInPlain, withoutMarks } from '../../export/titles/preview-title.ts';
import type { OpenServices, Services } from '../../services.ts';
import { presentName } from '../../storage/atlas/study-names.ts';
import type { StoredTitle } from '../../storage/library/titles.ts';
import { titledItem, titleProtection } from '../own-titles.ts';
import type { Handler } from '../router.ts';
import { citationOf, touchStudies } from '../touch.ts';

/** `terms.list`: every protected term, by the alphabet. */
export const listTerms: Handler<Services, 'terms.list'> = async (services) => {
  const { library } = await services.open();
  return { terms: termViews(library.titles.terms()) };
};

/** `terms.add`: makes terms protect, also shipped ones that were left out. Errors: `invalid-input`. */
export const addTerms: Handler<Services, 'terms.add'> = async (services, input) => {
  const { library } = await services.open();
  const terms = input.terms.map(cleanTerm);
  // A shipped term protects by itself: nothing is stored about it.
  const protects = (term: string): boolean | null => (isShippedTerm(term) ? null : true);
  const label = `protect ${naming(terms)} in titles`;
  const changed = library.titles.setTerms(terms, { protects, label }, services.platform.now());
  return { changed, undo: library.undo.takeRecorded() };
};

/** `terms.remove`: takes own terms away and leaves shipped ones out; `changed` names those that protected. */
export const removeTerms: Handler<Services, 'terms.remove'> = async (services, input) => {
  const { library } = await services.open();
  const terms = input.terms.map((term) => term.trim());
  const protects = (term: string): boolean | null => (isShippedTerm(term) ? false : null);
  const label = `no longer protect ${naming(terms)} in titles`;
  const changed = library.titles.setTerms(terms, { protects, label }, services.platform.now());
  return { changed, undo: library.undo.takeRecorded() };
};

/** `title.set`: a title as the reader wants it. Errors: `invalid-input` with the place in `ref`, `not-found`. */
export const setTitle: Handler<Services, 'title.set'> = async (services, { slug, title }) => {
  const open = await services.open();
  const notation = title === null ? null : title.trim();
  if (notation !== null) readOwnTitle(notation);
  touchStudies(services, open, [slug]);
  open.library.titles.set(presentName(open.names, slug), { notation }, services.platform.now());
  return { preview: previewOf(open, slug), undo: open.library.undo.takeRecorded() };
};

/** `title.clear`: the rule decides again. Errors: `not-found`. */
export const clearTitle: Handler<Services, 'title.clear'> = async (services, { slug }) => {
  const open = await services.open();
  const preview = previewOf(open, slug, null);
  const name = presentName(open.names, slug);
  const changed = open.library.titles.clear(name, services.platform.now());
  return { preview, changed, undo: open.library.undo.takeRecorded() };
};

/** `title.preview`: what is written of a title, and what styles print. Errors: `not-found`, `invalid-input`. */
export const previewTitle: Handler<Services, 'title.preview'> = async (services, input) => {
  const open = await services.open();
  if (input.title === undefined) return previewOf(open, input.slug);
  if (input.title !== null) readOwnTitle(input.title);
  return previewOf(open, input.slug, { notation: input.title });
};

/** With what is stored; with `own` instead where it is given, null for the rule. */
function previewOf(
  open: OpenServices,
  slug: Slug,
  own: StoredTitle | null = open.library.titles.of(slug),
): MethodOutput<'title.preview'> {
  const citation = citationOf(open, slug);
  if (citation === null) throw unknownStudy(slug);
  const { item } = citation.copy;
  const titled = own === null ? { item, ownTitle: null } : titledItem(item, own);
  const issues = createTextIssues();
  const text = cleanText(titled.item.title ?? '', issues);
  const protection = titleProtection(open);
  const written = titled.ownTitle ?? byRule(titled.item, text, protection);
  const context = { charset: 'ascii' as const, issues, protection, ownTitle: titled.ownTitle };
  const language = readLanguage(item.language);
  const from = titled.ownTitle === null ? 'rule' : own?.notation === null ? 'as-is' : 'own';
  return {
    slug: presentName(open.names, slug),
    title: item.title ?? '',
    notation: writeNotation(written),
    from,
    bibtex: titleText(titled.item.title ?? '', language, context) ?? '',
    plain: withoutMarks(titleInPlain(written)),
    apa: withoutMarks(text),
    differs: !hasSameWords(text, cleanText(item.title ?? '', issues)),
  };
}

/** A title in another language than English, or in another script, is protected whole, as the writer does. */
function byRule(
  item: CslItem,
  text: string,
  protection: ReturnType<typeof titleProtection>,
): Parameters<typeof titleInPlain>[0] {
  const language = readLanguage(item.language);
  const isForeign = language === null ? isMostlyNonLatin(text) : language.name !== 'english';
  const whole = text === '' ? [] : [{ start: 0, end: text.length }];
  return { text, spans: isForeign ? whole : protection(text) };
}

function naming(terms: readonly string[]): string {
  const [first = ''] = terms;
  return terms.length === 1 ? `“${first}”` : `${terms.length} terms`;
}

function unknownStudy(slug: Slug): AppError {
  return new AppError(
    'not-found',
    `No study with the name ${slug} is in the copy of the atlas. Nothing was changed. "companion search" finds studies.`,
    { ref: slug },
  );
}
