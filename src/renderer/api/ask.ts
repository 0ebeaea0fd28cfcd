// Questions that change nothing, each sent once however many views ask it at the same moment.
// Invariant: an answer is shared only by those who asked in one turn, so that it is never older than the
// question; what changes something goes through `request` and is never shared.
import type { MethodName } from '../../shared/contract/names.ts';
import type { MethodInput, MethodOutput } from '../../shared/contract/types.ts';
import { request } from './client.ts';

/** What was asked in this turn: method and input as text. */
const asked = new Map<string, Promise<unknown>>();

/** As `request`; asked the same again in the same turn, it gives the same answer. @throws ApiError */
export function ask<M extends MethodName>(
  method: M,
  input: MethodInput<M>,
): Promise<MethodOutput<M>> {
  const key = `${method} ${JSON.stringify(input)}`;
  // The method is part of the key, so that what lies there is its answer.
  const known = asked.get(key) as Promise<MethodOutput<M>> | undefined;
  if (known !== undefined) return known;
  const answer = request(method, input);
  asked.set(key, answer);
  // After all that runs now: a study that is opened has its parts ask in one go.
  queueMicrotask(() => asked.delete(key));
  return answer;
}
