// A bridge for tests of views: answers from a table, typed by the contract.
// Invariant: a method that the table lacks fails loudly instead of answering something.
import type { AtlasBridge, WindowRequest } from '../../src/shared/contract/bridge.ts';
import { failure, success } from '../../src/shared/contract/envelope.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { MethodName } from '../../src/shared/contract/names.ts';
import type { CoreEvent, MethodOutput, ParsedInput } from '../../src/shared/contract/types.ts';

/** What each method answers; an `AppError` that is thrown travels as an error value. */
export type FakeAnswers = {
  readonly [M in MethodName]?: (
    input: ParsedInput<M>,
  ) => MethodOutput<M> | Promise<MethodOutput<M>>;
};

export interface FakeBridge extends AtlasBridge {
  /** What was asked, in order. */
  readonly calls: readonly { readonly method: string; readonly input: unknown }[];
  /** Tells the window something, as the core would. */
  emit(event: CoreEvent): void;
  /** Asks the window, as the desktop would; rejects where it does not listen. */
  ask(request: WindowRequest): Promise<boolean>;
  /** Says that the core can, or cannot, be reached. */
  setConnected(isConnected: boolean): void;
}

/** A bridge over a table of answers. */
export function createFakeBridge(answers: FakeAnswers): FakeBridge {
  const calls: { method: string; input: unknown }[] = [];
  const listeners = new Set<(event: unknown) => void>();
  const connectionListeners = new Set<(isConnected: boolean) => void>();
  let isConnected = true;
  let answerer: ((request: WindowRequest) => Promise<boolean>) | null = null;
  const byName = answers as Readonly<Record<string, ((input: unknown) => unknown) | undefined>>;
  return {
    host: 'browser',
    calls,
    async call(method, input) {
      calls.push({ method, input });
      if (!isConnected) throw new Error('not connected');
      const answer = byName[method];
      if (answer === undefined) throw new Error(`the fake bridge has no answer for ${method}`);
      try {
        return success(await answer(input));
      } catch (error) {
        if (error instanceof AppError) return failure(error);
        throw error;
      }
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onRequest(answer) {
      answerer = answer;
      return () => (answerer = null);
    },
    makePdf: () => Promise.resolve(success({ pdf: 'JVBERi0x' })),
    deliver: () => Promise.resolve(),
    upload(file) {
      calls.push({ method: 'upload', input: file });
      return Promise.resolve(success({ file: 'uploaded' }));
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    ask(request) {
      return answerer?.(request) ?? Promise.reject(new Error('the window does not listen'));
    },
    setConnected(value) {
      isConnected = value;
      for (const listener of connectionListeners) listener(value);
    },
  };
}
