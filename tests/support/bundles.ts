// Bundles for tests: sound ones, and every kind of unsound one, line by line.
// Invariant: what is wrong with a bundle is what the test has made wrong, and nothing else: sums and seals are right.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import {
  BUNDLE_PROGRAM,
  COMPRESSION,
  headerLine,
  makeSeal,
  studyLine,
  trailerLine,
} from '../../src/main/atlas/bundle/format.ts';
import type { BundleStudy } from '../../src/shared/contract/bundle-schema.ts';
import type { BundleHeader } from '../../src/shared/domain/bundle.ts';
import type { Slug } from '../../src/shared/domain/ids.ts';
import { readStudy, samplePage } from './atlas-pages/sample-page.ts';
import { at } from './library.ts';
import { makeTempDir } from './temp-dir.ts';

/** The version that bundles of tests are made with, and that the tests' program has. */
export const TEST_VERSION = '0.0.0-test';
/** When a bundle of tests was made. */
export const MADE_AT = at(Date.UTC(2026, 4, 20));
/** When the studies of one were last checked at the site. */
export const CHECKED_AT = at(Date.UTC(2026, 4, 18));

/** The address of a study's page. */
export function addressOf(slug: string): string {
  return `https://www.mecfsatlas.com/evidence/${slug}`;
}

/** A study with its page, as a bundle has it. */
export function bundledStudy(
  number: number,
  facts: Partial<Parameters<typeof samplePage>[0]> = {},
): BundleStudy {
  const slug = (facts.slug ?? `study-${String(number).padStart(3, '0')}`) as Slug;
  const body = samplePage({ title: `A made-up study, number ${number}.`, ...facts, slug });
  const url = addressOf(slug);
  return {
    slug,
    origin: { kind: 'site', source: 'https://www.mecfsatlas.com', at: CHECKED_AT },
    checkedAt: CHECKED_AT,
    changedAt: CHECKED_AT,
    reading: readStudy(body, url),
    page: { url, fetchedAt: CHECKED_AT, etag: `"${number}"`, lastModified: null, body },
  };
}

/** Studies 1 to `count`. */
export function bundledStudies(count: number): BundleStudy[] {
  return Array.from({ length: count }, (_, place) => bundledStudy(place + 1));
}

/** A header for so many studies. */
export function testHeader(count: number, other: Partial<BundleHeader> = {}): BundleHeader {
  return {
    createdAt: MADE_AT,
    maker: 'Ada of the reading group',
    program: { name: BUNDLE_PROGRAM, version: TEST_VERSION },
    sources: ['https://www.mecfsatlas.com'],
    count,
    ...other,
  };
}

/** The lines of a bundle, without the trailer. */
export function linesOf(
  studies: readonly BundleStudy[],
  header: Partial<BundleHeader> = {},
): string[] {
  return [headerLine(testHeader(studies.length, header)), ...studies.map(studyLine)];
}

/** The lines with a trailer that fits them. */
export function withTrailer(lines: readonly string[]): string[] {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(`${line}\n`);
  return [...lines, trailerLine(lines.length - 1, hash.digest())];
}

/** A line that says anything at all, with a sum that fits it. */
export function lineOf(value: Readonly<Record<string, unknown>>): string {
  return sealLine(JSON.stringify(value));
}

/** A JSON object's text with the sum that fits it. */
export function sealLine(json: string): string {
  const text = json.slice(0, -1);
  return `${text},"sha256":"${createHash('sha256').update(text).digest('hex')}"}`;
}

/** Lines as the bytes of a file: compressed and sealed. */
export function pack(lines: readonly string[]): Buffer {
  return sealed(
    zstdCompressSync(lines.map((line) => `${line}\n`).join(''), { params: COMPRESSION }),
  );
}

/** Bytes with the seal that fits them. */
export function sealed(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, makeSeal(createHash('sha256').update(bytes).digest())]);
}

/** A sound bundle's bytes. */
export function soundBundle(
  studies: readonly BundleStudy[],
  header: Partial<BundleHeader> = {},
): Buffer {
  return pack(withTrailer(linesOf(studies, header)));
}

/** Puts bytes into a file of the running test. */
export function bundleFile(bytes: Buffer, folder = makeTempDir('bundle')): string {
  const file = path.join(folder, 'test.mecfs-atlas');
  writeFileSync(file, bytes);
  return file;
}
