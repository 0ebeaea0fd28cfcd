// Two readings of one study, field by field: there is a change to show exactly where the hash is another one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHashOf } from '../../../src/main/atlas/content-hash.ts';
import { hasLost } from '../../../src/shared/domain/lost-parts.ts';
import { compareReadings, isBadgeFlip } from '../../../src/shared/domain/study-changes.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { NO_BADGES } from '../../../src/shared/domain/study.ts';
import { currentPage, olderPage } from '../../support/atlas-pages/arbitrary-reading.ts';
import { buildReading } from '../../support/atlas-pages/build-reading.ts';
import { SAMPLE_FACTS } from '../../support/atlas-pages/sample-page.ts';

const reading = buildReading(SAMPLE_FACTS);
const changed = (change: Partial<StudyReading>): StudyReading => ({ ...reading, ...change });
const fieldsOf = (after: StudyReading, before = reading): string[] =>
  compareReadings(before, after).map(({ field }) => field);

/** One field of one page put into another, or a list of it turned round, doubled or cut. */
const nearlyTheSame = fc
  .tuple(
    fc.oneof(currentPage, olderPage),
    fc.oneof(currentPage, olderPage),
    fc.nat(),
    fc.constantFrom('take', 'turn', 'double', 'cut', 'empty', 'kept'),
  )
  .map(([one, other, nth, how]): readonly [StudyReading, StudyReading] => {
    const keys = Object.keys(one) as (keyof StudyReading)[];
    const key = keys[nth % keys.length] ?? 'title';
    const value: unknown = one[key];
    const list = Array.isArray(value) ? (value as unknown[]) : null;
    const put = (next: unknown): readonly [StudyReading, StudyReading] => [
      one,
      { ...one, [key]: next },
    ];
    if (how === 'kept') return [one, { ...one, badgesFrom: 'the atlas, 2026-01-02' }];
    if (list !== null && how === 'turn') return put([...list].reverse());
    if (list !== null && how === 'double') return put([...list, ...list]);
    if (list !== null && how === 'cut') return put(list.slice(1));
    if (list !== null && how === 'empty') return put([]);
    return put(other[key]);
  });

describe('the fields that differ', () => {
  it('are none exactly where the hash is the same', () => {
    const agrees = ([one, other]: readonly [StudyReading, StudyReading]): void => {
      const isSame = contentHashOf(one) === contentHashOf(other);
      const changes = compareReadings(one, other);
      expect(changes.length === 0).toBe(isSame);
      for (const { before, after } of changes) expect(before).not.toBe(after);
      expect(new Set(changes.map(({ field }) => field)).size).toBe(changes.length);
    };
    fc.assert(fc.property(nearlyTheSame, agrees), { numRuns: 400 });
    fc.assert(fc.property(fc.tuple(currentPage, currentPage), agrees));
    fc.assert(
      fc.property(currentPage, (page) => {
        agrees([page, structuredClone(page)]);
      }),
    );
  });

  it('are none for another day, another address or the atlas’s other host', () => {
    expect(fieldsOf(buildReading({ ...SAMPLE_FACTS, accessed: '2027-01-01' }))).toEqual([]);
    const origin = 'https://www.cfsmeatlas.com';
    expect(fieldsOf(buildReading({ ...SAMPLE_FACTS, origin }))).toEqual([]);
    expect(fieldsOf(changed({ url: 'http://127.0.0.1:8000/evidence/x' }))).toEqual([]);
  });

  it('are told in the words of the page, whole, with null for what it did not say', () => {
    const after = changed({
      title: 'Another title.',
      doi: null,
      badges: { ...reading.badges, pem: { value: 'unclear', label: 'PEM ?' } },
      metadata: [...reading.metadata, { label: 'Funding', value: 'None stated' }],
    });
    const changes = new Map(compareReadings(reading, after).map((one) => [one.field, one]));
    expect([...changes.keys()]).toEqual(['badge.pem', 'title', 'doi', 'metadata.Funding']);
    expect(changes.get('badge.pem')).toEqual({
      field: 'badge.pem',
      label: 'PEM',
      before: reading.badges.pem?.label,
      after: 'PEM ?',
    });
    expect(changes.get('doi')).toMatchObject({ before: reading.doi, after: null });
    expect(changes.get('metadata.Funding')).toMatchObject({ before: null, after: 'None stated' });
    expect([...changes.values()].filter(isBadgeFlip).map(({ label }) => label)).toEqual(['PEM']);
  });

  it('find a section again by its kind, and one of another kind by its heading', () => {
    const section = (heading: string, text: string): StudyReading['sections'][number] => ({
      kind: 'other',
      heading,
      paragraphs: [text],
    });
    const before = changed({
      sections: [
        section('Limits', 'Few people.'),
        section('Strengths', 'Long.'),
        { kind: 'topics', heading: 'Topics', paragraphs: ['Cytokines'] },
      ],
    });
    const after = changed({
      sections: [
        { kind: 'topics', heading: 'Themes', paragraphs: ['Cytokines'] },
        section('Strengths', 'Long and careful.'),
      ],
    });
    expect(compareReadings(before, after)).toEqual([
      { field: 'section.topics', label: 'Topics', before: 'Topics', after: 'Themes' },
      {
        field: 'section.other.Strengths',
        label: 'Strengths',
        before: 'Long.',
        after: 'Long and careful.',
      },
      { field: 'section.other.Limits', label: 'Limits', before: 'Few people.', after: null },
      {
        field: 'sectionOrder',
        label: 'Order of the sections',
        before: 'Strengths\nTopics',
        after: 'Topics\nStrengths',
      },
    ]);
  });

  it('tell apart what looks alike on the page', () => {
    const [change] = compareReadings(
      changed({ badges: { ...reading.badges, pem: { value: 'unclear', label: 'PEM ✓' } } }),
      changed({ badges: { ...reading.badges, pem: { value: 'not-stated', label: 'PEM ✓' } } }),
    );
    expect(change?.before).toContain('unclear');
    expect(change?.after).toContain('not-stated');
  });
});

describe('what a page has lost', () => {
  it('is nothing where a text changed, something was added or a further section has a new heading', () => {
    const after = changed({
      title: 'Another.',
      sections: reading.sections.map((section) => ({
        ...section,
        heading: section.kind === 'other' ? 'Renamed' : section.heading,
        paragraphs: ['Else.'],
      })),
      badges: { ...reading.badges, pem: { value: 'unclear', label: 'PEM ?' }, reviewState: null },
    });
    expect(hasLost(reading, after)).toEqual([]);
    expect(hasLost(buildReading({ ...SAMPLE_FACTS, hasCitations: false }), reading)).toEqual([]);
  });

  it('is said for a section, the badge row, one badge, the authors and the citation block', () => {
    const [first, ...others] = reading.sections;
    expect(hasLost(reading, changed({ sections: others }))).toEqual([
      `the section “${first?.heading ?? ''}”`,
    ]);
    expect(hasLost(reading, changed({ badges: NO_BADGES }))).toEqual(['the badge row']);
    expect(hasLost(reading, changed({ badgesFrom: 'the starter set' }))).toEqual(['the badge row']);
    expect(hasLost(reading, changed({ badges: { ...reading.badges, pem: null } }))).toEqual([
      'the badge “PEM”',
    ]);
    expect(hasLost(reading, changed({ authors: [], primaryCitation: null, bibtex: null }))).toEqual(
      ['the authors', 'the primary citation', 'the BibTeX entry'],
    );
  });

  it('is told by name for a further section that is gone', () => {
    const other = (heading: string): StudyReading['sections'][number] => ({
      kind: 'other',
      heading,
      paragraphs: ['Text.'],
    });
    const before = changed({ sections: [other('Limits'), other('Strengths')] });
    expect(hasLost(before, changed({ sections: [other('Strengths')] }))).toEqual([
      'the section “Limits”',
    ]);
  });
});
