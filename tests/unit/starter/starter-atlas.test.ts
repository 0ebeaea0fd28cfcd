// The starter set: it regenerates byte for byte, is refused when half written, and claims no more than it knows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeStarterAtlas } from '../../../scripts/starter-atlas.ts';
import { readStarterAtlas } from '../../../src/main/atlas/starter-atlas.ts';
import { derivedPemOf } from '../../../src/main/storage/atlas/study-columns.ts';
import { starterRow } from '../../../src/shared/contract/starter-schema.ts';
import { needsShared } from '../../support/needs.ts';

const file = join(import.meta.dirname, '../../../resources/starter-atlas.jsonl');
const text = readFileSync(file, 'utf8');
const shared = needsShared();

describe('the committed starter set', () => {
  const studies = readStarterAtlas(text);
  const rows = text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => starterRow.parse(JSON.parse(line)));
  const of = (slug: string) => studies.find((study) => study.reading.slug === slug);

  it.skipIf(shared.isMissing)(`regenerates byte for byte ${shared.note}`, () => {
    expect(
      makeStarterAtlas(readFileSync(join(shared.folder, 'data/starter-studies.jsonl'), 'utf8')),
    ).toBe(text);
  });

  it('holds eighty studies, each with its sources', () => {
    expect(studies).toHaveLength(80);
    for (const { facts } of studies) expect(facts.sources.length).toBeGreaterThan(0);
  });

  it('ships the derived value that the program derives', () => {
    for (const row of rows) {
      const study = of(row.slug);
      expect(study && derivedPemOf(study.reading, study.facts).value, row.slug).toBe(
        row.derivedPem,
      );
    }
    expect(rows.filter((row) => row.derivedPem !== 'not-stated')).toHaveLength(6);
  });

  it('has a PEM badge only where the atlas page showed one', () => {
    for (const row of rows) {
      const pem = of(row.slug)?.reading.badges.pem ?? null;
      expect(pem === null, row.slug).toBe(row.badges === null);
    }
    expect(of('naviaux-2016-metabolomics')?.reading.badges).toEqual({
      level: { code: 'E1', label: 'E1 Replicated' },
      confidence: 'Moderate confidence',
      pem: { value: 'required', label: 'PEM required' },
      publicationType: 'Observational',
      peerReview: 'Peer-reviewed',
      reviewState: 'Reviewed',
      unknown: [],
    });
    expect(of('almutairi-2020-using-structural')?.reading.badges.pem).toEqual({
      value: 'unclear',
      label: 'PEM ?',
    });
  });

  it('derives nothing for a guideline, and keeps what the atlas states beside what the publisher does', () => {
    const guideline = of('iom-2015-diagnostic-criteria');
    expect(guideline && derivedPemOf(guideline.reading, guideline.facts).value).toBe('not-stated');
    const nakatomi = of('nakatomi-2014-neuroinflammation-japan');
    expect(nakatomi?.reading.journal).toBe('Brain, Behavior, and Immunity');
    expect(nakatomi?.facts.journal).toBe('Journal of Nuclear Medicine');
  });
});

describe('a starter set that is not whole', () => {
  const lines = text.trimEnd().split('\n');
  it.each([
    ['empty', ''],
    ['cut in a line', text.slice(0, 20_000)],
    ['cut at a line end', `${lines.slice(0, 40).join('\n')}\n`],
    ['changed', text.replace('"PEM required"', '"PEM not required"')],
    ['another file', 'Not found\n'],
    ['header only', `${lines[0] ?? ''}\n`],
  ])('is refused: %s', (_name, damaged) => {
    expect(() => readStarterAtlas(damaged)).toThrow(
      expect.objectContaining({ code: 'starter-damaged' }),
    );
  });
});
