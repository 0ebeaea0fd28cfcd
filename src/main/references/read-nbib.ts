// PubMed's own format (.nbib, MEDLINE), as drafts of records.
// Invariant: what PubMed says of a paper's standing (retracted, corrected) is said, never left among the rest.
// Source: https://www.nlm.nih.gov/bsd/mms/medlineelements.html
import type { CslName } from '../../shared/domain/csl.ts';
import type { ReferenceField } from '../../shared/domain/reference-fields.ts';
import { citedTitle } from '../export/study-to-csl.ts';
import { fullPages } from './page-range.ts';
import { nameFromInitials, nameFromText } from './read-names.ts';
import { DraftBuilder, type ReadText, type RecordDraft } from './record.ts';
import { NBIB_FORM, readTaggedLines, type TaggedValue } from './tagged-lines.ts';

const TEXTS: readonly (readonly [ReferenceField, readonly string[]])[] = [
  ['pmid', ['PMID']],
  ['journal', ['JT', 'TA']],
  ['date', ['DP']],
  ['volume', ['VI']],
  ['issue', ['IP']],
  ['pmcid', ['PMC']],
  ['publisher', ['PB']],
  ['place', ['PL']],
  ['edition', ['EN']],
  ['isbn', ['ISBN']],
  ['abstract', ['AB']],
];
// ISO 639-2 as PubMed writes languages, those that ME/CFS papers are in; others stay as they are.
const LANGUAGES: Readonly<Record<string, string>> = {
  ...{ eng: 'en', ger: 'de', fre: 'fr', spa: 'es', ita: 'it', dut: 'nl', jpn: 'ja', chi: 'zh' },
  ...{ nor: 'no', dan: 'da', swe: 'sv', fin: 'fi', pol: 'pl', rus: 'ru', por: 'pt', kor: 'ko' },
};
const NOTICES: Readonly<Record<string, string>> = {
  RIN: 'PubMed names a notice that retracts this paper',
  CIN: 'PubMed names a comment on this paper',
  EIN: 'PubMed names a correction of this paper',
  ECI: 'PubMed names an expression of concern about this paper',
  UIN: 'PubMed names an update of this paper',
};
const READ_OTHERWISE = new Set('PG TI TT BTI AU FAU CN ED FED LID AID IS LA PT SO'.split(' '));

/** The records of a text in PubMed's format. */
export function readNbib(text: string): ReadText {
  const { records, problems } = readTaggedLines(text, NBIB_FORM);
  return { records: records.map(readRecord), problems };
}

function readRecord(lines: readonly TaggedValue[]): RecordDraft {
  const draft = new DraftBuilder(lines[0]?.line ?? 1);
  const all = (...tags: readonly string[]): TaggedValue[] =>
    lines.filter(({ tag, value }) => value !== '' && tags.includes(tag));
  draft.key = lines[0]?.value ?? null;
  const used = new Set<string>();
  for (const [field, tags] of TEXTS) {
    const [value] = tags.flatMap((tag) => all(tag));
    for (const tag of tags) used.add(tag);
    if (value !== undefined) draft.offer({ field, ...value });
  }
  const [pages] = all('PG');
  // PubMed shortens the end of a range, by a rule of its own that leaves nothing to guess.
  if (pages !== undefined) {
    draft.offer({ field: 'pages', value: fullPages(pages.value), line: pages.line });
  }
  const [title] = all('TI', 'BTI');
  if (title !== undefined) {
    const isTranslated = /^\[.*\]\.?$/u.test(title.value);
    draft.offer({
      field: 'title',
      value: citedTitle(title.value),
      line: title.line,
      remarks: isTranslated
        ? ['The brackets are PubMed’s: the title was translated, and the paper has one of its own.']
        : [],
    });
  }
  offerNames(draft, lines);
  const editors = all(all('FED').length > 0 ? 'FED' : 'ED');
  draft.offer({
    field: 'editors',
    value: editors.map(({ tag, value }) => nameOf(tag, value)),
    line: editors[0]?.line ?? null,
  });
  const [doi] = all('LID', 'AID').filter(({ value }) => /\[doi\]\s*$/iu.test(value));
  if (doi !== undefined) {
    draft.offer({ field: 'doi', value: doi.value.replace(/\s*\[doi\]\s*$/iu, ''), line: doi.line });
  }
  const serials = all('IS');
  draft.offer({
    field: 'issn',
    value: serials.map(({ value }) => value.replace(/\s*\(.*$/u, '')).join(', '),
    line: serials[0]?.line ?? null,
  });
  const [language] = all('LA');
  if (language !== undefined) {
    const value = LANGUAGES[language.value.toLowerCase()] ?? language.value;
    draft.offer({ field: 'language', value, line: language.line });
  }
  offerType(draft, all('PT'));
  for (const line of lines) {
    const notice = NOTICES[line.tag];
    if (notice !== undefined) draft.problem(line.line, `${notice}: ${line.value.slice(0, 200)}.`);
    else if (!used.has(line.tag) && !READ_OTHERWISE.has(line.tag) && line.value !== '') {
      draft.leaveOut(line.tag, line.line);
    }
  }
  return draft.build();
}

/** People by their full names where PubMed has them, and groups, in the order of the record. */
function offerNames(draft: DraftBuilder, lines: readonly TaggedValue[]): void {
  const hasFull = lines.some(({ tag }) => tag === 'FAU');
  const tags = [hasFull ? 'FAU' : 'AU', 'CN'];
  const authors = lines.filter(({ tag, value }) => value !== '' && tags.includes(tag));
  const value = authors.map((line) => nameOf(line.tag, line.value));
  draft.offer({ field: 'authors', value, line: authors[0]?.line ?? null });
}

function nameOf(tag: string, value: string): CslName {
  if (tag === 'CN') return { literal: value };
  return tag.startsWith('F') ? nameFromText(value) : nameFromInitials(value);
}

function offerType(draft: DraftBuilder, kinds: readonly TaggedValue[]): void {
  const article = kinds.find(({ value }) =>
    /article|review|trial|study|letter|editorial|comment/iu.test(value),
  );
  const book = kinds.find(({ value }) => /^books?\b/iu.test(value));
  if (book !== undefined) draft.offer({ field: 'type', value: 'book', line: book.line });
  if (article !== undefined) {
    draft.offer({ field: 'type', value: 'article-journal', line: article.line });
  }
  for (const { value, line } of kinds) {
    if (/retract|expression of concern|withdrawn/iu.test(value)) {
      draft.problem(
        line,
        `PubMed calls this record “${value.slice(0, 60)}”. Look at the paper’s standing before it is cited.`,
      );
    }
  }
}
