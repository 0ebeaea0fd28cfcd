// The columns of the CSV export: their names, what each means, and where it comes from.
// Invariants: a column's name is for good, scripts read it; `docs/csv-columns.md` says the same (a test compares).
import type { CslItem } from '../../../shared/domain/csl.ts';
import { atlasAddress } from '../../../shared/domain/ids.ts';
import { PEM_WORDS } from '../../../shared/domain/pem.ts';
import { MACHINE_MADE } from '../../../shared/domain/study.ts';
import { isoDay } from '../bibtex/write-bibtex.ts';
import type { CitedStudy } from '../cited-study.ts';
import {
  caseDefinitions,
  derivedPem,
  evidenceLevel,
  ownCoding,
  sample,
  standing,
  studyType,
} from '../study-values.ts';
import type { TextIssues } from '../text/clean-text.ts';
import { readDate } from '../text/dates.ts';
import { bareDoi, bareNumber } from '../text/identifiers.ts';
import { readNames } from '../text/person-names.ts';
import { plainText } from '../text/plain-text.ts';

/** A work and its key. */
export interface CsvItem {
  readonly key: string;
  readonly item: CslItem;
}

export interface CsvColumn<Row> {
  readonly name: string;
  /** What the column holds, in a sentence. */
  readonly about: string;
  value(row: Row, issues: TextIssues): string;
}

const text =
  (field: keyof CslItem) =>
  ({ item }: CsvItem, issues: TextIssues): string => {
    const value = item[field];
    return typeof value === 'string' || typeof value === 'number' ? plainText(value, issues) : '';
  };

/** What a citation holds; a cell is empty where the record does not say. */
export const CITATION_COLUMNS: readonly CsvColumn<CsvItem>[] = [
  { name: 'key', about: 'The citation key, as in every other export.', value: ({ key }) => key },
  {
    name: 'type',
    about: 'The kind of publication, in the words of CSL (`article-journal`, `report`).',
    value: text('type'),
  },
  { name: 'title', about: 'The title without markup.', value: text('title') },
  {
    name: 'authors',
    about: '`Family, Given` of each, or an institution, with `; ` between them.',
    value: ({ item }, issues) => names(item, issues),
  },
  {
    name: 'year',
    about: 'The year in four digits; empty where the date has none (“in press”).',
    value: ({ item }) => readDate(item.issued).year ?? '',
  },
  {
    name: 'date',
    about: 'The date as far as it is known (`2019-01-10`, `2019-01`, `2019`), or its words.',
    value: ({ item }, issues) => dateText(item, issues),
  },
  { name: 'journal', about: 'The journal, book or site.', value: text('container-title') },
  { name: 'volume', about: 'The volume.', value: text('volume') },
  { name: 'issue', about: 'The issue.', value: text('issue') },
  { name: 'pages', about: 'The pages or the article number.', value: text('page') },
  { name: 'publisher', about: 'The publisher or institution.', value: text('publisher') },
  {
    name: 'doi',
    about: 'The DOI, bare (`10.…`).',
    value: (row, issues) => bareDoi(text('DOI')(row, issues)) ?? '',
  },
  {
    name: 'pmid',
    about: 'The PubMed number.',
    value: ({ item }) => bareNumber(item.PMID ?? '') ?? '',
  },
  { name: 'pmcid', about: 'The PubMed Central number.', value: text('PMCID') },
  { name: 'url', about: 'An address, where there is one beside the DOI.', value: text('URL') },
  { name: 'language', about: 'The language, as the record has it.', value: text('language') },
];

/** What the atlas, our rule and the reader say. Only lists of the program have these columns. */
export const STUDY_COLUMNS: readonly CsvColumn<CitedStudy>[] = [
  {
    name: 'atlas_page',
    about: 'The study’s page in the atlas.',
    value: ({ slug }) => atlasAddress(slug),
  },
  {
    name: 'atlas_version',
    about:
      'The day of the study version that this row was made from; empty for a record of the starter set.',
    value: ({ asOf }) => (asOf === null ? '' : isoDay(asOf)),
  },
  {
    name: 'standing',
    about: 'Notices of the atlas’s page (retracted, withdrawn, correction, …), or “no notice”.',
    value: standing,
  },
  {
    name: 'pem_atlas',
    about:
      'Was PEM required, by the atlas’s badge: “required”, “not required”, “unclear” or “not stated”. “Not stated” is not “no”. A program assigned the badge.',
    value: ({ pem }) => PEM_WORDS[pem.pem],
  },
  {
    name: 'pem_atlas_badge',
    about: 'The badge as the atlas shows it; empty where the page has none.',
    value: ({ study }) => study?.reading.badges.pem?.label ?? '',
  },
  {
    name: 'pem_derived',
    about:
      'The same, derived by this program’s rule from case definitions that are stated. Never the atlas’s word.',
    value: ({ pem }) => PEM_WORDS[pem.derived],
  },
  {
    name: 'pem_derived_why',
    about: 'The rule that gave the derived value.',
    value: (row) => derivedPem(row)?.rule ?? '',
  },
  {
    name: 'pem_own',
    about: 'The same, by your own coding.',
    value: ({ pem }) => PEM_WORDS[pem.mine],
  },
  {
    name: 'own_coding',
    about: 'Your own coding, whole; empty where you did not code the study.',
    value: ({ coding }) => ownCoding(coding),
  },
  {
    name: 'case_definitions',
    about: 'Case definitions as stated, and who stated them; or “not stated”.',
    value: caseDefinitions,
  },
  {
    name: 'evidence_level',
    about: 'The atlas’s evidence badge as shown, or “not stated”. A program assigned it.',
    value: evidenceLevel,
  },
  {
    name: 'study_type',
    about: 'The study’s design by the atlas’s badge, or by the starter set; or “not stated”.',
    value: studyType,
  },
  {
    name: 'sample',
    about: 'The sample as the atlas’s page or the starter set gives it; or “not stated”.',
    value: sample,
  },
  {
    name: 'badges_notice',
    about: 'The atlas’s own statement on its badges, the same in every row.',
    value: () => MACHINE_MADE,
  },
];

function names(item: CslItem, issues: TextIssues): string {
  return readNames(item.author, issues)
    .map((name) => {
      if (name.kind === 'others') return 'et al.';
      if (name.kind === 'institution') return name.name;
      return [name.family, name.given, name.suffix].filter((part) => part !== '').join(', ');
    })
    .join('; ');
}

function dateText({ issued, status }: CslItem, issues: TextIssues): string {
  const {
    year,
    month,
    day,
    season,
    isCirca,
    text: words,
  } = readDate(issued ?? { literal: status ?? '' });
  if (year === null) return plainText(words ?? '', issues);
  const numbers = [month, day].filter((part) => part !== null);
  const date = [year, ...numbers.map((part) => String(part).padStart(2, '0'))].join('-');
  return [...(isCirca ? ['c.'] : []), ...(season === null ? [] : [season]), date].join(' ');
}
