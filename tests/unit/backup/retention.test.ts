// Which backups stay, over simulated weeks and for any set of backups.
// Invariant tested: the newest backup is never given up, and no wanted one goes before its time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BACKUP_REASONS,
  type BackupReason,
} from '../../../src/main/storage/backup/backup-names.ts';
import {
  backupsToRemove,
  isDailyDue,
  type RetentionRecord,
} from '../../../src/main/storage/backup/retention.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';

const DAY_MS = 86_400_000;
// A Monday.
const START = Date.UTC(2026, 8, 7, 9, 30);

function record(
  day: number,
  reason: BackupReason = 'daily',
  more: Partial<RetentionRecord> = {},
): RetentionRecord {
  const createdAt = (START + day * DAY_MS) as UnixMs;
  return { name: `${day}-${reason}`, createdAt, reason, hasHistory: true, ...more };
}

const LATER = (START + 1000 * DAY_MS) as UnixMs;

function keptOf(backups: readonly RetentionRecord[], now = LATER): string[] {
  const removed = new Set(backupsToRemove(backups, now));
  return backups.map(({ name }) => name).filter((name) => !removed.has(name));
}

describe('retention', () => {
  it('keeps seven days and the last of each of four weeks over 60 days of daily backups', () => {
    let present: RetentionRecord[] = [];
    for (let day = 0; day < 60; day += 1) {
      present.push(record(day));
      const removed = new Set(backupsToRemove(present, record(day).createdAt));
      present = present.filter(({ name }) => !removed.has(name));
      expect(present.length).toBeLessThanOrEqual(7 + 4);
      const days = present.map(({ name }) => Number.parseInt(name, 10));
      const lastSeven = Array.from({ length: Math.min(7, day + 1) }, (_, back) => day - back);
      expect(days).toEqual(expect.arrayContaining(lastSeven));
    }
    // Day 59 is a Thursday; its week and the Sundays before it: 55 and 48 are weekly, 41 as well.
    expect(present.map(({ name }) => name)).toEqual(
      [41, 48, 53, 54, 55, 56, 57, 58, 59].map((day) => `${day}-daily`),
    );
  });

  it('counts days that have a backup, so a year away costs nothing', () => {
    const before = [0, 1, 2, 3, 4, 5, 6].map((day) => record(day));
    expect(keptOf([...before, record(365)])).toEqual(
      [1, 2, 3, 4, 5, 6, 365].map((day) => `${day}-daily`),
    );
  });

  it('keeps a manual backup although a daily one came later on the same day', () => {
    const manual = record(0, 'manual');
    const later = record(0, 'daily', { createdAt: (manual.createdAt + 1000) as UnixMs });
    expect(keptOf([manual, later])).toEqual([manual.name, later.name]);
  });

  it('keeps the three newest of each special kind beside the days', () => {
    const special = (['manual', 'before-migration', 'before-restore'] as const).flatMap((reason) =>
      [0, 1, 2, 3, 4].map((day) =>
        record(day, reason, {
          name: `${day}-${reason}`,
          // All on one day: neither days nor weeks keep more than one of them.
          createdAt: (START + day * 1000) as UnixMs,
        }),
      ),
    );
    expect(keptOf(special).toSorted()).toEqual(
      ['manual', 'before-migration', 'before-restore']
        .flatMap((reason) => [2, 3, 4].map((day) => `${day}-${reason}`))
        .toSorted(),
    );
  });

  it('keeps the newest backup that has a history while newer ones lack it', () => {
    const lacking = Array.from({ length: 40 }, (_, day) =>
      record(day + 1, 'daily', { hasHistory: false }),
    );
    expect(keptOf([record(0), ...lacking])).toContain('0-daily');
  });

  it('does not let backups of a wrong clock take the places of those made now', () => {
    const wrong = Array.from({ length: 30 }, (_, day) => record(30_000 + day));
    const right = Array.from({ length: 10 }, (_, day) => record(day));
    const kept = keptOf([...right, ...wrong], record(9).createdAt);
    // Days 3 to 9 of September; the Sunday in between is one of them.
    expect(kept).toEqual([...right.slice(3), ...wrong].map(({ name }) => name));
  });

  it('never gives up the newest, whatever the set, and asks for nothing twice', () => {
    const anyRecord = fc.record({
      offset: fc.integer({ min: 0, max: 100 * DAY_MS }),
      reason: fc.constantFrom(...BACKUP_REASONS),
      hasHistory: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 60 }), (drawn) => {
        const backups = drawn.map(({ offset, reason, hasHistory }, index) => ({
          name: String(index).padStart(3, '0'),
          createdAt: (START + offset) as UnixMs,
          reason,
          hasHistory,
        }));
        const kept = keptOf(backups);
        const newestAt = Math.max(...backups.map(({ createdAt }) => createdAt));
        const left = backups.filter(({ name }) => kept.includes(name));
        expect(left.map(({ createdAt }) => createdAt)).toContain(newestAt);
        // What was kept once is kept again: deleting has an end.
        expect(backupsToRemove(left, LATER)).toEqual([]);
        expect(kept.length).toBeLessThanOrEqual(7 + 4 + 3 * 3 + 2);
      }),
    );
  });
});

describe('the daily backup', () => {
  const noon = (START + DAY_MS / 10) as UnixMs;

  it.each([
    ['there is none at all', [], true],
    ['the last one is of yesterday', [record(-1)], true],
    ['there is one of today', [record(0)], false],
    ['there is a manual one of today', [record(0, 'manual')], false],
    ['there is only one from before a restore', [record(0, 'before-restore')], true],
    ['there is only one from before a migration', [record(0, 'before-migration')], true],
    ['a wrong clock has dated one in the future', [record(400)], true],
  ] as const)('is decided when %s', (_when, backups, isDue) => {
    expect(isDailyDue(backups, noon)).toBe(isDue);
  });

  it('goes by the UTC day', () => {
    const lastMinute = record(0, 'daily', { createdAt: Date.UTC(2026, 8, 7, 23, 59) as UnixMs });
    expect(isDailyDue([lastMinute], Date.UTC(2026, 8, 8, 0, 1) as UnixMs)).toBe(true);
  });
});
