// A reader of RIS that does what Zotero's importer is known to do with each line, and nothing else.
// Invariant: it throws at a line that does not begin with a tag: a field of ours is never wrapped.
import { Parser } from 'htmlparser2';

export interface RisRecord {
  readonly type: string;
  /** The values of each tag, as Zotero takes them: HTML read as text but in notes and abstracts. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

const LINE = /^([A-Z][A-Z0-9]) {2}- (.*)$/u;

/** The records of a file. @throws Error at what no file of ours should hold */
export function readRis(text: string): readonly RisRecord[] {
  const records: RisRecord[] = [];
  let values: Map<string, string[]> | null = null;
  for (const line of text.split('\r\n')) {
    const [, tag = '', value = ''] = LINE.exec(line) ?? [];
    if (tag === 'TY' && values === null) {
      values = new Map();
      records.push({ type: value, values });
    } else if (tag === 'ER' && values !== null) {
      values = null;
    } else if (tag !== '' && values !== null) {
      const isHtml = tag === 'N1' || tag === 'AB';
      values.set(tag, [...(values.get(tag) ?? []), isHtml ? value : htmlAsText(value)]);
    } else if (line !== '' || values !== null) {
      throw new Error(`Not a line of ours: ${JSON.stringify(line)}`);
    }
  }
  if (values !== null) throw new Error('The last record is not closed.');
  return records;
}

/** The only value of a tag. */
export function only(record: RisRecord | undefined, tag: string): string | undefined {
  const values = record?.values.get(tag) ?? [];
  if (values.length > 1) throw new Error(`${tag} is there more than once.`);
  return values[0];
}

/** What a browser shows of the text: tags gone, entities decoded, runs of spaces as one. */
export function htmlAsText(html: string): string {
  let text = '';
  const parser = new Parser({ ontext: (part) => (text += part) }, { decodeEntities: true });
  parser.write(html);
  parser.end();
  return text.replace(/ {2,}/gu, ' ');
}
