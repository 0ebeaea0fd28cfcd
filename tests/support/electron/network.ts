// `net`: requests of the main process, over Node's own network.
// Invariant: what Electron says is wrong about its responses is not there to be leant on.
import type { ClientRequestConstructorOptions, Net } from 'electron';
import { StandInRequest } from './client-request.ts';
import { needsReady } from './lifecycle.ts';
import { refuse, strict } from './strict.ts';

let isOnline = true;
let hasBeenAsked = false;

/** Takes the network away or brings it back, as far as `net` says so. */
export function setOnline(value: boolean): void {
  isOnline = value;
  hasBeenAsked = false;
}

/** Whether the shell has looked since. */
export function wasAsked(): boolean {
  return hasBeenAsked;
}

function look(): boolean {
  hasBeenAsked = true;
  return isOnline;
}

/** Asks the network. */
export async function answerByNetwork(request: Request): Promise<Response> {
  // Electron, net: "only after the application emits the ready event".
  needsReady('net.fetch');
  // Electron, net, "net.fetch" (limitations): no data: and no blob: addresses.
  if (!/^https?:/u.test(request.url)) throw new TypeError(`net.fetch of ${request.url}`);
  const response = await fetch(request);
  // As above: "the .type and .url values of the returned Response object are incorrect".
  for (const name of ['url', 'type']) {
    Object.defineProperty(response, name, { get: () => refuse(`Response.${name} of net.fetch`) });
  }
  return response;
}

export const net = strict('net', {
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return await answerByNetwork(new Request(input, init));
  },
  request: (options: ClientRequestConstructorOptions | string) =>
    strict('ClientRequest', new StandInRequest(options)) as never,
  isOnline: look,
  get online() {
    return look();
  },
} satisfies Pick<Net, 'fetch' | 'request' | 'isOnline' | 'online'>);
