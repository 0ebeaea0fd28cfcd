// What the records of a text would change in a study's reference.
// Invariant: pure; of several records one is proposed only where it is the study's, else the person picks.
import type { FieldValue, ReferenceField } from '../../shared/domain/reference-fields.ts';
import { checkValue } from './check-value.ts';
import { identityOf, matchRecord, type PaperIdentity, type RecordMatch } from './match-record.ts';
import { propose, type PresentField, type ProposedField } from './propose.ts';
import type { RecordDraft } from './record.ts';
import { valueText } from './same-value.ts';

/** What is cited of a study now, and what it is known by. */
export interface StudyReference {
  readonly present: readonly PresentField[];
  readonly identity: PaperIdentity;
}

/** One record of a text, for a person to tell it from the others. */
export interface RecordSummary {
  /** From 1. */
  readonly record: number;
  readonly line: number;
  readonly key: string | null;
  readonly title: string | null;
  readonly authors: string | null;
  readonly year: string | null;
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly match: RecordMatch['verdict'];
}

export interface RecordProposal {
  readonly records: RecordSummary[];
  readonly chosen: {
    readonly record: number;
    readonly draft: RecordDraft;
    readonly match: RecordMatch;
    readonly proposal: ProposedField[];
  } | null;
}

/** `wanted`: the number of a record, from 1, that there is; null: the one that is of the study. */
export function proposeRecord(
  drafts: readonly RecordDraft[],
  reference: StudyReference,
  wanted: number | null,
): RecordProposal {
  const known = drafts.map((draft, index) => describe(draft, reference.identity, index + 1));
  const number = wanted ?? chooseRecord(known.map(({ match }) => match));
  const chosen = number === null ? undefined : known[number - 1];
  return {
    records: known.map(({ summary }) => summary),
    chosen:
      chosen === undefined
        ? null
        : {
            record: chosen.summary.record,
            draft: chosen.draft,
            match: chosen.match,
            proposal: withoutRepeats(
              propose(chosen.draft.values, reference.present, chosen.match.verdict === 'same'),
            ),
          },
  };
}

/** The number of the only record, or of the surest one that may be the study's. */
function chooseRecord(matches: readonly RecordMatch[]): number | null {
  if (matches.length === 1) return 1;
  const worth = (match: RecordMatch | undefined): number => {
    if (match === undefined || match.verdict === 'other' || match.strength === 0) return 0;
    return match.strength + (match.verdict === 'same' ? 100 : 0);
  };
  const best = Math.max(...matches.map(worth));
  return best === 0 ? null : matches.findIndex((match) => worth(match) === best) + 1;
}

function describe(
  draft: RecordDraft,
  paper: PaperIdentity,
  record: number,
): { readonly draft: RecordDraft; readonly match: RecordMatch; readonly summary: RecordSummary } {
  const text = (field: ReferenceField): string | null => {
    const given = draft.values.find((each) => each.field === field)?.value ?? null;
    const value: FieldValue | null = given === null ? null : checkValue(field, given).value;
    return value === null ? null : valueText(value);
  };
  const identity = identityOf({
    ...{ doi: text('doi'), pmid: text('pmid') },
    ...{ title: text('title'), date: text('date') },
  });
  const match = matchRecord(identity, paper);
  const authors = text('authors');
  return {
    draft,
    match,
    summary: {
      ...{ record, line: draft.line, key: draft.key },
      ...identity,
      title: shorten(identity.title, 300),
      authors: shorten(authors, 120),
      match: match.verdict,
    },
  };
}

function shorten(text: string | null, most: number): string | null {
  return text !== null && text.length > most ? `${text.slice(0, most)}…` : text;
}

// An address that only repeats the DOI or the PubMed id says nothing new.
function withoutRepeats(proposal: ProposedField[]): ProposedField[] {
  return proposal.filter(
    ({ field, proposed }) =>
      field !== 'url' ||
      typeof proposed !== 'string' ||
      !/^https?:\/\/(?:(?:dx\.|www\.)?doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov\/pubmed)\//iu.test(
        proposed,
      ),
  );
}
