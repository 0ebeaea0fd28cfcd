// Methods of reading lists. Each change answers with the sentence that `undo` would take back.
import type { Slug } from '../../../shared/domain/ids.ts';
import type { ReadingList } from '../../../shared/domain/library.ts';
import type { OpenServices, Services } from '../../services.ts';
import type { Handler } from '../router.ts';
import { touchStudies } from '../touch.ts';

function answer(open: OpenServices, list: ReadingList, changed: readonly Slug[]) {
  return { list, changed: [...changed], undo: open.library.undo.takeRecorded() };
}

/** `list.create`: makes an empty list. Errors: `name-taken`, `invalid-input`. */
export const createList: Handler<Services, 'list.create'> = async (services, { name }) => {
  const open = await services.open();
  return answer(open, open.library.lists.create(name, services.platform.now()), []);
};

/** `list.add`: puts studies at the end; `changed` names those that were not in it. Errors: `not-found`. */
export const addToList: Handler<Services, 'list.add'> = async (services, { list, slugs }) => {
  const open = await services.open();
  open.library.lists.find(list);
  touchStudies(services, open, slugs);
  const added = open.library.lists.add(list, slugs, services.platform.now());
  return answer(open, open.library.lists.find(list), added);
};

/** `list.remove`: takes studies out; `changed` names those that were in it. Errors: `not-found`. */
export const removeFromList: Handler<Services, 'list.remove'> = async (
  services,
  { list, slugs },
) => {
  const open = await services.open();
  const removed = open.library.lists.remove(list, slugs, services.platform.now());
  return answer(open, open.library.lists.find(list), removed);
};

/** `list.move`: gives a study another place. Errors: `not-found`. */
export const moveInList: Handler<Services, 'list.move'> = async (
  services,
  { list, slug, place },
) => {
  const open = await services.open();
  open.library.lists.move(list, slug, { place, at: services.platform.now() });
  return answer(open, open.library.lists.find(list), [slug]);
};

/** `list.rename`. Errors: `not-found`, `name-taken`, `invalid-input`. */
export const renameList: Handler<Services, 'list.rename'> = async (services, { list, name }) => {
  const open = await services.open();
  return answer(open, open.library.lists.rename(list, name, services.platform.now()), []);
};

/** `list.delete`: marks a list as deleted; undo brings it back whole. Errors: `not-found`. */
export const deleteList: Handler<Services, 'list.delete'> = async (services, { list }) => {
  const open = await services.open();
  return answer(open, open.library.lists.delete(list, services.platform.now()), []);
};

/** `list.show`: the studies in order, and the notes of the list. Errors: `not-found`. */
export const showList: Handler<Services, 'list.show'> = async (services, { list }) => {
  const { library } = await services.open();
  const found = library.lists.find(list);
  return {
    list: found,
    slugs: library.lists.entries(found.id),
    notes: library.notes.of({ listId: found.id }),
  };
};

/** `list.all`: every list, by name. */
export const allLists: Handler<Services, 'list.all'> = async (services) => {
  const { library } = await services.open();
  return { lists: library.lists.all() };
};
