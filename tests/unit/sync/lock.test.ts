// Who may sync: the mark of a living holder stands, a dead or silent one's is taken over.
import { describe, expect, it } from 'vitest';
import { isProcessAlive, mayTakeLock, type Holder } from '../../../src/main/sync/lock.ts';

const NOW = 1_800_000_000_000;
const holder: Holder = {
  token: 'mine',
  pid: 10,
  host: 'here',
  now: () => NOW,
  isAlive: (pid) => pid === 20,
  turn: { number: 5, atWork: [3, 5] },
};
const mark = (own: Partial<{ pid: number; host: string; job: number; heartbeatAt: number }>) => ({
  token: 'other',
  pid: 20,
  host: 'here',
  heartbeatAt: NOW,
  ...own,
});

describe('the mark of a sync', () => {
  it.each([
    ['nobody', null, true],
    ['a living process', mark({}), false],
    ['a living process, a minute silent', mark({ heartbeatAt: NOW - 60_001 }), true],
    ['a living process, just short of that', mark({ heartbeatAt: NOW - 60_000 }), false],
    ['a living process before the clock was set back', mark({ heartbeatAt: NOW + 60_001 }), true],
    ['a dead process', mark({ pid: 30 }), true],
    ['a process of another computer', mark({ pid: 30, host: 'there' }), false],
    [
      'a silent process of another computer',
      mark({ pid: 30, host: 'there', heartbeatAt: 0 }),
      true,
    ],
    ['this very process', mark({ pid: 10 }), false],
    ['a job of this process that has ended', mark({ pid: 10, job: 4 }), true],
    ['a job of this process that is at work', mark({ pid: 10, job: 3 }), false],
    ['a job of this process that began later', mark({ pid: 10, job: 6 }), false],
    ['a job of another process', mark({ job: 4 }), false],
  ])('of %s can be taken: %s', (_, current, mayTake) => {
    expect(mayTakeLock(current, holder)).toBe(mayTake);
  });

  it('knows this process to be alive', () => {
    expect(isProcessAlive(process.pid)).toBe(true);
    expect(isProcessAlive(2 ** 22 + 1)).toBe(false);
  });
});
