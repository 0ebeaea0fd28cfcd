// Studies and pages: what is shown of one study, and what was read from a page.
import { z } from 'zod';
import { READ_STATES } from '../../domain/library.ts';
import {
  author,
  badges,
  derivedPem,
  labelledValue,
  origin,
  pemBadge,
  pemValue,
  section,
  slug,
  snapshot,
  standing,
  starterFacts,
  statedDefinitions,
  unixMs,
} from '../study-schemas.ts';
import { codingValue, MAX_TEXT, note, textOrNull, texts } from './common.ts';

/** A study page as read: flat, the same for `show`, `inspect-page` and `import-page`. */
const pageView = z.strictObject({
  slug,
  url: z.string(),
  title: z.string(),
  authors: z.array(author),
  authorsInDoubt: textOrNull,
  journal: textOrNull,
  year: z.number().int().nullable(),
  doi: textOrNull,
  pmid: textOrNull,
  /** The atlas's badge and nothing else; `not-stated` where the page has none. */
  pem: pemValue,
  /** The pill's label (`E2 Moderate`), or null. */
  level: textOrNull,
  retracted: z.boolean(),
  badges,
  /** Where the badges are from, if the text given had none and those known before were kept. */
  badgesFrom: textOrNull,
  standing: z.array(standing),
  sections: z.array(section),
  metadata: z.array(labelledValue),
  caseDefinitions: statedDefinitions.nullable(),
  pemNote: textOrNull,
  primaryCitation: textOrNull,
  bibtex: textOrNull,
  snapshot: snapshot.nullable(),
  unknownParts: z.array(labelledValue),
  notFound: texts,
  /** The sentence to show beside every badge and summary. */
  machineMade: z.string(),
});

const pemSources = z.strictObject({
  pem: z.strictObject({ value: pemValue, badge: pemBadge.nullable() }),
  derived: derivedPem,
  mine: z.strictObject({ value: pemValue, coding: codingValue.nullable() }),
});

const studyView = pageView.extend({
  /** `mirror`: as last read. `history`: the mirror no longer has it; this is the last version that was shown. */
  shownFrom: z.enum(['mirror', 'history']),
  origin,
  checkedAt: unixMs,
  changedAt: unixMs,
  starterFacts: starterFacts.nullable(),
  pemSources,
  citationKey: textOrNull,
  tags: texts,
  read: z.enum(READ_STATES),
  lists: texts,
  notes: z.array(note),
  /** Names that the atlas had the study under before; what the library holds under them is shown above with it. */
  formerNames: z.array(slug),
  /** Of a study with former names: read marks and codings by name. The one made last counts, and is the one above. */
  marksByName: z.array(
    z.strictObject({ slug, read: z.enum(READ_STATES).nullable(), coding: codingValue.nullable() }),
  ),
});

const pageInput = z.strictObject({
  text: z.string().max(MAX_TEXT),
  url: z.string().nullable().default(null),
});

export const STUDY_METHODS = {
  'study.show': { input: z.strictObject({ slug }), output: studyView },
  'page.inspect': { input: pageInput, output: pageView },
  'page.import': {
    input: pageInput,
    output: pageView.extend({ stored: z.enum(['added', 'changed', 'unchanged']), origin }),
  },
};
