// Methods of tags, read state, own coding and undo.
import type { Slug } from '../../../shared/domain/ids.ts';
import type { OpenServices, Services } from '../../services.ts';
import type { Handler } from '../router.ts';
import { touchStudies } from '../touch.ts';

function answer(open: OpenServices, changed: readonly Slug[]) {
  return { changed: [...changed], undo: open.library.undo.takeRecorded() };
}

/** `tag.add`: `changed` names the studies that did not have the tag. Errors: `not-found`, `invalid-input`. */
export const addTag: Handler<Services, 'tag.add'> = async (services, { slugs, tag }) => {
  const open = await services.open();
  touchStudies(services, open, slugs);
  return answer(open, open.library.marks.addTag(slugs, tag, services.platform.now()));
};

/** `tag.remove`: `changed` names the studies that had the tag. Errors: `invalid-input`. */
export const removeTag: Handler<Services, 'tag.remove'> = async (services, { slugs, tag }) => {
  const open = await services.open();
  return answer(open, open.library.marks.removeTag(slugs, tag, services.platform.now()));
};

/** `tag.list`: every tag with the number of its studies. */
export const listTags: Handler<Services, 'tag.list'> = async (services) => {
  const { library } = await services.open();
  return { tags: library.marks.tags() };
};

/** `read.set`: `changed` names the studies whose state was another. Errors: `not-found`. */
export const setRead: Handler<Services, 'read.set'> = async (services, { slugs, state }) => {
  const open = await services.open();
  touchStudies(services, open, slugs);
  return answer(open, open.library.marks.setReadState(slugs, state, services.platform.now()));
};

/** `coding.set`: stores the reader's own coding, the PEM source `mine`. Errors: `not-found`. */
export const setCoding: Handler<Services, 'coding.set'> = async (services, input) => {
  const open = await services.open();
  touchStudies(services, open, [input.slug]);
  const coding = { ...input, codedAt: services.platform.now() };
  open.library.marks.setCoding(coding);
  return { coding, undo: open.library.undo.takeRecorded() };
};

/** `coding.clear`: `changed` is empty where there was none. */
export const clearCoding: Handler<Services, 'coding.clear'> = async (services, { slug }) => {
  const open = await services.open();
  return answer(open, open.library.marks.clearCoding(slug, services.platform.now()) ? [slug] : []);
};

/** `undo.run`: takes back the last change. Errors: `nothing-to-undo`, `conflict`. */
export const runUndo: Handler<Services, 'undo.run'> = async (services) => {
  const { library } = await services.open();
  return { undone: library.takeBack(services.platform.now()), next: library.undo.next() };
};

/** `undo.peek`: what `undo.run` would take back. */
export const peekUndo: Handler<Services, 'undo.peek'> = async (services) => {
  const { library } = await services.open();
  return { next: library.undo.next() };
};
