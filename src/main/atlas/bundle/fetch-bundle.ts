// Fetches a bundle into a file.
// Invariant: the file never grows beyond the limit, and what was fetched is not looked at here: it is checked like any file.
import { open } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { MAX_FILE_BYTES } from './format.ts';
import { redirectTarget } from './address.ts';
import { userAgent } from '../../user-agent.ts';

const MAX_REDIRECTS = 5;
/** A server that sends nothing for so long is given up. A whole bundle may take as long as it takes. */
const SILENCE_MS = 60_000;

export interface FetchBundleOptions {
  /** From `parseBundleAddress`. */
  readonly url: URL;
  /** Where to put it; there is no file yet. */
  readonly path: string;
  readonly version: string;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Bytes so far, and those announced (0: none were). */
  readonly onProgress: (done: number, total: number) => void;
  readonly maxBytes?: number;
  readonly silenceMs?: number;
}

/** @throws AppError `source-unreachable`, `source-refused`, `aborted`, `disk-full` */
export async function fetchBundle(options: FetchBundleOptions): Promise<void> {
  const watch = createWatch(options);
  try {
    const response = await follow(options, watch.signal);
    if (response.body === null) throw refused(options.url, 'it sent nothing');
    await save(response, options, watch);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (options.signal.aborted) throw stopped(error);
    throw failed(options, error);
  } finally {
    watch.end();
  }
}

async function follow(options: FetchBundleOptions, signal: AbortSignal): Promise<Response> {
  let { url } = options;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await options.fetch(url, {
      headers: {
        'user-agent': userAgent(options.version),
        accept: 'application/octet-stream,*/*;q=0.5',
      },
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    if (response.status === 200) return response;
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      throw refused(url, `it answered ${response.status}`);
    }
    const next = redirectTarget(url, location);
    if (next === null) throw refused(url, 'it sends on to another place');
    url = next;
  }
  throw refused(url, 'it sends in a circle');
}

async function save(response: Response, options: FetchBundleOptions, watch: Watch): Promise<void> {
  const { maxBytes = MAX_FILE_BYTES } = options;
  const announced = Number(response.headers.get('content-length') ?? 0);
  const total = Number.isSafeInteger(announced) ? announced : 0;
  if (total > maxBytes) throw refused(options.url, 'what it has is larger than any atlas');
  const file = await open(options.path, 'wx', 0o600);
  try {
    let done = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      watch.heard();
      done += chunk.byteLength;
      if (done > maxBytes) throw refused(options.url, 'what it has is larger than any atlas');
      await file.appendFile(chunk);
      options.onProgress(done, total);
    }
  } finally {
    await file.close();
  }
}

interface Watch {
  readonly signal: AbortSignal;
  heard(): void;
  end(): void;
}

/** A signal that is aborted with the outer one, or when nothing has been heard for too long. */
function createWatch({ signal, silenceMs = SILENCE_MS }: FetchBundleOptions): Watch {
  const silence = new AbortController();
  const timer = setTimeout(() => {
    silence.abort();
  }, silenceMs);
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    heard: () => timer.refresh(),
    end: () => {
      clearTimeout(timer);
    },
  };
}

function refused(url: URL, why: string): AppError {
  return new AppError(
    'source-refused',
    `No bundle came from ${url.host}: ${why}. Nothing was changed. Check the address, or fetch the file with a browser and open it.`,
    { ref: url.host },
  );
}

function stopped(cause: unknown): AppError {
  return new AppError('aborted', 'Stopped. Nothing was changed.', { cause });
}

function failed({ url }: FetchBundleOptions, cause: unknown): unknown {
  // A DOMException's code is a number, and says nothing here.
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      'There is no room to keep the bundle while it is read. Nothing was changed. Make room in the data folder, then try again.',
      { cause, retryable: true },
    );
  }
  if (code !== '' && !/^(?:E[A-Z]+|UND_ERR_\w+)$/u.test(code)) return cause;
  return new AppError(
    'source-unreachable',
    `The bundle could not be fetched from ${url.host}: the connection failed or fell silent. Nothing was changed. Try again later.`,
    { ref: url.host, cause, retryable: true },
  );
}
