// How values get from one world of a page to the other, as `contextBridge` carries them.
// Invariant: the two worlds share no object. Text goes over, by synchronous DOM events; functions and
// promises stay at home, and the other side has one that asks for them. Runs in pages.
//
// Electron, contextBridge, "Parameter / Error / Return Type support": functions and promises are proxied,
// objects and arrays copied, prototypes dropped, symbols omitted, errors lose their own properties.
import { decodeStructured, encodeStructured, kindOf } from './structured.ts';

/** What both worlds have of the document. */
export interface Target {
  addEventListener(name: string, listener: (event: { readonly detail?: unknown }) => void): void;
  removeEventListener(name: string, listener: (event: { readonly detail?: unknown }) => void): void;
  dispatchEvent(event: never): unknown;
}

export interface ExchangeOptions {
  readonly target: Target;
  readonly own: string;
  readonly other: string;
  /** Answers what is neither a call nor a promise that was kept. */
  readonly receive?: (name: string, value: unknown) => void;
}

type Packed = null | boolean | number | string | readonly unknown[];
type Anything = (...args: readonly unknown[]) => unknown;
type Message =
  | { readonly call: number; readonly args: readonly Packed[] }
  | { readonly settle: number; readonly value: Packed; readonly isError: boolean }
  | { readonly name: string; readonly value: Packed };

const MOST_DEPTH = 1000;

/** This world's end; gives the function that sends to the other one. */
export function createExchange(options: ExchangeOptions): (name: string, value: unknown) => void {
  const { target, own, other } = options;
  const functions: Anything[] = [];
  const proxies = new WeakMap<Anything, number>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let promises = 0;
  let calls = 0;

  function send(message: Message): unknown {
    calls += 1;
    let answer = '';
    const reply = `${other}-answer-${calls}`;
    const hear = (event: { readonly detail?: unknown }): void => {
      answer = event.detail as string;
    };
    target.addEventListener(reply, hear);
    const detail = JSON.stringify({ reply, message });
    target.dispatchEvent(new CustomEvent(other, { detail }) as never);
    target.removeEventListener(reply, hear);
    if (answer === '') throw new Error('the other world does not answer');
    const { value, isError } = JSON.parse(answer) as { value: Packed; isError: boolean };
    if (isError) throw unpack(value);
    return unpack(value);
  }

  function take(message: Message): unknown {
    if ('call' in message) return functions[message.call]?.(...message.args.map(unpack));
    if ('settle' in message) {
      const promise = waiting.get(message.settle);
      waiting.delete(message.settle);
      if (message.isError) promise?.reject(unpack(message.value));
      else promise?.resolve(unpack(message.value));
      return undefined;
    }
    options.receive?.(message.name, unpack(message.value));
    return undefined;
  }

  target.addEventListener(own, (event) => {
    const { reply, message } = JSON.parse(event.detail as string) as {
      reply: string;
      message: Message;
    };
    let answer: { readonly value: Packed; readonly isError: boolean };
    try {
      answer = { value: pack(take(message), 0), isError: false };
    } catch (error) {
      answer = { value: pack(error, 0), isError: true };
    }
    target.dispatchEvent(new CustomEvent(reply, { detail: JSON.stringify(answer) }) as never);
  });

  function pack(value: unknown, depth: number): Packed {
    if (depth >= MOST_DEPTH) {
      throw new TypeError(
        'Electron contextBridge recursion depth exceeded. Nested objects deeper than 1000 are not supported.',
      );
    }
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'symbol') return ['omitted'];
    if (typeof value === 'function') return packFunction(value as Anything);
    const kind = kindOf(value);
    if (kind === 'Array') return ['a', (value as unknown[]).map((each) => pack(each, depth + 1))];
    if (kind === 'Promise') return packPromise(value as Promise<unknown>);
    if (kind === 'Error') return ['e', (value as Error).message, (value as Error).stack ?? ''];
    if (kind !== 'Object') return ['c', encodeStructured(value)];
    const pairs = Object.entries(value as object)
      .filter(([, each]) => typeof each !== 'symbol')
      .map(([key, each]) => [key, pack(each, depth + 1)]);
    return ['o', pairs];
  }

  function packFunction(value: Anything): Packed {
    const id = proxies.get(value);
    if (id !== undefined) return ['back', id];
    functions.push(value);
    return ['f', functions.length - 1];
  }

  function packPromise(value: Promise<unknown>): Packed {
    promises += 1;
    const id = promises;
    const settle = (isError: boolean) => (settled: unknown) => {
      try {
        send({ settle: id, value: pack(settled, 0), isError });
      } catch (error) {
        send({ settle: id, value: pack(error, 0), isError: true });
      }
    };
    void value.then(settle(false), settle(true));
    return ['p', id];
  }

  function unpack(packed: Packed): unknown {
    if (packed === null || typeof packed !== 'object') return packed;
    const [tag, first, second] = packed as readonly [string, ...unknown[]];
    switch (tag) {
      case 'omitted':
        return undefined;
      case 'back':
        return functions[first as number];
      case 'f': {
        const proxy = (...args: readonly unknown[]): unknown =>
          send({ call: first as number, args: args.map((each) => pack(each, 0)) });
        proxies.set(proxy, first as number);
        return proxy;
      }
      case 'p': {
        const promise = Promise.withResolvers<unknown>();
        waiting.set(first as number, promise);
        return promise.promise;
      }
      case 'e':
        return Object.assign(new Error(first as string), { stack: second });
      case 'a':
        return (first as readonly Packed[]).map(unpack);
      case 'o':
        return Object.fromEntries(
          (first as readonly (readonly [string, Packed])[]).map(([k, v]) => [k, unpack(v)]),
        );
      case 'c':
        return decodeStructured(first as string);
      default:
        throw new Error(`an unknown kind of value: ${tag}`);
    }
  }

  return (name, value) => void send({ name, value: pack(value, 0) });
}
