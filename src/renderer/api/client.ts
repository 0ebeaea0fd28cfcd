// Asks the core, typed by the contract. The only file that touches the bridge.
// Invariant: what comes back is a value of the contract or an `ApiError`; nothing else is thrown.
import type { AtlasBridge, WindowRequest } from '../../shared/contract/bridge.ts';
import type { Envelope } from '../../shared/contract/envelope.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { MethodName } from '../../shared/contract/names.ts';
import type { CoreEvent, MethodInput, MethodOutput } from '../../shared/contract/types.ts';

/** `no-answer`: the core cannot be reached. Everything else is the contract's. */
export type ApiErrorCode = ErrorCode | 'no-answer';

/** A failed request: a code for programs, a sentence for people. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly retryable: boolean;
  readonly ref: string | null;

  constructor(
    code: ApiErrorCode,
    message: string,
    more: { retryable: boolean; ref: string | null },
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.retryable = more.retryable;
    this.ref = more.ref;
  }
}

let bridge: AtlasBridge | null = null;

/** Names the bridge that all requests go through; called once, before the app is shown. */
export function connect(to: AtlasBridge): void {
  bridge = to;
}

function connected(): AtlasBridge {
  if (bridge === null) throw new Error('connect() was not called before the first request');
  return bridge;
}

/**
 * Calls a method of the core.
 * @throws ApiError with the contract's code, or `no-answer`
 */
export async function request<M extends MethodName>(
  method: M,
  input: MethodInput<M>,
): Promise<MethodOutput<M>> {
  // The core checks what goes in and comes out against the contract's schemas; here they would only cost time.
  return await settle<MethodOutput<M>>(connected().call(method, input));
}

/**
 * Hands a file to the core, where the host has no dialog for that; gives its handle.
 * @throws ApiError as `request`
 */
export async function upload(file: Blob): Promise<string> {
  const answer = await settle<{ readonly file: string }>(connected().upload(file));
  return answer.file;
}

/** Makes a PDF of the window as it would be printed, in base64; null where the host cannot. */
export function makePdf(): (() => Promise<string>) | null {
  const { makePdf: make } = connected();
  if (make === null) return null;
  return async () => (await settle<{ readonly pdf: string }>(make())).pdf;
}

async function settle<T>(call: Promise<unknown>): Promise<T> {
  let answer: Envelope<T>;
  try {
    answer = (await call) as Envelope<T>;
  } catch (error) {
    throw new ApiError(
      'no-answer',
      'The program behind this window does not answer. What was saved is safe, and what you typed stays here. Try again; if that does not help, start it again.',
      { retryable: true, ref: error instanceof Error ? error.message : null },
    );
  }
  if (answer.ok) return answer.value;
  const { code, message, retryable, ref } = answer.error;
  throw new ApiError(code, message, { retryable, ref });
}

/** Hears the core's events until the returned function is called. */
export function onCoreEvent(listener: (event: CoreEvent) => void): () => void {
  return connected().onEvent((event) => {
    listener(event as CoreEvent);
  });
}

/** Hears whether the core can be reached. */
export function onConnection(listener: (isConnected: boolean) => void): () => void {
  return connected().onConnection(listener);
}

/** Answers what a desktop asks of this window, until the returned function is called. */
export function onHostRequest(answer: (request: WindowRequest) => Promise<boolean>): () => void {
  return connected().onRequest(answer);
}

/** Hands a written download to the reader; nothing to do where the host wrote the file itself. */
export function deliver(target: string): Promise<void> {
  return connected().deliver(target);
}

/** What kind of host this is, for the few sentences that differ. */
export function hostKind(): AtlasBridge['host'] {
  return connected().host;
}

/** Any thrown thing as an `ApiError`. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiError(
    'internal',
    `Something went wrong inside this window (${detail}). What was saved is safe. Try again, or reload the window.`,
    { retryable: true, ref: null },
  );
}
