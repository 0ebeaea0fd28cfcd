// The structure of a BibTeX text: entries, fields with their lines, abbreviations put in. What LaTeX is in them is read elsewhere.
// Invariant: pure and linear in the text, whatever it holds; after a broken entry reading goes on with the next one,
// and a value that is not closed is never taken in part.
import { createLineFinder, type RecordProblem } from './record.ts';

/** A field's value as LaTeX, with balanced braces. */
export interface RawField {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** What was odd on the way. */
  readonly remarks: readonly string[];
}

export interface RawEntry {
  /** Lower case. */
  readonly type: string;
  readonly key: string;
  readonly line: number;
  readonly fields: readonly RawField[];
}

export interface ScannedBibtex {
  readonly entries: readonly RawEntry[];
  readonly problems: readonly RecordProblem[];
}

const MAX_ABBREVIATION = 10_000;
const MAX_PROBLEMS = 50;
const MONTHS = new Set('jan feb mar apr may jun jul aug sep oct nov dec'.split(' '));

/** Reads the entries of a text. */
export function scanBibtex(text: string): ScannedBibtex {
  return new Scanner(text).scan();
}

interface Value {
  readonly text: string;
  readonly remarks: readonly string[];
}

class Scanner {
  readonly #text: string;
  readonly #lineOf: (offset: number) => number;
  readonly #entries: RawEntry[] = [];
  readonly #problems: RecordProblem[] = [];
  readonly #strings = new Map<string, string>();
  #at = 0;
  #lineStart = 0;
  #lineEnd = -1;

  constructor(text: string) {
    this.#text = text;
    this.#lineOf = createLineFinder(text);
  }

  scan(): ScannedBibtex {
    for (;;) {
      const next = this.#text.indexOf('@', this.#at);
      if (next < 0) break;
      this.#tellStray(this.#at, next);
      this.#at = next + 1;
      if (!this.#isInComment(next)) this.#readDirective(next);
    }
    this.#tellStray(this.#at, this.#text.length);
    return { entries: this.#entries, problems: this.#problems };
  }

  /** Fields that stand outside are what a brace too many leaves behind. */
  #tellStray(from: number, to: number): void {
    if (this.#entries.length === 0) return;
    let at = from;
    for (const line of this.#text.slice(from, Math.min(to, from + 2000)).split('\n')) {
      if (/^[}),]?\s?[A-Za-z][\w-]{0,40}\s{0,3}=\s{0,3}[{"\d]/u.test(line.trim())) {
        this.#problem(
          at,
          'What stands here looks like a field, but is outside of its entry: a brace may be too many before it. It was passed over.',
        );
        return;
      }
      at += line.length + 1;
    }
  }

  #isInComment(at: number): boolean {
    // Places only grow, so each line's end is looked for once.
    while (this.#lineEnd < at) {
      this.#lineStart = this.#lineEnd + 1;
      const end = this.#text.indexOf('\n', this.#lineStart);
      this.#lineEnd = end < 0 ? this.#text.length : end;
    }
    return /^[^\S\n]*%/u.test(this.#text.slice(this.#lineStart, this.#lineStart + 200));
  }

  #readDirective(start: number): void {
    this.#skipSpace();
    const type = this.#word(/[A-Za-z]/u).toLowerCase();
    this.#skipSpace();
    const opening = this.#text[this.#at];
    if (type === '' || (opening !== '{' && opening !== '(')) return;
    const closing = opening === '{' ? '}' : ')';
    this.#at += 1;
    if (type === 'comment' || type === 'preamble') {
      if (opening === '{') this.#balanced('}');
      return;
    }
    if (type === 'string') this.#readString();
    else this.#readEntry({ type, start, closing });
  }

  #readString(): void {
    this.#skipSpace();
    const start = this.#at;
    const name = this.#word(/[^\s=,{}()"#%]/u).toLowerCase();
    this.#skipSpace();
    if (name === '' || this.#text[this.#at] !== '=') {
      this.#problem(start, 'An abbreviation (@string) stands here without “name = value”.');
      return;
    }
    this.#at += 1;
    const value = this.#readValue();
    if (value === null) {
      this.#problem(
        start,
        `The abbreviation “${shorten(name)}” is not closed; it was passed over.`,
      );
    } else if (value.text.length > MAX_ABBREVIATION) {
      this.#problem(start, `The abbreviation “${shorten(name)}” is too long; it was passed over.`);
    } else this.#strings.set(name, value.text);
  }

  #readEntry(entry: {
    readonly type: string;
    readonly start: number;
    readonly closing: string;
  }): void {
    this.#skipSpace();
    const line = this.#lineOf(entry.start);
    const fields: RawField[] = [];
    const keyStart = this.#at;
    let key = this.#word(/[^\s,=}"{]/u);
    this.#skipSpace();
    if (this.#text[this.#at] === '=') {
      key = '';
      this.#at = keyStart;
    }
    const isClosed = this.#readFields(entry.closing, fields);
    if (!isClosed) {
      const end = this.#lineOf(Math.min(this.#at, this.#text.length));
      const where = this.#at >= this.#text.length ? 'the end of the text' : `line ${end}`;
      this.#problem(
        entry.start,
        `The entry “${shorten(key)}” that begins here is not closed before ${where}: a brace is missing. What could be read of it is shown.`,
      );
    }
    this.#entries.push({ type: entry.type, key, line, fields });
  }

  /** True where the entry's end was found. */
  #readFields(closing: string, fields: RawField[]): boolean {
    for (;;) {
      this.#skipSpace();
      while (this.#text[this.#at] === ',') {
        this.#at += 1;
        this.#skipSpace();
      }
      const character = this.#text[this.#at];
      if (character === undefined || this.#isNewEntry()) return false;
      if (character === closing) {
        this.#at += 1;
        return true;
      }
      const start = this.#at;
      const name = this.#word(/[^\s=,{}()"#%@]/u).toLowerCase();
      this.#skipSpace();
      if (name === '' || this.#text[this.#at] !== '=') {
        this.#problem(
          start,
          `“name = value” was expected here, and “${this.#around(start)}” found. It was passed over.`,
        );
        this.#skipOddity(closing);
        continue;
      }
      this.#at += 1;
      const value = this.#readValue();
      if (value === null) {
        this.#problem(
          start,
          `The value of “${shorten(name)}” that begins here is not closed. It was left out.`,
        );
        return false;
      }
      const line = this.#lineOf(start);
      if (fields.some((field) => field.name === name)) {
        this.#problem(start, `“${shorten(name)}” stands twice in its entry; the first is used.`);
      } else fields.push({ name, value: value.text, line, remarks: value.remarks });
    }
  }

  /** To the next comma, end or line. */
  #skipOddity(closing: string): void {
    const start = this.#at;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? '';
      if (character === closing || character === ',' || character === '\n') break;
      this.#at += 1;
      if (character === '{') this.#balanced('}');
    }
    if (this.#at === start && this.#text[this.#at] !== closing) this.#at += 1;
  }

  /** Braced, quoted and bare parts put together; null where one is not closed. */
  #readValue(): Value | null {
    let text = '';
    const remarks: string[] = [];
    for (;;) {
      this.#skipSpace();
      const part = this.#readPart();
      if (part === null) return null;
      text += part.text;
      remarks.push(...part.remarks);
      this.#skipSpace();
      if (this.#text[this.#at] !== '#' || text.length > MAX_ABBREVIATION * 10) break;
      this.#at += 1;
    }
    if (/\n[^\S\n]*[A-Za-z]\w*[^\S\n]*=[^\S\n]*[{"]/u.test(text)) {
      remarks.push('It seems to run on into the next fields: a brace may be missing.');
    }
    return { text, remarks };
  }

  #readPart(): Value | null {
    const opening = this.#text[this.#at];
    if (opening === '{' || opening === '"') {
      this.#at += 1;
      const text = this.#balanced(opening === '{' ? '}' : '"');
      return text === null ? null : { text, remarks: [] };
    }
    const start = this.#at;
    const word = this.#word(/[^\s,#{}()"]/u);
    if (/^\d*$/u.test(word)) return { text: word, remarks: [] };
    const known = this.#strings.get(word.toLowerCase());
    if (known !== undefined) return { text: known, remarks: [] };
    if (MONTHS.has(word.toLowerCase())) return { text: word.toLowerCase(), remarks: [] };
    const message = `The abbreviation “${shorten(word)}” is not explained in the text (no @string).`;
    this.#problem(start, message);
    return { text: `{${word.replace(/[\\{}]/gu, '')}}`, remarks: [message] };
  }

  /** What stands until the end that is asked for, outside of braces; null where it is not found before the next entry. */
  #balanced(end: '}' | '"'): string | null {
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at];
      if (character === end && depth === 0) {
        const text = this.#text.slice(start, this.#at);
        this.#at += 1;
        return text;
      }
      if (character === '\\') this.#at += 1;
      else if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
      else if (character === '\n' && this.#startsEntry(this.#at + 1)) {
        this.#at += 1;
        return null;
      }
      // A brace that nothing opened, within quotes.
      if (depth < 0) return null;
    }
    return null;
  }

  #isNewEntry(): boolean {
    return this.#text[this.#at] === '@' && this.#startsEntry(this.#at);
  }

  /** Does a line begin here that looks like a new entry? */
  #startsEntry(at: number): boolean {
    const start = /[^\S\n]{0,80}@/uy;
    start.lastIndex = at;
    if (!start.test(this.#text)) return false;
    const entry = /[^\S\n]{0,80}@[^\S\n]{0,80}[A-Za-z]{1,40}[^\S\n]{0,80}[{(]/uy;
    entry.lastIndex = at;
    return entry.test(this.#text);
  }

  #skipSpace(): void {
    while (/\s/u.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #word(allowed: RegExp): string {
    const start = this.#at;
    while (allowed.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #around(at: number): string {
    return this.#text.slice(at, at + 30).replace(/\s+/gu, ' ');
  }

  #problem(at: number, message: string): void {
    if (this.#problems.length >= MAX_PROBLEMS) return;
    this.#problems.push({ line: this.#lineOf(at), message });
  }
}

function shorten(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
