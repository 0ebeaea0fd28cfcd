// How an answer travels: a value, or an error as a value. Nothing is ever thrown across a boundary.
import { AppError, type ErrorCode } from './errors.ts';

export interface ErrorValue {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly ref: string | null;
}

export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorValue };

/** Wraps a value. */
export function success<T>(value: T): Envelope<T> {
  return { ok: true, value };
}

/** Turns whatever was thrown into an error value; what is no `AppError` becomes `internal`. */
export function failure(thrown: unknown): Envelope<never> {
  if (thrown instanceof AppError) {
    const { code, message, retryable, ref } = thrown;
    return { ok: false, error: { code, message, retryable, ref } };
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `Something went wrong inside the program (${detail}). What was saved before is safe. Please report it; --verbose shows where it happened.`;
  return { ok: false, error: { code: 'internal', message, retryable: false, ref: null } };
}
