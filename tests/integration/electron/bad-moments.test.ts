// Bad moments of a desktop, over the stand-in: a page that cannot save, hangs or crashes; an end that takes long.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../support/cli.ts';
import type { Shell } from '../../support/electron/launch.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { askedOf, isOf, launch, launched, listen } from './running.ts';

const STAY = 0;
const CLOSE = 1;

let data: string;
beforeAll(() => {
  ensureBuilt('main', 'preload', 'renderer');
});
beforeEach(() => {
  data = path.join(makeTempDir('bad-moments'), 'data');
});

interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

async function questionsOf(shell: Shell): Promise<readonly Question[]> {
  return (await shell.ask('questions', 'message')) as readonly Question[];
}

async function answerWith(shell: Shell, response: number): Promise<void> {
  await shell.ask('answer', ['message', { response, checkboxChecked: false }]);
}

describe('closing the window', () => {
  it('has the page keep what was typed first, and asks nothing', async () => {
    const shell = await launched(data);
    await listen(shell);
    await shell.ask('closeWindow');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard.some((fact) => isOf(fact, 'question'))).toBe(false);
  });

  it('by the menu, by Ctrl-C or by the system asks the page all the same', async () => {
    for (const way of ['quit', 'SIGTERM'] as const) {
      const shell = await launched(data);
      await listen(shell, 'no');
      await answerWith(shell, STAY);
      if (way === 'quit') await shell.ask('quit');
      else shell.child.kill(way);
      await shell.whenHeard((fact) => isOf(fact, 'question'));
      expect(await askedOf(shell)).toEqual([{ kind: 'leave' }]);
      await answerWith(shell, CLOSE);
      await shell.ask('closeWindow');
      expect(await shell.ended).toMatchObject({ code: 0 });
    }
  });

  it('stays open where the page could not save, unless the reader says otherwise', async () => {
    const shell = await launched(data);
    await listen(shell, 'no');
    await answerWith(shell, STAY);
    await shell.ask('closeWindow');
    await expect.poll(() => questionsOf(shell)).toHaveLength(1);
    const [question] = await questionsOf(shell);
    expect(question).toMatchObject({
      message: 'Some of what you typed could not be saved.',
      buttons: ['Stay', 'Close anyway'],
      defaultId: STAY,
      cancelId: STAY,
    });
    expect(await shell.call('status.get', {})).toMatchObject({ ok: true });
    await answerWith(shell, CLOSE);
    await shell.ask('closeWindow');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
  });

  it('is no trap where the page hangs', async () => {
    const shell = await launched(data);
    await listen(shell, 'never');
    await answerWith(shell, CLOSE);
    await shell.ask('closeWindow');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard).toContainEqual(expect.objectContaining({ question: 'message' }));
  });
});

describe('a page that crashes', () => {
  it('is read again without a word, and after many times in a minute only when the reader says so', async () => {
    const shell = await launched(data);
    for (let time = 1; time <= 3; time += 1) {
      await shell.ask('crash');
      await expect
        .poll(() => shell.ask('evaluate', ['() => typeof atlas.call', []]).catch(() => null))
        .toBe('function');
      expect(await shell.call('status.get', {})).toMatchObject({ ok: true });
    }
    expect(await questionsOf(shell)).toEqual([]);
    await answerWith(shell, CLOSE);
    await shell.ask('crash');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard).toContainEqual(expect.objectContaining({ question: 'message' }));
  });

  it('does not keep the program from ending', async () => {
    const shell = await launched(data);
    await listen(shell);
    await shell.ask('crash');
    await shell.ask('closeWindow');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
  });
});

describe('a start', () => {
  async function held(): Promise<Shell> {
    const shell = launch(data, { env: { STAND_IN_HOLD_LOAD: '1' } });
    await shell.whenHeard((fact) => isOf(fact, 'isHeld'));
    return shell;
  }

  it('that is broken off by the end closes the files, and complains of nothing', async () => {
    const shell = await held();
    shell.child.kill('SIGTERM');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard.some((fact) => isOf(fact, 'errorBox'))).toBe(false);
    expect(readdirSync(data).filter((name) => /-wal$|-shm$/u.test(name))).toEqual([]);
  });

  it('whose page crashes while it is read goes on with a page that is read again', async () => {
    const shell = await held();
    await shell.ask('crash');
    await shell.ask('releaseLoads');
    await shell.whenHeard((fact) => fact === 'window-is-open');
    await expect
      .poll(() => shell.call('status.get', {}).catch(() => null), { timeout: 10_000 })
      .toMatchObject({ ok: true });
    await expect.poll(() => shell.heard, { timeout: 10_000 }).toContainEqual({ shown: true });
    await shell.ask('closeWindow');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
  });
});

describe('a page that crashes before anybody has seen it', () => {
  it('is asked about in a dialog of its own, which no hidden window keeps from sight', async () => {
    const shell = launch(data, { env: { STAND_IN_HOLD_LOAD: '1' } });
    for (let time = 1; time <= 4; time += 1) {
      const isHeld = (): number => shell.heard.filter((fact) => isOf(fact, 'isHeld')).length;
      await expect.poll(isHeld, { timeout: 10_000 }).toBe(time);
      if (time === 4) await answerWith(shell, CLOSE);
      await shell.ask('crash').catch(() => undefined);
    }
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard).toContainEqual({ question: 'message', hasParent: false });
  });
});

describe('a shutdown of the computer', () => {
  it('has the page keep what was typed, closes the files, and is waited for', async () => {
    const shell = await launched(data);
    await listen(shell);
    expect(await shell.ask('emit', { on: 'power', name: 'shutdown' })).toBe(true);
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(data).filter((name) => /-wal$|-shm$/u.test(name))).toEqual([]);
  });

  it('that Windows tells a window of has the page keep what was typed', async () => {
    const shell = await launched(data);
    await listen(shell);
    const isPrevented = await shell.ask('emit', { on: 'window', name: 'query-session-end' });
    expect(isPrevented).toBe(false);
    await expect.poll(() => askedOf(shell), { timeout: 10_000 }).toEqual([{ kind: 'leave' }]);
  });
});

describe('an end that takes long', () => {
  it('is followed by a new start where somebody starts the program meanwhile', async () => {
    const main = path.resolve(import.meta.dirname, 'late-life.ts');
    const first = await launched(data, { main });
    await first.ask('quit');
    await first.whenHeard((fact) => fact === 'ending');
    const second = launch(data, { main, words: ['mecfs-atlas://study/a-study'] });
    expect(await second.ended).toMatchObject({ code: 0 });
    expect(await first.ended).toEqual({ code: 0, stderr: '' });
    const args = [main, `--data=${data}`, 'mecfs-atlas://study/a-study'];
    expect(first.heard).toContainEqual({ relaunch: { args } });
    expect(first.heard).not.toContain('taken');
  });

  it('says after five seconds what it waits for, and may be ended at once', async () => {
    const main = path.resolve(import.meta.dirname, 'late-end.ts');
    const began = performance.now();
    const shell = launch(data, { main });
    await answerWith(shell, CLOSE);
    expect(await shell.ended).toEqual({
      code: 0,
      stderr: 'Today’s backup of your library is being made.\n',
    });
    expect(performance.now() - began).toBeGreaterThan(4900);
    expect(shell.heard).toContainEqual(expect.objectContaining({ question: 'message' }));
  });
});
