// One hash for one statement: another day or the atlas's other host changes nothing, all else does.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHashOf } from '../../../src/main/atlas/content-hash.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { currentPage } from '../../support/atlas-pages/arbitrary-reading.ts';
import { buildReading } from '../../support/atlas-pages/build-reading.ts';
import { MARKUPS, renderPage } from '../../support/atlas-pages/render-page.ts';
import { generateCorpus } from '../../support/generator/study.ts';
import { readStudy, SAMPLE_FACTS } from '../../support/atlas-pages/sample-page.ts';

const reading = buildReading(SAMPLE_FACTS);
const hash = contentHashOf(reading);

describe('the hash of a reading', () => {
  it('is SHA-256 in hexadecimal, and stays what it was', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(hash).toBe('9f6f8b8b40c6e35fb84cedac710ea41b716a95329f870b074f47761c042428c5');
  });

  it('of a hundred generated readings stays what it was, read from any markup', () => {
    const readings = generateCorpus({ count: 100, seed: 11 });
    const hashes = readings.map((one, place) => {
      const page = renderPage(one, MARKUPS[place % MARKUPS.length] ?? 'semantic');
      return contentHashOf(readStudy(page, one.url));
    });
    expect(hashes[0]).toBe('08332c06164cff04126741790db5de5ddb4e7f7ad3c81f87119305fbd92d50be');
    expect(createHash('sha256').update(hashes.join('\n')).digest('hex')).toBe(
      '6e17262e1ae40e3e4ab7f0aa38a9a42a71f13aabdda15041aadb45f6b2448839',
    );
  });

  it('does not depend on the day or the host it was read from', () => {
    expect(contentHashOf(buildReading({ ...SAMPLE_FACTS, accessed: '2027-01-01' }))).toBe(hash);
    expect(
      contentHashOf(buildReading({ ...SAMPLE_FACTS, origin: 'https://www.cfsmeatlas.com' })),
    ).toBe(hash);
    expect(
      contentHashOf({
        ...reading,
        url: 'http://127.0.0.1:8000/evidence/marrow-2019-breathing-during',
      }),
    ).toBe(hash);
  });

  it('does not depend on markup or on the order of keys', () => {
    for (const markup of MARKUPS) {
      expect(contentHashOf(readStudy(renderPage(reading, markup), reading.url))).toBe(hash);
    }
    const reversed = Object.fromEntries(
      Object.entries(reading).reverse(),
    ) as unknown as StudyReading;
    expect(contentHashOf(reversed)).toBe(hash);
  });

  it('depends on every word the page says', () => {
    const changes: Partial<StudyReading>[] = [
      { title: `${reading.title} ` },
      { year: 2020 },
      { doi: null },
      { badges: { ...reading.badges, pem: { value: 'unclear', label: 'PEM ?' } } },
      { badges: { ...reading.badges, pem: { value: 'unclear', label: 'PEM unclear' } } },
      { standing: [{ kind: 'retracted', text: 'Retracted' }] },
      { sections: reading.sections.slice(1) },
      { metadata: [{ label: 'Sample size', value: '62' }] },
      { authors: [...reading.authors].reverse() },
      { bibtex: reading.bibtex?.replace('2019', '2018') ?? null },
      { snapshot: reading.snapshot === null ? null : { ...reading.snapshot, generator: 'v2' } },
      { unknownParts: [{ label: 'New', value: 'thing' }] },
    ];
    const hashes = changes.map((change) => contentHashOf({ ...reading, ...change }));
    expect(new Set([hash, ...hashes]).size).toBe(changes.length + 1);
  });

  it('does not confuse what another host says with the atlas', () => {
    const elsewhere = buildReading({
      ...SAMPLE_FACTS,
      origin: 'https://www.mecfsatlas.com.invalid',
    });
    expect(contentHashOf(elsewhere)).not.toBe(hash);
  });

  it('is the same for the same reading and another for another', () => {
    fc.assert(
      fc.property(currentPage, currentPage, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(contentHashOf(one) === contentHashOf(structuredClone(one))).toBe(true);
        expect(contentHashOf(one) === contentHashOf(other)).toBe(isSame);
      }),
    );
  });
});
