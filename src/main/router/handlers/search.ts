// Methods of searching.
import type { Services } from '../../services.ts';
import type { Handler } from '../router.ts';

/** `search.run`: all matches in order, with the counts of every facet. Errors: `query-syntax`. */
export const runSearch: Handler<Services, 'search.run'> = async (services, request) => {
  const index = await (await services.open()).search();
  const answer = index.search(request);
  return { ...answer, slugs: [...answer.slugs], notices: [...answer.notices] };
};

/** `search.rows`: what a list shows of up to 200 studies; unknown slugs are left out. */
export const searchRows: Handler<Services, 'search.rows'> = async (services, { slugs }) => {
  const index = await (await services.open()).search();
  return { rows: index.rows(slugs).map((row) => ({ ...row, tags: [...row.tags] })) };
};
