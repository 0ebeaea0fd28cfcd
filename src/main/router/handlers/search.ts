// Methods of searching.
// Invariant: a window gets rows by place and never a whole result; what it pages through does not move under it.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { StudyRow } from '../../../shared/domain/search.ts';
import type { Library, Services } from '../../services.ts';
import { presentName } from '../../storage/atlas/study-names.ts';
import { editQuery } from '../../search/edit-query.ts';
import type { Handler } from '../router.ts';

function rowsView(rows: readonly StudyRow[]): MethodOutput<'search.rows'>['rows'] {
  return rows.map((row) => ({ ...row, tags: [...row.tags] }));
}

/** `search.run`: all matches in order, with the counts of every facet. Errors: `query-syntax`. */
export const runSearch: Handler<Services, 'search.run'> = async (services, request) => {
  const index = await (await services.open()).search();
  const answer = index.search(request);
  return { ...answer, slugs: [...answer.slugs], notices: [...answer.notices] };
};

/** `search.rows`: what a list shows of up to 200 studies; of those the copy lacks, what the library knows. */
export const searchRows: Handler<Services, 'search.rows'> = async (services, { slugs }) => {
  const open = await services.open();
  const rows = (await open.search()).rows(slugs);
  const there = new Set(rows.map(({ slug }) => slug));
  const lacking = slugs.filter((slug) => !there.has(slug));
  return { rows: rowsView(rows), missing: lacking.map((slug) => missingView(open.library, slug)) };
};

function missingView(
  { references, marks }: Library,
  slug: Slug,
): MethodOutput<'search.rows'>['missing'][number] {
  return {
    slug,
    title: references.find(slug)?.item.title ?? null,
    read: marks.readState(slug),
    tags: [...marks.tagsOf(slug)],
  };
}

/** `search.open`: searches, keeps the result, answers with its first rows. Errors: `query-syntax`. */
export const openSearch: Handler<Services, 'search.open'> = async (
  services,
  { rows, ...request },
) => {
  const open = await services.open();
  const index = await open.search();
  // What has changed is read in a turn of its own: at 61,450 studies either takes 20 ms, and a key that is pressed
  // meanwhile is answered between them. Where it is much, the answer is of the state before, and the window hears when
  // there is a newer one.
  if (!services.changes.catchUp() && index.refresh()) await nextTurn();
  const { slugs, total, counts, notices, active, elsewhere, years, terms } = index.examine(request);
  return {
    result: open.results.open(slugs),
    total,
    counts,
    notices: [...notices],
    active: [...active],
    elsewhere: [...elsewhere],
    years,
    terms: terms.map((term) => ({ ...term, words: [...term.words] })),
    rows: rowsView(index.rows(slugs.slice(0, rows))),
  };
};

/** `search.page`: rows of an open result by place; fewer at its end. Errors: `result-gone`. */
export const searchPage: Handler<Services, 'search.page'> = async (
  services,
  { result, from, count },
) => {
  const open = await services.open();
  const slugs = open.results.slugs(result).slice(from, from + count);
  return { rows: rowsView((await open.search()).rows(slugs)) };
};

/** `search.slugs`: a stretch of an open result. Errors: `result-gone`. */
export const searchSlugs: Handler<Services, 'search.slugs'> = async (
  services,
  { result, from, to },
) => ({ slugs: (await services.open()).results.slugs(result).slice(from, Math.max(from, to)) });

/** `search.place`: where a study stands in an open result, from 0. Errors: `result-gone`. */
export const searchPlace: Handler<Services, 'search.place'> = async (
  services,
  { result, slug },
) => {
  // Walked, not looked up: 0.2 ms at 61,450 studies, and a map of them all would take 6 MB a result.
  const { results, names } = await services.open();
  const place = results.slugs(result).indexOf(presentName(names, slug));
  return { place: place < 0 ? null : place };
};

/** `search.edit`: the query with a filter changed; nothing is searched. Errors: `query-syntax`, `invalid-input`. */
export const editSearch: Handler<Services, 'search.edit'> = (_services, { query, change }) => ({
  query: editQuery(query, change),
});
