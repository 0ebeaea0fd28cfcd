// The few globals that Node, Electron's main process and every browser have alike, for the zone
// that may use nothing else (src/shared). Only tsconfig.shared.json includes this file.
// Invariant: nothing here reads a clock, a disk, a network or a page.

interface URLSearchParams {
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  toString(): string;
}

interface URL {
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly searchParams: URLSearchParams;
  href: string;
  pathname: string;
  search: string;
  hash: string;
  toString(): string;
}

declare const URL: {
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string, base?: string): boolean;
  parse(url: string, base?: string): URL | null;
};

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}

interface Blob {
  readonly size: number;
  readonly type: string;
  text(): Promise<string>;
}

declare function structuredClone<Value>(value: Value): Value;
