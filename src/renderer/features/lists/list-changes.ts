// Changes of lists that several views make: ask the core, note the undo, say what happened.
// Invariant: what was done is always said, and can be undone whenever the core says so.
import { announce } from '../../a11y/announcer.tsx';
import { request } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import type { ListId, Slug } from '../../../shared/domain/ids.ts';
import { addedInWords, removedInWords } from './list-words.ts';

/** Puts studies into a list. Returns what happened in a sentence. @throws ApiError */
export async function addToList(list: ListId, slugs: readonly Slug[]): Promise<string> {
  const { list: after, changed, undo } = await request('list.add', { list, slugs: [...slugs] });
  return tell(undo, addedInWords(after.name, slugs.length, changed.length));
}

/** Makes a list and puts studies into it. Returns what happened in a sentence. @throws ApiError */
export async function addToNewList(name: string, slugs: readonly Slug[]): Promise<string> {
  const { list, undo } = await request('list.create', { name });
  // Noted before the studies are added: should that fail, the new list is seen and can be undone.
  noteDone(undo);
  return addToList(list.id, slugs);
}

/** Takes studies out of a list. Returns what happened in a sentence. @throws ApiError */
export async function takeOutOfList(list: ListId, slugs: readonly Slug[]): Promise<string> {
  const { list: after, changed, undo } = await request('list.remove', { list, slugs: [...slugs] });
  return tell(undo, removedInWords(after.name, changed.length));
}

function tell(undo: string | null, sentence: string): string {
  noteDone(undo);
  // After `noteDone`, whose words are the core's: the last sentence is the one that is said.
  announce(undo === null ? sentence : `${sentence} It can be undone.`);
  return sentence;
}
