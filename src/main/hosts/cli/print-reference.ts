// References, proposals and records as text.
// Invariant: pure; whose value it is stands beside every value.
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { CslName } from '../../../shared/domain/csl.ts';
import type {
  FieldValue,
  ReferenceField,
  ValueSource,
} from '../../../shared/domain/reference-fields.ts';

type Reference = MethodOutput<'reference.show'>;
type Proposal = MethodOutput<'reference.check'>['proposal'];
type Read = MethodOutput<'reference.read'>;

const NOTHING = '(nothing)';
const FROM: Readonly<Record<ValueSource, string>> = {
  reader: 'you',
  atlas: 'the atlas',
  starter: 'the publisher’s record in the starter set',
  kept: 'your library’s copy',
  program: 'this program',
};
const MAX_SHOWN = 300;

/** Every field with something to say. */
export function fieldsText({ fields }: Reference): string {
  return fields
    .filter(({ value, from, atlas }) => value !== null || from !== null || atlas !== null)
    .map(({ field, value, from, correction, withoutFrom, without }) => {
      const who = from === null ? '' : ` (${FROM[from]})`;
      if (correction === null) return `${field}: ${shown(value)}${who}`;
      const day = new Date(correction.setAt).toISOString().slice(0, 10);
      const source = correction.source === '' ? '' : `, ${correction.source}`;
      const before =
        withoutFrom === null ? 'the atlas says nothing' : `${FROM[withoutFrom]}: ${shown(without)}`;
      return `${field}: ${shown(value)} (you, ${day}, ${correction.kind}${source}; ${before})`;
    })
    .join('\n');
}

/** One line a field; `+` marks what would be written, `?` what wants a look, `!` what cannot be used. */
export function proposalText(proposal: Proposal, taken: ReadonlySet<ReferenceField>): string {
  return proposal
    .map((row) => {
      const sign = taken.has(row.field)
        ? '+'
        : row.refused
          ? '!'
          : row.same
            ? '='
            : row.doubtful
              ? '?'
              : ' ';
      const change = row.same
        ? shown(row.present)
        : `${shown(row.present)} -> ${shown(row.proposed)}`;
      const line = row.line === null ? '' : ` (line ${row.line})`;
      return [
        `${sign} ${row.field}: ${change}${line}`,
        ...row.remarks.map((remark) => `    ${remark}`),
      ].join('\n');
    })
    .join('\n');
}

/** The records of a text, numbered. */
export function recordsText({ records }: Read): string {
  return records
    .map(({ record, line, title, authors, year, doi }) => {
      const parts = [authors, year, title, doi].filter((part) => part !== null);
      return `${record}. (line ${line}) ${parts.join(' · ')}`;
    })
    .join('\n');
}

function shown(value: FieldValue | null): string {
  if (value === null) return NOTHING;
  const text = typeof value === 'string' ? value : value.map(nameText).join('; ');
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function nameText(name: CslName): string {
  if (name.literal !== undefined) return name.literal;
  const family = [name['dropping-particle'], name['non-dropping-particle'], name.family];
  const parts = [family.filter((part) => part !== undefined).join(' '), name.suffix, name.given];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
