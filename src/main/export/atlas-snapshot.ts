// The atlas's own reading of a paper as a work to refer to, beside the paper and never in its place.
// Invariants: what is said of the reading is what its snapshot line says; its key is the paper's and
// a word, and no other entry's.
import type { CslItem } from '../../shared/domain/csl.ts';
import { atlasAddress } from '../../shared/domain/ids.ts';
import type { StudyReading } from '../../shared/domain/study.ts';
import { sortByKey, uniqueKeys } from './citation-keys.ts';
import type { CitedStudy } from './cited-study.ts';
import type { ExportWarning } from './bibtex/write-bibtex.ts';

const ATLAS = 'ME/CFS Atlas';

/**
 * The reading as a web page of the atlas: what read the paper, by which rules, and the day that the
 * page gives as accessed. It has no year of its own, for the atlas gives none. Null where the page
 * has no snapshot line.
 *
 * The site is its author; to name it as the container as well would have styles print it twice.
 */
export function snapshotToCsl(reading: StudyReading): CslItem | null {
  const { snapshot, slug, title } = reading;
  if (snapshot === null) return null;
  const by = [
    ...(snapshot.generator === null ? [] : [`Generator ${snapshot.generator}`]),
    ...(snapshot.scanner === null ? [] : [`Scanner ${snapshot.scanner}`]),
    ...(snapshot.policy === null ? [] : [`policy ${snapshot.policy}`]),
  ].join(' / ');
  const day = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(snapshot.accessed ?? '');
  const named = title.trim().replace(/(?<!\.)\.$/u, '');
  return {
    id: `${slug}-atlas`,
    type: 'webpage',
    title: `Reading of “${named}”${by === '' ? '' : ` (${by})`}`,
    author: [{ literal: ATLAS }],
    URL: atlasAddress(slug),
    ...(day === null ? {} : { accessed: { 'date-parts': [day.slice(1).map(Number)] } }),
  };
}

/** The studies, and after them the atlas's readings of those that have one; what has none is said. */
export function withSnapshots(studies: readonly CitedStudy[]): {
  readonly studies: CitedStudy[];
  readonly warnings: ExportWarning[];
} {
  const read = studies.flatMap((paper) => {
    const item = paper.study === null ? null : snapshotToCsl(paper.study.reading);
    return item === null ? [] : [{ paper, item }];
  });
  const known = new Set(read.map(({ paper }) => paper));
  const warnings = studies
    .filter((paper) => !known.has(paper))
    .map(({ key }) => ({
      key,
      code: 'no-snapshot',
      message:
        'The atlas’s page of this study has no snapshot line, as far as the copy knows, so there is no reference to the atlas’s reading of it.',
    }));
  // By key, so that who gets the plain one does not depend on the list's order.
  const sorted = sortByKey(read.map((one) => ({ ...one, key: one.paper.key })));
  const keys = uniqueKeys(
    sorted.map(({ key }) => `${key}-atlas`),
    studies.flatMap(({ key, aliases }) => [key, ...aliases]),
  );
  const readings = sorted.map(({ paper, item }, index): CitedStudy => ({
    ...paper,
    item,
    key: keys[index] ?? '',
    aliases: [],
    readingOf: paper.key,
    retracted: false,
    // Nothing of the reader's is a part of it.
    pem: { ...paper.pem, mine: 'not-stated' },
    notes: [],
    coding: null,
  }));
  return { studies: [...studies, ...readings], warnings };
}
