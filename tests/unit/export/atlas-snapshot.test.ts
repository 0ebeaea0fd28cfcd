// The atlas's own reading as an entry beside the paper's.
import { describe, expect, it } from 'vitest';
import { snapshotToCsl, withSnapshots } from '../../../src/main/export/atlas-snapshot.ts';
import type { CitedStudy } from '../../../src/main/export/cited-study.ts';
import { LIST_WRITERS } from '../../../src/main/export/list-writers.ts';
import { studyToCsl } from '../../../src/main/export/study-to-csl.ts';
import type { ContentHash, UnixMs } from '../../../src/shared/domain/ids.ts';
import type { MirrorStudy, Snapshot, StudyReading } from '../../../src/shared/domain/study.ts';
import { generateStudy } from '../../support/generator/study.ts';
import { readBib } from './read-bib.ts';

const SNAPSHOT: Snapshot = {
  line: 'ME/CFS Atlas. Generator v1 / Scanner v1.4 / policy v0.1. Accessed 2026-05-28.',
  generator: 'v1',
  scanner: 'v1.4',
  policy: 'v0.1',
  accessed: '2026-05-28',
};
const AT = Date.UTC(2026, 4, 28) as UnixMs;

function reading(index: number, fields: Partial<StudyReading> = {}): StudyReading {
  return { ...generateStudy(7, index), snapshot: SNAPSHOT, ...fields };
}

function cited(key: string, read: StudyReading | null): CitedStudy {
  const base = read ?? reading(1);
  const study: MirrorStudy | null =
    read === null
      ? null
      : {
          reading: read,
          facts: null,
          origin: { kind: 'site', source: 'a page', at: AT },
          checkedAt: AT,
          changedAt: AT,
          contentHash: 'h' as ContentHash,
        };
  return {
    slug: base.slug,
    key,
    aliases: [],
    item: studyToCsl(base, null).item,
    asOf: AT,
    retracted: false,
    pem: { pem: 'not-stated', derived: 'not-stated', mine: 'not-stated' },
    study,
    coding: null,
    notes: [],
  };
}

describe('the atlas’s reading of a paper', () => {
  it('says what read it, by which rules, when, and where', () => {
    const read = reading(1, { title: 'Cytokines in ME/CFS.' });
    expect(snapshotToCsl(read)).toEqual({
      id: `${read.slug}-atlas`,
      type: 'webpage',
      title: 'Reading of “Cytokines in ME/CFS” (Generator v1 / Scanner v1.4 / policy v0.1)',
      author: [{ literal: 'ME/CFS Atlas' }],
      URL: `https://www.mecfsatlas.com/evidence/${read.slug}`,
      accessed: { 'date-parts': [[2026, 5, 28]] },
    });
  });

  it('says no more than its line does', () => {
    const bare = { ...SNAPSHOT, generator: null, scanner: null, policy: null, accessed: null };
    const item = snapshotToCsl(reading(1, { title: 'T', snapshot: bare }));
    expect(item?.title).toBe('Reading of “T”');
    expect(item).not.toHaveProperty('accessed');
    expect(item).not.toHaveProperty('issued');
    expect(snapshotToCsl(reading(1, { snapshot: null }))).toBeNull();
  });

  it('comes after the papers, under a key of its own, whatever the order of the list', () => {
    const papers = [cited('b', reading(1)), cited('a', reading(2)), cited('A-atlas', reading(3))];
    const keysIn = (studies: readonly CitedStudy[]) =>
      new Map(withSnapshots(studies).studies.map(({ key, readingOf }) => [key, readingOf]));
    const keys = keysIn(papers);
    expect([...keys]).toEqual([
      ['b', undefined],
      ['a', undefined],
      ['A-atlas', undefined],
      ['a-atlasa', 'a'],
      ['A-atlas-atlas', 'A-atlas'],
      ['b-atlas', 'b'],
    ]);
    expect(new Map(keysIn(papers.toReversed()))).toEqual(keys);
  });

  it('has the atlas’s badge, and neither what is derived nor what the reader coded', () => {
    const paper: CitedStudy = {
      ...cited('a', reading(1)),
      pem: { pem: 'not-required', derived: 'required', mine: 'unclear' },
    };
    const { studies } = withSnapshots([paper]);
    expect(studies.map(({ pem }) => [pem.pem, pem.mine])).toEqual([
      ['not-required', 'unclear'],
      ['not-required', 'not-stated'],
    ]);
    const { text } = LIST_WRITERS.ris({ name: 'L', studies, asOf: null });
    const tags = text.split('ER  - ').map((entry) => entry.match(/(?<=KW {2}- )pem.*/gu));
    expect(tags.slice(0, 2)).toEqual([
      ['pem:not-required', 'pem-derived:required'],
      ['pem:not-required'],
    ]);
  });

  it('is missing where the page has none, and that is said', () => {
    const { studies, warnings } = withSnapshots([
      cited('a', reading(1, { snapshot: null })),
      cited('b', null),
    ]);
    expect(studies).toHaveLength(2);
    expect(warnings.map(({ key, code }) => [key, code])).toEqual([
      ['a', 'no-snapshot'],
      ['b', 'no-snapshot'],
    ]);
  });

  it.each(['bibtex', 'bibtex-utf8', 'biblatex', 'biblatex-utf8'] as const)(
    'is tied to the paper in %s, and the paper does not name it',
    (format) => {
      const { studies } = withSnapshots([cited('paper', reading(1))]);
      const { text, warnings } = LIST_WRITERS[format]({ name: 'L', studies, asOf: null });
      const [paper, read] = readBib(text);
      expect([paper?.key, read?.key]).toEqual(['paper', 'paper-atlas']);
      expect(read?.fields.get('x-atlas-reading-of')).toBe('paper');
      expect(read?.fields.get('related')).toBe(format.startsWith('biblatex') ? 'paper' : undefined);
      expect([...(paper?.fields.values() ?? [])].join('\n')).not.toContain('paper-atlas');
      expect(text).toContain('x-atlas-reading-of” refer');
      // It lacks no DOI, volume, page or year that a paper would.
      expect(warnings.filter(({ key }) => key === 'paper-atlas')).toEqual([]);
    },
  );
});
