// How a reading gets into the mirror: history first, starter facts beside it, origins that do not unseat each other.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readStarterAtlas } from '../../../src/main/atlas/starter-atlas.ts';
import { createStudyNames } from '../../../src/main/storage/atlas/study-names.ts';
import {
  createStudyWriter,
  type StudyWriter,
} from '../../../src/main/storage/atlas/study-writer.ts';
import {
  openMirror,
  openReader,
  prepareDatabase,
  type MirrorDatabase,
  type ReaderDatabase,
} from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder } from '../../../src/main/storage/paths.ts';
import {
  createStudyRepository,
  type StudyRepository,
} from '../../../src/main/storage/study-repository.ts';
import type { StudyOrigin, StudyReading } from '../../../src/shared/domain/study.ts';
import { generateStudy } from '../../support/generator/study.ts';
import { at } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const starter = readStarterAtlas(
  readFileSync(path.resolve(import.meta.dirname, '../../../resources/starter-atlas.jsonl'), 'utf8'),
);
const site = (time: number): StudyOrigin => ({
  kind: 'site',
  source: 'https://atlas.example',
  at: at(time),
});
const given = (time: number): StudyOrigin => ({
  kind: 'given-page',
  source: 'a page',
  at: at(time),
});

let db: MirrorDatabase;
let reader: ReaderDatabase;
let writer: StudyWriter;
let studies: StudyRepository;

beforeEach(async () => {
  const paths = dataPaths(makeTempDir('writer'));
  prepareDataFolder(paths);
  for (const name of ['library', 'history', 'mirror'] as const) {
    await prepareDatabase(paths, name, () => Promise.resolve());
  }
  db = openMirror(paths);
  reader = openReader(paths);
  writer = createStudyWriter(db);
  studies = createStudyRepository(reader, createStudyNames(reader));
  onTestFinished(() => {
    db.close();
    reader.close();
  });
});

const write = (reading: StudyReading, origin: StudyOrigin) =>
  writer.write([{ reading, page: null }], origin)[0];
const versions = (): number =>
  Number(db.prepare('SELECT count(*) FROM history.study_version').pluck().get());
const sightings = (slug: string): unknown[] =>
  db
    .prepare('SELECT seen_at, origin FROM history.sighting WHERE slug = ? ORDER BY seen_at')
    .raw()
    .all(slug);

describe('the history', () => {
  it('has each version once, and each time that it came to be shown', () => {
    const first = generateStudy(1, 1);
    const second = { ...first, title: 'Another title.' };
    expect([
      write(first, site(1)),
      write(first, site(2)),
      write(second, site(3)),
      write(first, site(4)),
    ]).toEqual(['added', 'unchanged', 'changed', 'changed']);
    expect(versions()).toBe(2);
    expect(sightings(first.slug)).toEqual([
      [1, 'site'],
      [3, 'site'],
      [4, 'site'],
    ]);
    expect(studies.find(first.slug)).toMatchObject({ reading: first, changedAt: 4, checkedAt: 4 });
  });

  it('shows a study that the mirror has lost', () => {
    const reading = generateStudy(1, 2);
    write(reading, site(5));
    db.prepare('DELETE FROM study').run();
    expect(studies.find(reading.slug)).toBeNull();
    expect(studies.lastShown(reading.slug)).toMatchObject({
      reading,
      origin: { kind: 'site', at: 5 },
    });
  });
});

describe('the starter set', () => {
  const [naviaux] = starter.filter((study) => study.reading.slug === 'naviaux-2016-metabolomics');
  if (naviaux === undefined) throw new Error('the starter set has changed');
  const page: StudyReading = {
    ...generateStudy(1, 3),
    slug: naviaux.reading.slug,
    caseDefinitions: null,
    metadata: [],
  };

  it('fills an empty mirror once', () => {
    expect(writer.writeStarter(starter, at(1))).toBe(80);
    expect(writer.writeStarter(starter, at(2))).toBe(0);
    expect(studies.counts()).toMatchObject({ byOrigin: { starter: 80 }, versionsInHistory: 80 });
  });

  it('gives way to a page, and what it knows stays beside the page', () => {
    writer.writeStarter(starter, at(1));
    expect(write(page, site(2))).toBe('changed');
    expect(writer.writeStarter(starter, at(3))).toBe(0);
    expect(studies.find(page.slug)).toMatchObject({
      reading: { title: page.title },
      origin: { kind: 'site' },
      facts: { volume: naviaux.facts.volume },
    });
    expect(db.prepare('SELECT derived FROM study WHERE slug = ?').pluck().get(page.slug)).toBe(
      'required',
    );
  });

  it('that comes after a page changes what is derived, not the page', () => {
    write({ ...page, badges: { ...page.badges, publicationType: 'Observational' } }, site(1));
    expect(db.prepare('SELECT derived FROM study WHERE slug = ?').pluck().get(page.slug)).toBe(
      'not-stated',
    );
    writer.writeStarter(starter, at(2));
    expect(db.prepare('SELECT derived, origin FROM study WHERE slug = ?').get(page.slug)).toEqual({
      derived: 'required',
      origin: 'site',
    });
  });
});

describe('where a reading came from', () => {
  const reading = generateStudy(1, 4);
  it('is confirmed by the site, and not unseated by the same page given by hand', () => {
    write(reading, given(1));
    expect(write(reading, site(2))).toBe('unchanged');
    expect(studies.find(reading.slug)?.origin).toMatchObject({ kind: 'site', at: 2 });
    expect(write(reading, given(3))).toBe('unchanged');
    expect(studies.find(reading.slug)?.origin).toMatchObject({ kind: 'site', at: 2 });
  });
  it('is the page given by hand where that says something else', () => {
    write(reading, site(1));
    expect(write({ ...reading, title: 'Corrected title' }, given(2))).toBe('changed');
    expect(studies.find(reading.slug)?.origin.kind).toBe('given-page');
  });
});
