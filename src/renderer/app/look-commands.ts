// Commands for the look of the window: text size and theme.
import { announce } from '../a11y/announcer.tsx';
import { changeSettings, useSettings } from '../api/settings-store.ts';
import { useCommand } from '../commands/registry.ts';
import { TEXT_SIZES, THEMES, type Settings } from '../../shared/domain/settings.ts';

/** Answers them for as long as the window is there. */
export function useLookCommands(): void {
  useCommand('text.larger', () => {
    stepTextSize(1);
  });
  useCommand('text.smaller', () => {
    stepTextSize(-1);
  });
  useCommand('theme.next', () => {
    const { theme } = useSettings.getState().settings;
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? theme;
    change({ theme: next }, `Theme: ${next}`);
  });
}

function stepTextSize(step: 1 | -1): void {
  const { textSize } = useSettings.getState().settings;
  const next = TEXT_SIZES[TEXT_SIZES.indexOf(textSize) + step];
  if (next !== undefined) change({ textSize: next }, `Text size: ${next}`);
}

function change(patch: Partial<Settings>, said: string): void {
  announce(said);
  changeSettings(patch).catch(() => {
    announce('The choice holds for this window, but could not be saved.');
  });
}
