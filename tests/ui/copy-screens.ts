// The ways to every state of a copy, for tests that must see them all.
// Invariant: each visit begins at rest, whatever the one before has left.
import { expect, type Locator, type Page } from '@playwright/test';
import type { CopyApp } from '../support/ui/copy-app.ts';

export interface CopyVisit {
  readonly name: string;
  /** From the screen of the copy, at rest. */
  readonly go: (page: Page, app: CopyApp) => Promise<void>;
}

/** A button of the screen of the copy. */
export function copyButton(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'Copy of the atlas' }).getByRole('button', { name });
}

/** What the screen says of the copying. */
export function copyWords(page: Page, words: RegExp): Locator {
  return page.getByRole('region', { name: 'Copy of the atlas' }).getByText(words).first();
}

/** Opens a window on the screen of the copy. */
export async function openCopy(page: Page, app: CopyApp): Promise<void> {
  app.cli('call', 'settings.set', JSON.stringify({ place: { screen: 'sync' } }));
  await page.goto('about:blank');
  await page.goto(await app.address());
  await expect(page.getByRole('heading', { level: 2, name: 'Copy of the atlas' })).toBeVisible();
}

/** Gives up what an earlier visit has left unfinished. */
export async function rest(page: Page, app: CopyApp): Promise<void> {
  app.atlas.faults.clear();
  await expect(copyWords(page, /studies:/u)).toBeVisible();
  const stop = copyButton(page, 'Stop');
  if (await stop.isEnabled()) await stop.click();
  await expect(copyButton(page, 'Start copying')).toBeEnabled();
}

async function startHanging(page: Page, app: CopyApp): Promise<void> {
  app.atlas.faults.set('studies', { kind: 'hang' });
  await copyButton(page, 'Start copying').click();
  await expect(copyWords(page, /^Copying: 0 of/u)).toBeVisible();
}

/** In this order: the last one asks what the others must not have answered. */
export const COPY_VISITS: readonly CopyVisit[] = [
  { name: 'running', go: startHanging },
  {
    name: 'paused',
    go: async (page: Page, app: CopyApp): Promise<void> => {
      await startHanging(page, app);
      await copyButton(page, 'Pause').click();
      await expect(copyWords(page, /^Paused at 0 of/u)).toBeVisible();
    },
  },
  {
    name: 'waiting, as the site asked',
    go: async (page: Page, app: CopyApp): Promise<void> => {
      app.atlas.faults.set('studies', { kind: 'status', status: 429, retryAfter: '600' });
      await copyButton(page, 'Start copying').click();
      await expect(copyWords(page, /^Waiting until/u)).toBeVisible();
    },
  },
  {
    name: 'failed',
    go: async (page: Page, app: CopyApp): Promise<void> => {
      app.atlas.faults.set('studies', { kind: 'challenge', status: 403 });
      await copyButton(page, 'Start copying').click();
      await expect(copyButton(page, 'Try again')).toBeVisible();
    },
  },
  {
    name: 'receipt',
    go: async (page: Page): Promise<void> => {
      await copyButton(page, 'Show the whole receipt').click();
      await expect(page.getByRole('heading', { level: 2, name: /^Receipt of/u })).toBeFocused();
      await page.locator('summary').first().click();
      await expect(page.getByText('Before:').first()).toBeVisible();
    },
  },
  {
    name: 'decision',
    go: async (page: Page): Promise<void> => {
      await copyButton(page, 'Start copying').click();
      await expect(page.getByRole('heading', { name: 'Your decision is needed' })).toBeVisible();
    },
  },
];
