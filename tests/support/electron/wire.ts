// Questions and answers between the program's process and the test's, over the channel Node gives a child.
// Invariant: what is neither question nor answer is what the program itself said, and is kept apart.

export type Answering = (value: never) => unknown;

interface Question {
  readonly ask: number;
  readonly name: string;
  readonly value: unknown;
}

interface Answer {
  readonly answer: number;
  readonly value?: unknown;
  readonly error?: string;
}

export interface Wire {
  /** Asks the other process. */
  ask(name: string, value?: unknown): Promise<unknown>;
  /** Answers questions of this name. */
  handle(name: string, answer: Answering): void;
  /** Takes a message of the channel; false where it is none of ours. */
  take(message: unknown): boolean;
}

/** One end; `send` puts a message on the channel. */
export function createWire(send: (message: object) => void): Wire {
  const answering = new Map<string, Answering>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  const answer = async ({ ask, name, value }: Question): Promise<void> => {
    try {
      const run = answering.get(name);
      if (run === undefined) throw new Error(`nobody answers "${name}"`);
      send({ answer: ask, value: await run(value as never) });
    } catch (error) {
      send({ answer: ask, error: error instanceof Error ? error.message : String(error) });
    }
  };
  return {
    ask(name, value) {
      asked += 1;
      const promise = Promise.withResolvers<unknown>();
      waiting.set(asked, promise);
      send({ ask: asked, name, value });
      return promise.promise;
    },
    handle(name, run) {
      answering.set(name, run);
    },
    take(message) {
      if (typeof message !== 'object' || message === null) return false;
      if ('ask' in message) {
        void answer(message as Question);
        return true;
      }
      if (!('answer' in message)) return false;
      const { answer: id, value, error } = message as Answer;
      const promise = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) promise?.resolve(value);
      else promise?.reject(new Error(error));
      return true;
    },
  };
}
