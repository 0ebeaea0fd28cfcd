// Reading lists behind a fake bridge: they can be made, filled, ordered, renamed and deleted.
// Invariant: as in the core, a change names its undo, and a list that is not there is `not-found`.
import { AppError } from '../../src/shared/contract/errors.ts';
import type { ListView, MethodOutput } from '../../src/shared/contract/types.ts';
import type { ListId, Slug, UnixMs } from '../../src/shared/domain/ids.ts';
import { exampleRow } from './example-search.ts';
import type { FakeAnswers } from './fake-bridge.ts';

export interface ExampleList {
  name: string;
  slugs: readonly Slug[];
}

type Reference = number | string;
type Change = MethodOutput<'list.add'>;

export const slugOf = (number: number): Slug => `study-${number}` as Slug;

/** The slugs of studies 1 to `count`. */
export function slugsUpTo(count: number): readonly Slug[] {
  return Array.from({ length: count }, (_, index) => slugOf(index + 1));
}

/** The methods of lists over these; a study over number 900 is not in the copy of the atlas. */
export function exampleLists(lists: Map<number, ExampleList>): FakeAnswers {
  const entryOf = (reference: Reference): [number, ExampleList] => {
    const found = [...lists].find(([id, { name }]) => id === reference || name === reference);
    if (found === undefined) throw new AppError('not-found', 'There is no such list.');
    return found;
  };
  const viewOf = ([id, { name, slugs }]: [number, ExampleList]): ListView => ({
    id: id as ListId,
    name,
    size: slugs.length,
    createdAt: 1 as UnixMs,
    updatedAt: 1 as UnixMs,
  });
  const changed = (entry: [number, ExampleList], slugs: readonly Slug[], undo: string): Change => ({
    list: viewOf(entry),
    changed: [...slugs],
    undo,
  });
  const refuseTaken = (name: string): void => {
    if (![...lists.values()].some((list) => list.name === name)) return;
    throw new AppError(
      'name-taken',
      `There is a list “${name}” already. Nothing was changed. Choose another name.`,
    );
  };
  return {
    'list.all': () => ({ lists: [...lists].map(viewOf) }),
    'list.show': ({ list }) => {
      const entry = entryOf(list);
      return { list: viewOf(entry), slugs: [...entry[1].slugs], notes: [] };
    },
    'list.create': ({ name }) => {
      refuseTaken(name);
      const id = lists.size + 1;
      const list = { name, slugs: [] };
      lists.set(id, list);
      return changed([id, list], [], `create the list “${name}”`);
    },
    'list.rename': ({ list, name }) => {
      refuseTaken(name);
      const entry = entryOf(list);
      entry[1].name = name;
      return changed(entry, [], `rename to “${name}”`);
    },
    'list.delete': ({ list }) => {
      const entry = entryOf(list);
      const answer = changed(entry, [], `delete the list “${entry[1].name}”`);
      lists.delete(entry[0]);
      return answer;
    },
    'list.add': ({ list, slugs }) => {
      const entry = entryOf(list);
      const news = slugs.filter((slug) => !entry[1].slugs.includes(slug));
      entry[1].slugs = [...entry[1].slugs, ...news];
      const answer = changed(entry, news, `add ${news.length} to “${entry[1].name}”`);
      return news.length === 0 ? { ...answer, undo: null } : answer;
    },
    'list.remove': ({ list, slugs }) => {
      const entry = entryOf(list);
      const gone = entry[1].slugs.filter((slug) => slugs.includes(slug));
      entry[1].slugs = entry[1].slugs.filter((slug) => !slugs.includes(slug));
      return changed(entry, gone, `remove ${gone.length} from “${entry[1].name}”`);
    },
    'list.move': ({ list, slug, place }) => {
      const entry = entryOf(list);
      const others = entry[1].slugs.filter((each) => each !== slug);
      const at =
        'position' in place
          ? place.position - 1
          : 'before' in place
            ? others.indexOf(place.before)
            : others.indexOf(place.after) + 1;
      entry[1].slugs = [...others.slice(0, at), slug, ...others.slice(at)];
      return changed(entry, [slug], `move a study in “${entry[1].name}”`);
    },
    'search.rows': ({ slugs }) => ({
      rows: slugs
        .map((slug) => Number(slug.slice('study-'.length)))
        .filter((number) => number <= 900)
        .map((number) => exampleRow(number)),
      missing: slugs
        .filter((slug) => Number(slug.slice('study-'.length)) > 900)
        .map((slug) => ({
          slug,
          // One that the reader has marked, and cited before it was lost.
          ...(slug === 'study-998'
            ? { title: 'A paper that was lost', read: 'read' as const, tags: ['POTS', 'to cite'] }
            : { title: null, read: 'unread' as const, tags: [] }),
        })),
    }),
  };
}
