// Steers a fake atlas from outside, by requests to `/__fake__`: what it was asked, its next step, silence.
// Invariant: such a request is not part of the site: it is neither recorded nor struck by a fault.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { summarizeRequests, type RequestLog } from './requests.ts';

const PREFIX = '/__fake__';
const SECONDS_OFFLINE = 60;

/** What can be steered. */
export interface Steered {
  step(): Promise<string | null>;
  forget(): void;
  goOffline(): Promise<void>;
  comeBack(): Promise<void>;
  isOffline(): boolean;
}

/** Does a request steer the fake atlas? */
export function isControl({ url = '' }: IncomingMessage): boolean {
  return url === PREFIX || url.startsWith(`${PREFIX}/`);
}

/**
 * `GET /__fake__`: what was asked so far, and the server's own CPU time. `POST /__fake__/step`: the next step.
 * `POST /__fake__/forget`: the requests so far. `POST /__fake__/offline?seconds=N`: nothing listens for N seconds; a
 * step that takes the atlas off the network ends like that too, for nobody could ask for the next one.
 */
export function answerControl(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { atlas, log }: { readonly atlas: Steered; readonly log: RequestLog },
): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const seconds = Number(searchParams.get('seconds') ?? SECONDS_OFFLINE);
  const comeBackLater = (): void => {
    if (atlas.isOffline()) setTimeout(() => void atlas.comeBack(), seconds * 1000);
  };
  switch (`${request.method ?? ''} ${pathname}`) {
    case `GET ${PREFIX}`: {
      const { user, system } = process.cpuUsage();
      answer(200, { ...summarizeRequests(log), cpuMs: Math.round((user + system) / 1000) });
      return;
    }
    case `POST ${PREFIX}/step`:
      void atlas.step().then((what) => {
        answer(200, { step: what });
        comeBackLater();
      });
      return;
    case `POST ${PREFIX}/forget`:
      atlas.forget();
      answer(200, {});
      return;
    case `POST ${PREFIX}/offline`:
      void atlas.goOffline().then(() => {
        answer(200, { offlineForSeconds: seconds });
        comeBackLater();
      });
      return;
    default:
      answer(404, { error: 'GET /__fake__, or POST to /__fake__/step, /forget or /offline' });
  }

  function answer(status: number, body: object): void {
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(`${JSON.stringify(body)}\n`);
  }
}
