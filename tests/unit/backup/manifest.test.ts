// Names and manifests: what is ours, and what a damaged manifest is taken for.
// Invariant tested: no half-read manifest is believed.
import { describe, expect, it } from 'vitest';
import {
  fileStamp,
  isBackupName,
  momentInName,
  numberedName,
  spokenMoment,
} from '../../../src/main/storage/backup/backup-names.ts';
import {
  readManifest,
  writeManifest,
  type BackupManifest,
} from '../../../src/main/storage/backup/manifest.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';

const MOMENT = Date.UTC(2026, 10, 2, 14, 3, 9) as UnixMs;
const FACTS = { bytes: 4096, sha256: 'a'.repeat(64), schemaVersion: 1 };
const MANIFEST: BackupManifest = {
  createdAt: MOMENT,
  reason: 'daily',
  appVersion: '0.1.0',
  counts: {
    notes: 1,
    revisions: 2,
    lists: 3,
    entries: 4,
    tags: 5,
    codings: 6,
    corrections: 8,
    studyVersions: 7,
  },
  library: FACTS,
  history: FACTS,
};

describe('names', () => {
  it('hold the moment and the reason', () => {
    const name = `${fileStamp(MOMENT)}-before-migration`;
    expect(name).toBe('2026-11-02T14-03-09Z-before-migration');
    expect(momentInName(name)).toBe(MOMENT);
    expect(isBackupName(numberedName(name, 2))).toBe(true);
  });

  it.each(['Documents', 'my favourite', '.lock', '2026-11-02', '2026-11-02T14-03-09Z-daily-old'])(
    'are not ours: %s',
    (name) => {
      expect(isBackupName(name)).toBe(false);
      expect(momentInName(name)).toBeNull();
    },
  );

  it('are told to a person in words', () => {
    expect(spokenMoment(MOMENT)).toBe('2 November 2026, 14:03 UTC');
  });
});

describe('a manifest', () => {
  it('from before references could be completed has none of that', () => {
    const counts: Partial<Record<string, number>> = { ...MANIFEST.counts };
    delete counts['corrections'];
    const older = JSON.parse(writeManifest(MANIFEST)) as Record<string, unknown>;
    const read = readManifest(JSON.stringify({ ...older, counts }));
    expect(read).toEqual({ ...MANIFEST, counts: { ...counts, corrections: 0 } });
  });

  it.each([FACTS, null])('comes back as it was written', (history) => {
    const manifest = { ...MANIFEST, history };
    expect(readManifest(writeManifest(manifest))).toEqual(manifest);
  });

  it('is refused at every length but its own', () => {
    const text = writeManifest(MANIFEST).trimEnd();
    for (let length = 0; length < text.length; length += 1) {
      expect(readManifest(text.slice(0, length))).toBe('Its manifest cannot be read.');
    }
  });

  it.each([
    ['no object', '[]', 'Its manifest cannot be read.'],
    ['another program', '{"program":"tar"}', 'Its manifest cannot be read.'],
    ['a newer format', changed({ format: 2 }), 'It was made by a newer version of this program.'],
    ['an unknown reason', changed({ reason: 'whim' }), 'Its manifest is incomplete.'],
    ['a date in words', changed({ createdAt: 'today' }), 'Its manifest is incomplete.'],
    ['no version', changed({ appVersion: 1 }), 'Its manifest is incomplete.'],
    ['counts missing', changed({ counts: { notes: 1 } }), 'Its manifest is incomplete.'],
    ['no counts', changed({ counts: null }), 'Its manifest is incomplete.'],
    ['no library', changed({ library: null }), 'Its manifest is incomplete.'],
    ['half a history', changed({ history: { bytes: 1 } }), 'Its manifest is incomplete.'],
    ['history left out', changed({ history: undefined }), 'Its manifest is incomplete.'],
    ['no hash', changed({ library: { ...FACTS, sha256: 'x' } }), 'Its manifest is incomplete.'],
    [
      'a negative size',
      changed({ library: { ...FACTS, bytes: -1 } }),
      'Its manifest is incomplete.',
    ],
  ])('with %s is damage, in words', (_what, text, sentence) => {
    expect(readManifest(text)).toBe(sentence);
  });
});

function changed(part: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(writeManifest(MANIFEST)) as object), ...part });
}
