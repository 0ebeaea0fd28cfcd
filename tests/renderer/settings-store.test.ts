// @vitest-environment jsdom
// Settings that are changed faster than the core answers.
import { expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { changeSettings } from '../../src/renderer/api/settings-store.ts';
import { DEFAULT_PLACE, DEFAULT_SETTINGS } from '../../src/shared/domain/settings.ts';
import { createFakeBridge } from '../support/fake-bridge.ts';

it('sends one change after the other, also after one that failed', async () => {
  const answers: (() => void)[] = [];
  const bridge = createFakeBridge({
    'settings.set': async () => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return { settings: DEFAULT_SETTINGS, place: DEFAULT_PLACE };
    },
  });
  connect(bridge);
  bridge.setConnected(false);
  await expect(changeSettings({ theme: 'dim' })).rejects.toThrow('does not answer');
  bridge.setConnected(true);
  const dark = changeSettings({ theme: 'dark' });
  const light = changeSettings({ theme: 'light' });
  await expect.poll(() => answers.length).toBe(1);
  expect(bridge.calls.at(-1)?.input).toEqual({ settings: { theme: 'dark' } });
  answers[0]?.();
  await dark;
  await expect.poll(() => answers.length).toBe(2);
  expect(bridge.calls.at(-1)?.input).toEqual({ settings: { theme: 'light' } });
  answers[1]?.();
  await light;
});
