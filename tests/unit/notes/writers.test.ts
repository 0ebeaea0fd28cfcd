// Names of writers: whose window may be typing still.
import { describe, expect, it } from 'vitest';
import { isWriterGone, markProcess, nameWriter } from '../../../src/main/notes/writers.ts';

const alive = (pid: number): boolean => pid === 7 || pid === 8;
const own = markProcess(7, 'reading-room');

describe('the name of a writer', () => {
  it('differs for each of many windows and stays for one', () => {
    expect(nameWriter(own, 'many')).not.toBe(nameWriter(own, 'many'));
    expect(nameWriter(own, 'one')).toBe(nameWriter(own, 'one'));
    expect(nameWriter(own, 'many').length).toBeLessThanOrEqual(64);
  });

  it.each(['one', 'many'] as const)('says that its process is gone, for %s', (windows) => {
    const gone = (pid: number, host = 'reading-room'): boolean =>
      isWriterGone(nameWriter(markProcess(pid, host), windows), own, alive);
    expect(gone(9)).toBe(true);
    // The same number, given again to a later process: to this one, so the earlier is gone.
    expect(gone(7)).toBe(true);
    // To another one, of which nothing is known.
    expect(gone(8)).toBe(false);
    expect(gone(9, 'another computer')).toBe(false);
    expect(isWriterGone(nameWriter(own, windows), own, alive)).toBe(false);
  });

  it.each(['', 'me', 'f'.repeat(32), 'zzzzzzzz-9-0123456789abcdef'])(
    'that is none of ours (%j) is never gone',
    (name) => {
      expect(isWriterGone(name, own, alive)).toBe(false);
    },
  );
});
