// Looks at a value before it becomes part of a reference: what it means in the library's form, and what is odd about it.
// Invariant: pure; what was changed in it is said, and what cannot be used is never stored in part.
import type { CslName } from '../../shared/domain/csl.ts';
import {
  FIELD_FACTS,
  WORK_TYPES,
  type FieldValue,
  type ReferenceField,
} from '../../shared/domain/reference-fields.ts';
import { bareDoi, hasDoiForm } from '../export/text/identifiers.ts';
import { isOthers } from '../export/text/person-names.ts';
import { wrongLetters, wrongLettersSentence } from './encoding.ts';
import { readDate } from './read-date.ts';
import { cleanNames, namesFromText } from './read-names.ts';

/** A value as it would be stored, and what is to be said of it. */
export interface CheckedValue {
  /** Null where there is nothing to store. */
  readonly value: FieldValue | null;
  /** What was changed in it, or is odd. */
  readonly remarks: readonly string[];
  /** A remark wants a person's eye: the value is not taken without being named. */
  readonly isDoubtful: boolean;
  /** It cannot be used at all: the first remark says why. */
  readonly isRefused: boolean;
}

const MAX_LENGTH = 10_000;
const MAX_ABSTRACT = 100_000;
const MAX_SHORT = 200;
const LONG: readonly ReferenceField[] = ['title', 'journal', 'publisher', 'url', 'abstract'];

const fine = (value: FieldValue | null, ...remarks: readonly string[]): CheckedValue => ({
  value,
  remarks,
  isDoubtful: false,
  isRefused: false,
});
const doubt = (value: FieldValue | null, ...remarks: readonly string[]): CheckedValue => ({
  ...fine(value, ...remarks),
  isDoubtful: true,
});
const refuse = (remark: string): CheckedValue => ({ ...doubt(null, remark), isRefused: true });

/** Checks one value of one field. Names may be given as text, one a line or with semicolons between. */
export function checkValue(
  field: ReferenceField,
  given: string | readonly CslName[],
): CheckedValue {
  const { kind, label } = FIELD_FACTS[field];
  if (kind === 'names') return checkNames(given);
  if (typeof given !== 'string') return refuse(`A list of names is no ${label}.`);
  const text = oneLine(given);
  if (text === '') return fine(null);
  const most = field === 'abstract' ? MAX_ABSTRACT : LONG.includes(field) ? MAX_LENGTH : MAX_SHORT;
  if (text.length > most) {
    return refuse(`The ${label} has ${text.length} characters; ${most} can be kept.`);
  }
  const wrong = wrongLetters(text);
  const checked = (CHECKS[field] ?? fine)(text);
  if (wrong === null || checked.isRefused) return checked;
  return doubt(checked.value, wrongLettersSentence(wrong), ...checked.remarks);
}

function oneLine(text: string): string {
  // C1 controls stay: they show that the text was read in a wrong encoding.
  return text
    .toWellFormed()
    .replace(/(?:(?![\u0080-\u009F])[\s\p{Cc}])+/gu, ' ')
    .trim()
    .normalize('NFC');
}

function checkNames(given: string | readonly CslName[]): CheckedValue {
  const names = cleanNames(typeof given === 'string' ? namesFromText(given) : given);
  if (typeof names === 'string') return refuse(names);
  if (names.length === 0) return fine(null);
  for (const name of names) {
    const wrong = wrongLetters(Object.values(name).join(' '));
    if (wrong !== null) return doubt(names, wrongLettersSentence(wrong));
  }
  return names.some(isOthers)
    ? doubt(names, 'Only some of the names are there; “et al.” stands for the rest.')
    : fine(names);
}

const CHECKS: Partial<Record<ReferenceField, (text: string) => CheckedValue>> = {
  type: (text) =>
    (WORK_TYPES as readonly string[]).includes(text)
      ? fine(text)
      : refuse(`“${shorten(text)}” is no type of work; there are ${WORK_TYPES.join(', ')}.`),
  date: (text) => {
    const date = readDate(text);
    if (date.text === null) return refuse(date.remark ?? 'There is no date in it.');
    if (date.remark === null) return fine(date.text);
    return date.isDoubtful ? doubt(date.text, date.remark) : fine(date.text, date.remark);
  },
  doi: checkDoi,
  pmid: (text) => {
    const number =
      /^(?:(?:PMID|PubMed)\s*:?\s*|https?:\/\/(?:www\.ncbi\.nlm\.nih\.gov\/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)\/)?(\d{1,9})\/?$/iu.exec(
        text,
      )?.[1];
    return number === undefined
      ? refuse(`“${shorten(text)}” is no PubMed id: that is a number of up to nine digits.`)
      : fine(number);
  },
  pmcid: (text) => {
    const number = /^(?:PMCID\s*:?\s*)?(?:PMC)?(\d{1,10})(?:\.\d+)?$/iu.exec(text)?.[1];
    return number === undefined
      ? refuse(`“${shorten(text)}” is no PubMed Central id, like PMC1234567.`)
      : fine(`PMC${number}`);
  },
  url: (text) => {
    const url = URL.parse(text);
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    if (url === null || !isWeb) return refuse(`“${shorten(text)}” is no address of the web.`);
    if (url.username !== '' || url.password !== '') {
      return refuse('The address holds a user name or a password, so it is not kept.');
    }
    return text.includes(' ')
      ? doubt(text.replace(/ /gu, '%20'), 'The address held a space, which is now written as %20.')
      : fine(text);
  },
  pages: (text) => {
    const bare = text.replace(/^(?:(?:pp?\.\s*|(?:pp?|pages?)\s+)+)(?=\p{L}?\d)/iu, '');
    if (!/[\p{L}\p{N}]/u.test(bare)) return fine(null);
    return fine(bare.replace(/\s*(?:[-‐‑‒–—−]\s*)+/gu, '-'));
  },
  issn: (text) => {
    const parts = text.split(/[\s,;]+/u);
    const odd = parts.find((part) => !/^\d{4}-\d{3}[\dX]$/u.test(part));
    return odd === undefined
      ? fine(parts.join(', '))
      : doubt(text, `“${shorten(odd)}” does not have the form of an ISSN, like 1474-547X.`);
  },
  isbn: (text) => {
    const digits = text.replace(/[\s-]/gu, '');
    return /^(?:\d{9}[\dX]|\d{13})$/u.test(digits)
      ? fine(text)
      : doubt(text, `“${shorten(text)}” does not have the 10 or 13 digits of an ISBN.`);
  },
};

/** The DOI bare; an address, a space, a second one, a comma at its end are said. */
function checkDoi(text: string): CheckedValue {
  const bare = bareDoi(text);
  if (bare === null) return refuse('There is no DOI in it.');
  if (
    (bare.match(/(?<![\d.])10\.\d{4,9}\//gu) ?? []).length > 1 &&
    /[\s,;]10\.\d{4,9}\//u.test(bare)
  ) {
    return refuse(`“${shorten(text)}” holds more than one DOI. Give the one of this paper.`);
  }
  const joined = bare.replace(/\s+/gu, '');
  if (!hasDoiForm(joined)) {
    return refuse(`“${shorten(text)}” does not have the form of a DOI (10.1234/abc).`);
  }
  if (joined !== bare) {
    return doubt(joined, `The DOI held a space, which no DOI does; without it, it is ${joined}.`);
  }
  if (/[.,]$/u.test(text)) {
    return doubt(
      joined,
      `The sign at the end of the DOI was taken for the end of a sentence: ${joined}.`,
    );
  }
  return text === bare
    ? fine(bare)
    : fine(bare, 'It was given as an address; the DOI in it is kept.');
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
