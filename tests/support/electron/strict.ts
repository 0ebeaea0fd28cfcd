// What makes the stand-in strict: a property or an event that it does not have is an error with its name.
// Invariant: the shell cannot lean on anything of Electron that no test has shown.
import { EventEmitter } from 'node:events';

/** Says that something of Electron is not here. */
export function refuse(name: string): never {
  throw new Error(`not in the stand-in: ${name}`);
}

/** The object, of which unknown properties are an error and not `undefined`. */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key) {
      // `then` and `toJSON`: whoever awaits or prints a value asks for them.
      const isAsked = typeof key === 'symbol' || key === 'then' || key === 'toJSON';
      if (isAsked || key in target) return Reflect.get(target, key) as unknown;
      return refuse(`${name}.${key}`);
    },
    set(target, key, value) {
      if (typeof key === 'string' && !(key in target)) refuse(`${name}.${key} =`);
      return Reflect.set(target, key, value);
    },
  });
}

/** A name of Electron that is exported, as it must be, and of no use. */
export function absent(name: string): never {
  // A function that can be a constructor, so that `new` and calls come here too.
  const nothing = function (): never {
    return refuse(name);
  };
  return new Proxy(nothing, {
    get: (_target, key) => refuse(`${name}.${String(key)}`),
    construct: () => refuse(`new ${name}`),
  }) as never;
}

/** An event that this object has in Electron's types. */
type EventOf<T, N extends string> = T extends { on(event: N, listener: () => void): unknown }
  ? N
  : never;

/** Names of events, which the compiler finds in Electron's types. */
export function eventsOf<T>(): <const N extends readonly string[]>(
  ...names: { [K in keyof N]: EventOf<T, N[K]> }
) => readonly string[] {
  return (...names) => names;
}

/** An emitter on which only known events can be listened to. */
export class KnownEmitter extends EventEmitter {
  private readonly label: string;
  private readonly known: readonly string[];

  constructor(label: string, known: readonly string[]) {
    super();
    this.label = label;
    this.known = known;
  }

  override on(name: string | symbol, listener: Parameters<EventEmitter['on']>[1]): this {
    if (!this.known.includes(String(name))) refuse(`${this.label}.on('${String(name)}')`);
    return super.on(name, listener);
  }

  override addListener(name: string | symbol, listener: Parameters<EventEmitter['on']>[1]): this {
    return this.on(name, listener);
  }

  override prependListener(name: string | symbol): this {
    return refuse(`${this.label}.prependListener('${String(name)}')`);
  }
}

/** An event as listeners get it. */
export interface PreventableEvent {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** Emits an event that listeners may prevent; true where one has. */
export function emitPreventable(
  emitter: EventEmitter,
  name: string,
  ...[more = {}, ...args]: readonly [Readonly<Record<string, unknown>>?, ...unknown[]]
): boolean {
  let isPrevented = false;
  const event = {
    ...more,
    preventDefault: () => {
      isPrevented = true;
    },
    get defaultPrevented() {
      return isPrevented;
    },
  };
  emitter.emit(name, event, ...args);
  return isPrevented;
}

/** What listeners made of an event that they answer with a callback. */
export interface Decision {
  readonly isPrevented: boolean;
  /** What the callback was given; null where it was not called. */
  readonly answered: readonly unknown[] | null;
}

/** Emits an event whose listeners get a callback; `args` puts it in its place among the arguments. */
export function emitForAnswer(
  emitter: EventEmitter,
  name: string,
  args: (answer: (...given: readonly unknown[]) => void) => readonly unknown[],
): Decision {
  let answered: readonly unknown[] | null = null;
  const answer = (...given: readonly unknown[]): void => {
    if (answered !== null) throw new Error(`${name} has been answered`);
    answered = given;
  };
  const isPrevented = emitPreventable(emitter, name, {}, ...args(answer));
  return { isPrevented, answered };
}
