// Values on their way between window and main: the structured clone, written as text.
// Invariant: what Electron's IPC cannot clone is refused here as well. This file runs in pages too and
// imports nothing.
//
// Electron, ipcRenderer, "ipcRenderer.invoke": arguments are serialized with the Structured Clone
// Algorithm, prototype chains are not included; functions, promises, symbols, WeakMaps and WeakSets throw.

type Tagged = null | boolean | number | string | readonly unknown[];

/** The value as text; throws for what cannot be cloned. */
export function encodeStructured(value: unknown): string {
  let copy: unknown;
  try {
    copy = structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
  return JSON.stringify(toTagged(copy, []));
}

/** The value of a text. */
export function decodeStructured(text: string): unknown {
  return fromTagged(JSON.parse(text) as Tagged);
}

/** What kind of thing a value is, also where it comes from another world. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function toTagged(value: unknown, around: readonly unknown[]): Tagged {
  if (value === undefined) return ['u'];
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? value : ['n', numberWord(value)];
  }
  if (typeof value === 'bigint') return ['i', value.toString()];
  if (around.includes(value)) throw new Error('not in the stand-in: a value that holds itself');
  const inner = (each: unknown): Tagged => toTagged(each, [...around, value]);
  switch (kindOf(value)) {
    case 'Array':
      return ['a', (value as unknown[]).map(inner)];
    case 'Object':
      return ['o', Object.entries(value).map(([key, each]) => [key, inner(each)])];
    case 'Date':
      return ['d', inner((value as Date).getTime())];
    case 'RegExp':
      return ['r', (value as RegExp).source, (value as RegExp).flags];
    case 'Map':
      return ['m', [...(value as Map<unknown, unknown>)].map(([k, v]) => [inner(k), inner(v)])];
    case 'Set':
      return ['s', [...(value as Set<unknown>)].map(inner)];
    case 'Error': {
      const { name, message, stack } = value as Error;
      return ['e', name, message, stack ?? ''];
    }
    case 'ArrayBuffer':
      return ['b', [...new Uint8Array(value as ArrayBuffer)]];
    case 'Uint8Array':
      return ['t', [...(value as Uint8Array)]];
    default:
      throw new Error(`not in the stand-in: ${kindOf(value)} in a message`);
  }
}

function numberWord(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function fromTagged(tagged: Tagged): unknown {
  if (tagged === null || typeof tagged !== 'object') return tagged;
  const [tag, first, second, third] = tagged as readonly [string, ...unknown[]];
  const list = first as readonly Tagged[];
  const pairs = first as readonly (readonly [Tagged, Tagged])[];
  switch (tag) {
    case 'u':
      return undefined;
    case 'n':
      return Number(first);
    case 'i':
      return BigInt(first as string);
    case 'a':
      return list.map(fromTagged);
    case 'o':
      return Object.fromEntries(pairs.map(([key, each]) => [key, fromTagged(each)]));
    case 'd':
      return new Date(fromTagged(first as Tagged) as number);
    case 'r':
      return new RegExp(first as string, second as string);
    case 'm':
      return new Map(pairs.map(([key, each]) => [fromTagged(key), fromTagged(each)]));
    case 's':
      return new Set(list.map(fromTagged));
    case 'e':
      return Object.assign(new Error(second as string), { name: first, stack: third });
    case 'b':
      return new Uint8Array(first as number[]).buffer;
    case 't':
      return new Uint8Array(first as number[]);
    default:
      throw new Error(`an unknown kind of value: ${tag}`);
  }
}
