// The lock of a checkout: one job at a time, and no lock of a dead process stays for good.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { withLock } from '../../../scripts/bootstrap/lock.mjs';
import { makeTempDir } from '../../support/temp-dir.ts';

/** The pid of a process that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

it('lets one job in at a time and leaves nothing behind', async () => {
  const root = makeTempDir();
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  let inside = 0;
  let most = 0;
  const job = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await nextTurn();
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(root, job)));
  expect(most).toBe(1);
  expect(said).toHaveBeenCalledTimes(2);
  expect(readdirSync(path.join(root, '.bootstrap'))).toEqual([]);
});

it('is released by a job that fails', async () => {
  const root = makeTempDir();
  const failing = withLock(root, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(existsSync(path.join(root, '.bootstrap/lock'))).toBe(false);
});

it('is taken over from a process that has ended', async () => {
  const root = makeTempDir();
  const folder = path.join(root, '.bootstrap/lock');
  mkdirSync(folder, { recursive: true });
  const owner = { token: 'dead', host: hostname(), pids: [deadPid()] };
  writeFileSync(path.join(folder, 'owner.json'), JSON.stringify(owner));
  expect(await withLock(root, () => Promise.resolve('done'))).toBe('done');
  expect(readdirSync(path.join(root, '.bootstrap'))).toEqual([]);
});

it('says in a sentence that the checkout cannot be written to', async () => {
  const root = makeTempDir();
  writeFileSync(path.join(root, '.bootstrap'), 'a file where the folder should be');
  const failing = withLock(root, () => Promise.resolve());
  await expect(failing).rejects.toThrow(/cannot be written to .*Run the command once as a user/);
});
