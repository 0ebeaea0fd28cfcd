// A copy of the atlas in words: how it stands, what it waits for, what it did.
import { describe, expect, it } from 'vitest';
import { removalInWords } from '../../../src/renderer/features/sync/decision-words.ts';
import { portionsOf, SHOWN_FIRST } from '../../../src/renderer/features/sync/portions.ts';
import { fieldInWords, receiptInWords } from '../../../src/renderer/features/sync/receipt-words.ts';
import { runChoices, runLines } from '../../../src/renderer/features/sync/run-lines.ts';
import {
  announcementOf,
  copyInWords,
  copyLine,
  leftInWords,
  progressInWords,
  standingInWords,
  versionInWords,
} from '../../../src/renderer/ui/sync-words.ts';
import type { SyncStateView } from '../../../src/shared/contract/types.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { NO_PROGRESS, type SyncProgress } from '../../../src/shared/domain/sync.ts';
import { exampleReceipt, exampleSyncState } from '../../support/example-answers.ts';
import { receiptAnswer } from '../../support/example-sync.ts';

const SITE = 'https://www.mecfsatlas.com';
const MINUTE = 60_000;
const NOON = new Date(2026, 10, 22, 12).getTime() as UnixMs;

function running(
  progress: Partial<SyncProgress> = {},
  source: string | null = SITE,
): SyncStateView {
  return exampleSyncState({
    isRunning: true,
    source,
    progress: { ...NO_PROGRESS, state: 'fetching', done: 412, total: 6145, ...progress },
  });
}

const PENDING = { source: SITE, gone: 480, moved: 20, of: 6145, examples: [] };

function unfinished(more: Partial<NonNullable<SyncStateView['unfinished']>> = {}): SyncStateView {
  return exampleSyncState({
    unfinished: {
      source: SITE,
      kind: 'by-hand',
      startedAt: NOON,
      done: 412,
      total: 6145,
      isPaused: true,
      hasFailed: false,
      pendingRemoval: null,
      ...more,
    },
  });
}

describe('what is left', () => {
  it.each([
    [null, null],
    [20_000, 'less than a minute left'],
    [MINUTE, 'about 1 minute left'],
    [7.4 * MINUTE, 'about 7 minutes left'],
    [23 * MINUTE, 'about 25 minutes left'],
    [59 * MINUTE, 'about 1 hour left'],
    [81 * MINUTE, 'about 1 hour 20 minutes left'],
    [118 * MINUTE, 'about 2 hours left'],
    [(11 * 60 + 12) * MINUTE, 'about 11 hours left'],
  ])('of %j ms is %j', (leftMs, words) => {
    expect(leftInWords(leftMs)).toBe(words);
  });
});

describe('a copy that runs', () => {
  it('is told with its numbers, and no time while none can be told', () => {
    expect(progressInWords(running())).toBe('Copying: 412 of 6,145 studies (6 %)');
    expect(progressInWords(running({ state: 'checking' }))).toBe('Asking the site what there is');
    expect(standingInWords(running())).toBe('Copying: 412 of 6,145 studies (6 %)');
    expect(standingInWords(running({ leftMs: 81 * MINUTE }))).toContain(
      ' · about 1 hour 20 minutes left',
    );
    const lines = runLines(
      running({ leftMs: 81 * MINUTE, current: 'a-study' as Slug, unreadable: 1 }),
    );
    expect(lines.details).toEqual([
      'About 1 hour 20 minutes left.',
      'Asked for last: a-study',
      '1 page could not be read so far.',
    ]);
  });

  it('tells a study by its title where one is known', () => {
    const known = running({ current: 'a-study' as Slug, currentTitle: 'Pacing at home' });
    expect(runLines(known).details).toEqual(['Asked for last: Pacing at home']);
  });

  it('is offline in calm words, and says what is copied so far', () => {
    const offline = running({ state: 'waiting', wait: { reason: 'offline', until: NOON } });
    expect(runLines(offline)).toMatchObject({
      line: 'Offline. The copy goes on when the connection is back.',
      details: ['412 of 6,145 studies are copied.'],
    });
    expect(standingInWords(offline)).toBe('Offline: the copy waits');
  });

  it('says until when the site asked for silence', () => {
    const silent = running({ state: 'waiting', wait: { reason: 'site-asked', until: NOON } });
    expect(progressInWords(silent)).toBe('Waiting until 12:00: the site asked for silence.');
    expect(standingInWords(silent)).toBe('Copy waits until 12:00, as the site asked');
  });

  it('can be paused where it is of a site, and stopped in any case', () => {
    expect(runChoices(running())).toEqual({
      begin: 'start',
      canBegin: false,
      canPause: true,
      canStop: true,
    });
    const reread = running({}, 'the pages kept on this computer');
    expect(runChoices(reread)).toMatchObject({ canPause: false, canStop: true });
    expect(progressInWords(reread)).toBe('Reading kept pages: 412 of 6,145 pages (6 %)');
  });
});

describe('a copy that is unfinished', () => {
  it('is paused or cut off at its place, and can be gone on with or given up', () => {
    expect(runLines(unfinished()).line).toBe('Paused at 412 of 6,145 studies.');
    expect(runLines(unfinished({ isPaused: false })).line).toBe('Cut off at 412 of 6,145 studies.');
    expect(standingInWords(unfinished())).toBe('Copy paused at 412 of 6,145');
    expect(runChoices(unfinished())).toEqual({
      begin: 'resume',
      canBegin: true,
      canPause: false,
      canStop: true,
    });
  });

  it('that asks for a decision is not gone on with before it', () => {
    const asking = unfinished({ isPaused: false, pendingRemoval: PENDING });
    expect(runChoices(asking)).toMatchObject({ canBegin: false, canStop: true });
    expect(standingInWords(asking)).toBe('The copy needs your decision');
    expect(removalInWords({ ...PENDING, moved: 0 })[0]).toMatch(
      /^480 of .* would be removed: their addresses say that nothing is there any more\.$/u,
    );
    expect(removalInWords(PENDING)[0]).toBe(
      `500 of the 6,145 studies that were copied from ${SITE} would be removed: 480 addresses say that nothing is there any more, and 20 addresses lead to another study.`,
    );
  });
});

describe('the age of a copy', () => {
  const version = { generator: 'v1', scanner: 'v1.4', policy: 'v0.1', studies: 10 };
  it('comes with what made it', () => {
    const at = (NOON - 3 * 24 * 60 * MINUTE) as UnixMs;
    expect(copyInWords({ checkedAt: at, versions: [version] }, NOON)).toBe(
      'Copy checked 3 days ago · Generator v1 / Scanner v1.4 / policy v0.1',
    );
    expect(copyInWords({ checkedAt: at, versions: [version, version] }, NOON)).toMatch(
      / and others$/u,
    );
    expect(copyInWords({ checkedAt: NOON, versions: [] }, NOON)).toBe('Copy checked today');
    expect(copyInWords({ checkedAt: null, versions: [] }, NOON)).toBe('No copy taken yet');
  });

  it('names what a page said, and no more', () => {
    expect(versionInWords({ ...version, scanner: null })).toBe('Generator v1 / policy v0.1');
    expect(versionInWords({ generator: null, scanner: null, policy: null })).toBeNull();
  });
});

describe('the last line of the window', () => {
  const failure = { code: 'source-refused', message: 'No.', retryable: true, ref: null } as const;
  it('is the age of the copy, the copying where there is some, and both after a failure', () => {
    const age = 'Copy checked today';
    expect(copyLine(null, age)).toBe(age);
    expect(copyLine(exampleSyncState(), age)).toBe(age);
    expect(copyLine(unfinished(), age)).toBe('Copy paused at 412 of 6,145');
    expect(copyLine(exampleSyncState({ failure }), age)).toBe(`The last copy stopped · ${age}`);
    expect(copyLine(exampleSyncState({ failure }), '')).toBe('The last copy stopped');
  });
});

describe('what is said aloud', () => {
  const idle = exampleSyncState();
  it('is the beginning, the pause and the end, and no step between', () => {
    expect(announcementOf(idle, running())).toBe('The copy has begun.');
    expect(announcementOf(unfinished(), running())).toBe('The copy goes on.');
    expect(announcementOf(running(), running({ done: 413, leftMs: 5 }))).toBeNull();
    expect(announcementOf(running(), unfinished())).toBe('The copy is paused at 412 of 6,145.');
    expect(announcementOf(running(), idle)).toBe('The copy has stopped. What was copied is kept.');
    expect(
      announcementOf(running(), exampleSyncState({ receipt: receiptAnswer(exampleReceipt()) })),
    ).toMatch(/^Done\. .*3 unchanged\.$/u);
    expect(announcementOf(idle, idle)).toBeNull();
  });

  it('is that it waits, once for each wait, and that it asks', () => {
    const wait = { reason: 'offline', until: NOON } as const;
    const longer = { reason: 'offline', until: (NOON + MINUTE) as UnixMs } as const;
    expect(announcementOf(running(), running({ wait }))).toMatch(/^Offline\./u);
    expect(announcementOf(running({ wait }), running({ wait: longer }))).toBeNull();
    expect(announcementOf(running(), unfinished({ pendingRemoval: PENDING }))).toBe(
      'The copy waits for your decision.',
    );
  });
});

describe('a receipt', () => {
  it('says what was done, and of each list that there is', () => {
    const lines = receiptInWords(
      exampleReceipt({
        added: ['a' as Slug],
        unchanged: 1200,
        unreadable: [{ slug: 'b' as Slug, url: 'u', reason: 'r' }],
        unlisted: ['c' as Slug, 'd' as Slug],
        gone: ['e' as Slug],
      }),
    );
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe('1 study was added, 0 changed, 1,200 unchanged.');
    expect(lines[1]).toContain('1 study is gone from the atlas');
    expect(lines[2]).toContain('2 studies are no longer listed');
    expect(lines[3]).toContain('1 page could not be read');
  });

  it('of kept pages that were read again says what is read better', () => {
    expect(receiptInWords(exampleReceipt({ kind: 'reread' }))[0]).toBe(
      '0 pages are read better now, 3 as before.',
    );
  });

  it('calls silence not stated, which is no value', () => {
    expect(fieldInWords(null)).toBe('not stated');
    expect(fieldInWords('not stated')).toBe('“not stated”');
  });
});

describe('a long list', () => {
  it.each([0, 1, SHOWN_FIRST, SHOWN_FIRST + 1, 6145])('of %i is whole in its portions', (count) => {
    const items = Array.from({ length: count }, (_, place) => place);
    const portions = portionsOf(items);
    expect(portions.flat()).toEqual(items);
    expect(portions.every(({ length }) => length > 0 && length <= 200)).toBe(true);
    expect(portions[0] ?? []).toEqual(items.slice(0, SHOWN_FIRST));
  });
});
