// A strict reader of what the writer writes, and of nothing else: a file that it reads has no surprise in it.
// Invariant: it throws at anything but `%` lines, blank lines and entries of one field a line.

export interface ReadEntry {
  readonly type: string;
  readonly key: string;
  /** Values without their outer braces, in order of the file. */
  readonly fields: ReadonlyMap<string, string>;
}

const ENTRY = /^@([a-z]+)\{([A-Za-z][A-Za-z0-9_-]*),$/u;
const FIELD = /^ {2}([a-z][a-z-]*) = (.*),$/u;

/** The entries of a file. @throws Error at what no file of ours should hold */
export function readBib(text: string): readonly ReadEntry[] {
  const entries: ReadEntry[] = [];
  let fields: Map<string, string> | null = null;
  for (const line of text.split('\n')) {
    const entry = ENTRY.exec(line);
    const field = FIELD.exec(line);
    if (fields === null && entry !== null) {
      fields = new Map();
      entries.push({ type: entry[1] ?? '', key: entry[2] ?? '', fields });
    } else if (fields !== null && field !== null) {
      fields.set(field[1] ?? '', readValue(field[2] ?? ''));
    } else if (fields !== null && line === '}') {
      fields = null;
    } else if (fields !== null || (line !== '' && !/^%[^@]*$/u.test(line))) {
      throw new Error(`Not a line of ours: ${JSON.stringify(line)}`);
    }
  }
  if (fields !== null) throw new Error('The last entry is not closed.');
  return entries;
}

/** One field of the only entry. */
export function fieldOf(text: string, name: string): string | undefined {
  const [entry, ...others] = readBib(text);
  if (entry === undefined || others.length > 0) throw new Error('Not one entry.');
  return entry.fields.get(name);
}

function readValue(value: string): string {
  if (/^[a-z]{3}$/u.test(value)) return value;
  if (!value.startsWith('{') || !value.endsWith('}')) throw new Error(`Not braced: ${value}`);
  let depth = 0;
  // BibTeX counts every brace, a backslash before it or not.
  for (const [index, character] of Array.from(value).entries()) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth === 0 && index < Array.from(value).length - 1) {
      throw new Error(`Unbalanced: ${value}`);
    }
  }
  if (depth !== 0) throw new Error(`Unbalanced: ${value}`);
  return value.slice(1, -1);
}
