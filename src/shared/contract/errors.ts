// The closed set of expected failures. Everything else is a defect and travels as `internal`.
// Invariant: `message` is for a person: what happened, what is safe, what to do.

export const ERROR_CODES = [
  'invalid-input',
  'unknown-method',
  'query-syntax',
  'result-gone',
  'not-found',
  'name-taken',
  'conflict',
  'nothing-to-undo',
  'not-a-study-page',
  'page-has-no-slug',
  'starter-damaged',
  'data-folder',
  'not-writable',
  'disk-full',
  'locked',
  'in-use',
  'library-newer',
  'library-corrupt',
  'library-missing',
  'mirror-corrupt',
  'history-corrupt',
  'backup-not-found',
  'backup-damaged',
  'bundle-damaged',
  'bundle-newer',
  'target-not-ours',
  'file-unreadable',
  'source-invalid',
  'source-unreachable',
  'source-refused',
  'unreadable-site',
  'sync-running',
  'needs-decision',
  'aborted',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions {
  /** Trying again unchanged may succeed. */
  readonly retryable?: boolean;
  /** What the failure is about: a slug, a file name, a place in a query. Never note text. */
  readonly ref?: string | null;
  readonly cause?: unknown;
}

/** An expected failure: a code for programs, sentences for people. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly ref: string | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.ref = options.ref ?? null;
  }
}
