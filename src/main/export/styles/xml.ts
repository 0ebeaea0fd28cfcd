// Reads XML the strict way, as far as style files need it: elements, attributes, text.
// Invariant: what is not well-formed is refused with its place; nothing is fetched, and no entity of
// a file's own is ever expanded, so that a small file stays small.

export interface XmlElement {
  /** The local name where the element is of the file's main namespace, else `{namespace}name`. */
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** Counted from 1. */
  readonly line: number;
}

/** Why a text is no XML that can be read, and where. */
export class XmlProblem extends Error {
  readonly line: number;
  readonly column: number;

  constructor(reason: string, place: { readonly line: number; readonly column: number }) {
    super(reason);
    this.name = 'XmlProblem';
    this.line = place.line;
    this.column = place.column;
  }
}

const MAX_DEPTH = 100;
const NAME =
  /[A-Za-z_\u00C0-\uFFFD][\w\u00B7\u00C0-\uFFFD.-]*(?::[A-Za-z_\u00C0-\uFFFD][\w\u00B7\u00C0-\uFFFD.-]*)?/uy;
const SPACE = /[ \t\r\n]*/uy;
// https://www.w3.org/TR/xml/#charsets
const FORBIDDEN = /[^\P{Cc}\t\n\r\u007F-\u009F]|[\uFFFE\uFFFF]/u;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

interface OpenElement {
  readonly tag: string;
  readonly namespaces: ReadonlyMap<string, string>;
  readonly element: XmlElement & { readonly children: (XmlElement | string)[] };
}

/**
 * The root element. Comments and processing instructions are left out; text between elements is.
 * @param namespace Elements of it are named without a prefix.
 * @throws XmlProblem
 */
export function parseXml(text: string, namespace: string): XmlElement {
  return new XmlReader(text.replace(/^\uFEFF/u, ''), namespace).read();
}

class XmlReader {
  private readonly text: string;
  private readonly namespace: string;
  private readonly open: OpenElement[] = [];
  private position = 0;
  private counted = { position: 0, line: 1 };
  private root: XmlElement | null = null;

  constructor(text: string, namespace: string) {
    this.text = text;
    this.namespace = namespace;
  }

  read(): XmlElement {
    const forbidden = FORBIDDEN.exec(this.text);
    if (forbidden !== null) this.fail('a control character stands in it', forbidden.index);
    this.readDeclaration();
    while (this.position < this.text.length) {
      if (this.text[this.position] === '<') this.readMarkup();
      else this.readText();
    }
    const last = this.open.at(-1);
    if (last !== undefined) this.fail(`<${last.tag}> is not closed`);
    return this.root ?? this.fail('there is no element in it');
  }

  private readDeclaration(): void {
    if (!this.text.startsWith('<?xml ')) return;
    const end = this.find('?>', 'the XML declaration');
    const encoding = /\sencoding\s*=\s*["']([^"']*)["']/u.exec(this.text.slice(0, end))?.[1];
    if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/iu.test(encoding)) {
      this.fail(`it says that it is written in ${encoding.slice(0, 40)}; only UTF-8 is read`);
    }
    this.position = end + 2;
  }

  private readMarkup(): void {
    const { text, position } = this;
    if (text.startsWith('<!--', position)) {
      this.position = this.find('-->', 'a comment', position + 4) + 3;
    } else if (text.startsWith('<![CDATA[', position)) {
      const end = this.find(']]>', 'a CDATA section');
      this.addText(text.slice(position + 9, end), position);
      this.position = end + 3;
    } else if (text.startsWith('<?', position)) {
      this.position = this.find('?>', 'a processing instruction') + 2;
    } else if (text.startsWith('<!', position)) {
      this.fail('it declares a document type or entities, which no style needs');
    } else if (text.startsWith('</', position)) {
      this.closeElement();
    } else {
      this.openElement();
    }
  }

  private openElement(): void {
    const start = this.position;
    if (this.root !== null && this.open.length === 0) this.fail('there is more after its end');
    if (this.open.length >= MAX_DEPTH) this.fail('its elements are nested too deeply');
    this.position += 1;
    const tag = this.readName('an element');
    const { attributes, isEmpty } = this.readAttributes(tag);
    const namespaces = new Map(this.open.at(-1)?.namespaces);
    for (const [name, value] of attributes) {
      if (name === 'xmlns') namespaces.set('', value);
      else if (name.startsWith('xmlns:')) namespaces.set(name.slice(6), value);
    }
    const attrs = [...attributes].filter(([name]) => !/^xmlns(?::|$)/u.test(name));
    const element = {
      name: this.resolve(tag, namespaces, start),
      attrs: Object.fromEntries(attrs),
      children: [] as (XmlElement | string)[],
      line: this.lineOf(start),
    };
    const parent = this.open.at(-1);
    if (parent === undefined) this.root = element;
    else parent.element.children.push(element);
    if (!isEmpty) this.open.push({ tag, namespaces, element });
  }

  private resolve(tag: string, namespaces: ReadonlyMap<string, string>, at: number): string {
    const [prefix, local] = tag.includes(':') ? (tag.split(':') as [string, string]) : ['', tag];
    const namespace = prefix === 'xml' ? XML_NAMESPACE : namespaces.get(prefix);
    if (namespace === undefined && prefix !== '') {
      this.fail(`the prefix “${prefix.slice(0, 40)}” is not declared`, at);
    }
    return namespace === this.namespace ? local : `{${namespace ?? ''}}${local}`;
  }

  private readAttributes(tag: string): {
    readonly attributes: ReadonlyMap<string, string>;
    readonly isEmpty: boolean;
  } {
    const attributes = new Map<string, string>();
    for (;;) {
      const before = this.position;
      this.skipSpace();
      if (this.text.startsWith('/>', this.position)) {
        this.position += 2;
        return { attributes, isEmpty: true };
      }
      if (this.text[this.position] === '>') {
        this.position += 1;
        return { attributes, isEmpty: false };
      }
      if (this.position >= this.text.length) this.fail(`<${tag}> is not closed`);
      if (this.position === before) this.fail(`<${tag}> is not written as XML has it`);
      const at = this.position;
      const name = this.readName(`an attribute of <${tag}>`);
      if (attributes.has(name)) this.fail(`<${tag}> has ${name} twice`, at);
      attributes.set(name, this.readValue(tag, name));
    }
  }

  private readValue(tag: string, name: string): string {
    this.skipSpace();
    if (this.text[this.position] !== '=') this.fail(`${name} of <${tag}> has no value`);
    this.position += 1;
    this.skipSpace();
    const quote = this.text[this.position];
    if (quote !== '"' && quote !== "'") this.fail(`the value of ${name} is not in quotes`);
    const start = this.position + 1;
    const end = this.find(quote, `the value of ${name}`, start);
    const raw = this.text.slice(start, end);
    const angle = raw.indexOf('<');
    if (angle >= 0) this.fail(`there is a < in the value of ${name}`, start + angle);
    this.position = end + 1;
    return this.decode(raw.replace(/[\t\r\n]/gu, ' '), start);
  }

  private closeElement(): void {
    const start = this.position;
    this.position += 2;
    const tag = this.readName('a closing tag');
    this.skipSpace();
    if (this.text[this.position] !== '>') this.fail(`</${tag} is not closed`);
    const last = this.open.pop();
    if (last === undefined) this.fail(`</${tag}> closes nothing`, start);
    if (last.tag !== tag) this.fail(`</${tag}> stands where </${last.tag}> is expected`, start);
    this.position += 1;
  }

  private readText(): void {
    const start = this.position;
    const next = this.text.indexOf('<', start);
    this.position = next < 0 ? this.text.length : next;
    this.addText(this.decode(this.text.slice(start, this.position), start), start);
  }

  private addText(value: string, at: number): void {
    const parent = this.open.at(-1);
    if (parent !== undefined) {
      parent.element.children.push(value);
    } else if (value.trim() !== '') {
      const where = this.root === null ? 'before its first element' : 'after its end';
      this.fail(`there is text ${where}`, at);
    }
  }

  private decode(raw: string, at: number): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(
      /&([^;\s&<]{0,40};)?/gu,
      (whole: string, body: string | undefined, index) => {
        const decoded = body === undefined ? null : decodeReference(body.slice(0, -1));
        if (decoded !== null) return decoded;
        return this.fail(
          body === undefined ? 'a bare & stands in it' : `${whole} is not defined`,
          at + Number(index),
        );
      },
    );
  }

  private readName(what: string): string {
    NAME.lastIndex = this.position;
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined) return this.fail(`the name of ${what} is missing`);
    this.position += name.length;
    return name;
  }

  private skipSpace(): void {
    SPACE.lastIndex = this.position;
    this.position += SPACE.exec(this.text)?.[0].length ?? 0;
  }

  private find(end: string, what: string, from = this.position): number {
    const found = this.text.indexOf(end, from);
    return found < 0 ? this.fail(`${what} is not closed`) : found;
  }

  /** Of places that are asked for in their order, so that a long file is counted once. */
  private lineOf(at: number): number {
    let { position, line } = this.counted;
    for (; position < at; position += 1) if (this.text[position] === '\n') line += 1;
    this.counted = { position, line };
    return line;
  }

  private fail(reason: string, at = this.position): never {
    throw new XmlProblem(reason, this.placeOf(at));
  }

  private placeOf(at: number): { readonly line: number; readonly column: number } {
    let line = 1;
    let lineStart = 0;
    for (let index = this.text.indexOf('\n'); index >= 0 && index < at;) {
      line += 1;
      lineStart = index + 1;
      index = this.text.indexOf('\n', lineStart);
    }
    return { line, column: at - lineStart + 1 };
  }
}

function decodeReference(body: string): string | null {
  const named = Object.hasOwn(ENTITIES, body) ? ENTITIES[body] : undefined;
  if (named !== undefined) return named;
  const digits = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/iu.exec(body);
  if (digits === null) return null;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const isCharacter = code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  if (!isCharacter) return null;
  const character = String.fromCodePoint(code);
  return FORBIDDEN.test(character) ? null : character;
}
