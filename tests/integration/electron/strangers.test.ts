// Strangers on the shell's channels, on the stand-in: whoever is not the window's own page is answered nothing
// and believed nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { ANSWER_CHANNEL, ASK_CHANNEL, LISTENING } from '../../../src/shared/contract/names.ts';
import type { Shell } from '../../support/electron/launch.ts';
import { runningShell } from './running-shell.ts';

const STRANGERS = [
  'none',
  'iframe',
  'elsewhere',
  'elsewhere, as a user',
  'here, as a user',
  'other window',
  "other window, this one's frame",
  'page of before',
];
const GOING = 'frame that is going';
const CLOSED = 'closed window';

describe('a call', () => {
  const shell = runningShell('suite');

  it.each(STRANGERS)('from a foreign sender (%s) is refused', async (from) => {
    await expect(shell().ask('foreign', ['atlas:status.get', from])).rejects.toThrow(
      'window of the program alone',
    );
  });

  it('from a frame that is just going is refused, too', async () => {
    await expect(shell().ask('foreign', ['atlas:status.get', GOING])).rejects.toThrow('disposed');
  });

  it('from the page is answered', async () => {
    expect(await shell().call('status.get', {})).toMatchObject({ ok: true });
  });
});

describe('a call that comes late', () => {
  const shell = runningShell('test');

  it('from a foreign sender (closed window) is refused', async () => {
    await expect(shell().ask('foreign', ['atlas:status.get', CLOSED])).rejects.toThrow(
      'window of the program alone',
    );
    expect(await shell().ended).toEqual({ code: 0, stderr: '' });
  });
});

interface Asked {
  readonly event: typeof ASK_CHANNEL;
  readonly args: readonly [id: number, request: { readonly kind: string }];
}

/** What the page was asked. */
function asked({ heard }: Shell): readonly Asked[] {
  return heard.filter(
    (fact): fact is Asked =>
      typeof fact === 'object' && fact !== null && 'event' in fact && fact.event === ASK_CHANNEL,
  );
}

function answerAsStranger(shell: Shell, from: string, args: readonly unknown[]): Promise<unknown> {
  return shell.ask('foreignSend', { from, channel: ANSWER_CHANNEL, args });
}

/** The page listens, and answers when it is told to. */
async function listen(shell: Shell): Promise<void> {
  const source = `() => {
    globalThis.waiting = [];
    atlas.onRequest(() => new Promise((answer) => void waiting.push(answer)));
  }`;
  await shell.ask('evaluate', [source, []]);
}

/** A request to the page, which a menu entry makes. */
async function choose(shell: Shell): Promise<void> {
  await shell.ask('click', ['View', 'All commands']);
}

describe('that the page listens', () => {
  describe('is believed of no stranger', () => {
    const shell = runningShell('suite');
    beforeAll(() => choose(shell()));

    it.each([...STRANGERS, GOING])('%s', async (from) => {
      await answerAsStranger(shell(), from, [LISTENING, true]);
      expect(asked(shell())).toEqual([]);
    });

    it('but of the page, which is then asked what has waited', async () => {
      await listen(shell());
      await expect.poll(() => asked(shell())).toHaveLength(1);
    });
  });

  describe('is not taken back by a stranger', () => {
    const shell = runningShell('suite');
    beforeAll(() => listen(shell()));

    it.each([...STRANGERS, GOING])('%s', async (from) => {
      await answerAsStranger(shell(), from, [LISTENING, false]);
      const before = asked(shell()).length;
      await choose(shell());
      expect(asked(shell())).toHaveLength(before + 1);
    });
  });
});

describe('that the texts are kept, and the window may close', () => {
  const shell = runningShell('suite');
  beforeAll(async () => {
    await shell().ask('holdBoxes');
    await listen(shell());
  });

  it.each([...STRANGERS, GOING])('is believed of no stranger: %s', async (from) => {
    const before = asked(shell()).length;
    const shown = (await shell().ask('boxes')) as readonly object[];
    await shell().ask('closeWindow');
    await expect.poll(() => asked(shell())).toHaveLength(before + 1);
    const request = asked(shell())[before];
    expect(request?.args[1]).toEqual({ kind: 'leave' });
    await answerAsStranger(shell(), from, [request?.args[0], true]);
    // The page itself has not kept them: the reader is asked, and stays.
    await shell().ask('evaluate', ['() => waiting.shift()(false)', []]);
    await expect.poll(() => shell().ask('boxes')).toHaveLength(shown.length + 1);
    expect(await shell().ask('boxes')).toMatchObject([
      ...shown,
      { message: 'Some of what you typed could not be saved.', hasParent: true, isOpen: true },
    ]);
    await shell().ask('pressButton', 0);
  });

  it('is believed of the page', async () => {
    await shell().ask('closeWindow');
    await expect.poll(() => shell().ask('evaluate', ['() => waiting.length', []])).toBe(1);
    await shell().ask('evaluate', ['() => void waiting.shift()(true)', []]);
    expect(await shell().ended).toEqual({ code: 0, stderr: '' });
  });
});
