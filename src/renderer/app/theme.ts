// Puts the reader's look on the page: theme, text size, line width.
// Invariant: the page always has one of three themes; "system" is resolved here and followed.
import { useEffect } from 'react';
import { useSettings } from '../api/settings-store.ts';
import type { Theme } from '../../shared/domain/settings.ts';

const DARK = '(prefers-color-scheme: dark)';

/** Keeps the page's look in step with the settings and the computer. */
export function useTheme(): void {
  const { theme, textSize, lineWidth } = useSettings((state) => state.settings);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset['textSize'] = textSize;
    root.dataset['lineWidth'] = lineWidth;
  }, [textSize, lineWidth]);
  useEffect(() => {
    const media = window.matchMedia(DARK);
    const apply = (): void => {
      document.documentElement.dataset['theme'] = resolveTheme(theme, media.matches);
    };
    apply();
    media.addEventListener('change', apply);
    return () => {
      media.removeEventListener('change', apply);
    };
  }, [theme]);
}

/** The theme that is shown. */
export function resolveTheme(theme: Theme, isComputerDark: boolean): Exclude<Theme, 'system'> {
  if (theme !== 'system') return theme;
  return isComputerDark ? 'dark' : 'light';
}
