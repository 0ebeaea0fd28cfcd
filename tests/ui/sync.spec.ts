// A copy of the atlas in the window, over the real program: taken whole, paused, in trouble, asked about, and what its
// receipts say.
// Invariant: nothing jumps while numbers grow, and no trouble of a network is an alarm.
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startFakeAtlas } from '../support/fake-atlas/server.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { COPY_STUDIES, GONE_STUDIES, startCopyApp, type CopyApp } from '../support/ui/copy-app.ts';
import { copyButton, copyWords, openCopy } from './copy-screens.ts';

interface Unfinished {
  readonly unfinishedSync: { readonly isPaused: boolean; readonly done: number } | null;
  readonly studies: { readonly site: number };
}

function status(app: CopyApp): Unfinished {
  return app.cli('status') as Unfinished;
}

async function copied(page: Page, words = `${COPY_STUDIES} studies were added`): Promise<void> {
  await expect(copyWords(page, new RegExp(words, 'u'))).toBeVisible({ timeout: 40_000 });
  await expect(copyButton(page, 'Start copying')).toBeEnabled();
}

/** The last line of the window. */
function standing(page: Page): ReturnType<Page['locator']> {
  return page.getByRole('contentinfo');
}

/** Runs a command by its name. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('dialog').getByRole('menuitem', { name: title }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

uiSuite('a copy of the atlas', () => {
  let app: CopyApp;
  let folder: string;
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'companion-receipts-')));
    app = await startCopyApp({ allow: [folder] });
  });
  test.afterEach(async () => {
    await app.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is paused at its place, gone on with and finished; nothing jumps meanwhile', async ({
    page,
  }) => {
    app.atlas.configure({ latencyMs: 30 });
    await openCopy(page, app);
    await expect(standing(page)).toContainText('No copy taken yet');
    const bar = await standing(page).boundingBox();
    await copyButton(page, 'Start copying').click();
    await expect(copyWords(page, /^Copying: /u)).toBeVisible();
    await expect(copyButton(page, 'Pause')).toBeFocused();
    const places = [];
    for (const count of [40, 80, 120]) {
      await app.atlas.whenAsked(count);
      places.push([
        await copyButton(page, 'Pause').boundingBox(),
        await page.getByRole('heading', { name: 'Where it is copied from' }).boundingBox(),
        await standing(page).boundingBox(),
      ]);
    }
    expect(places[1]).toEqual(places[0]);
    expect(places[2]).toEqual(places[0]);
    expect(places[0]?.[2]).toEqual(bar);
    await copyButton(page, 'Pause').click();
    await expect(copyWords(page, /^Paused at [1-9]\d* of 300 studies\.$/u)).toBeVisible();
    await expect(standing(page)).toContainText(/^.*Copy paused at \d+ of 300$/u);
    await expect(page.getByRole('status').filter({ hasText: 'The copy is paused' })).toBeAttached();
    await expect(copyButton(page, 'Resume')).toBeFocused();
    const { unfinishedSync, studies } = status(app);
    expect(unfinishedSync?.isPaused).toBe(true);
    expect(studies.site).toBeGreaterThan(0);

    app.atlas.forget();
    await page.keyboard.press('Enter');
    await copied(page);
    // Robots and methods are asked anew, pages that were there are not.
    expect(app.atlas.requests.length).toBeLessThan(COPY_STUDIES);
    await expect(standing(page)).toContainText(
      'Copy checked today · Generator v1 / Scanner v1.4 / policy v0.1',
    );
    expect(status(app)).toMatchObject({ unfinishedSync: null, studies: { site: COPY_STUDIES } });
  });

  test('is paused, gone on with and stopped by commands; what was copied stays', async ({
    page,
  }) => {
    app.atlas.configure({ latencyMs: 30 });
    await openCopy(page, app);
    await copyButton(page, 'Start copying').click();
    await app.atlas.whenAsked(60);
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Studies' })
      .click();
    await expect(standing(page)).toContainText(/Copying: \d+ of 300/u);
    await command(page, 'Pause the copy');
    await expect(standing(page)).toContainText(/Copy paused at \d+ of 300/u);
    await command(page, 'Resume the copy');
    await expect(copyWords(page, /^Copying: \d+ of 300/u)).toBeVisible();
    await command(page, 'Stop the copy');
    await expect(standing(page)).toContainText('Copy checked today');
    expect(status(app).unfinishedSync).toBeNull();
    expect(status(app).studies.site).toBeGreaterThan(0);
  });

  test('that was cut off by a crash goes on by itself when the program is opened again', async ({
    page,
  }) => {
    app.atlas.configure({ latencyMs: 30 });
    await openCopy(page, app);
    await copyButton(page, 'Start copying').click();
    await app.atlas.whenAsked(80);
    await app.kill();
    expect(status(app).unfinishedSync).toMatchObject({ isPaused: false });
    await app.restart();
    await openCopy(page, app);
    await copied(page);
    expect(status(app)).toMatchObject({ unfinishedSync: null, studies: { site: COPY_STUDIES } });
  });

  test('without a connection it waits calmly, and goes on when it is back', async ({ page }) => {
    app.atlas.configure({ latencyMs: 30 });
    await openCopy(page, app);
    await copyButton(page, 'Start copying').click();
    await app.atlas.whenAsked(60);
    await app.atlas.close();
    await expect(
      copyWords(page, /^Offline\. The copy goes on when the connection is back\.$/u),
    ).toBeVisible();
    await expect(standing(page)).toContainText('Offline: the copy waits');
    await expect(page.getByRole('alert')).toHaveCount(0);
    const again = await startFakeAtlas({
      studies: COPY_STUDIES,
      seed: 7,
      port: Number(new URL(app.atlas.url).port),
    });
    await copied(page);
    await again.close();
  });

  test('that is asked for silence says until when, and goes on then', async ({ page }) => {
    await openCopy(page, app);
    app.atlas.faults.set('studies', { kind: 'status', status: 429, retryAfter: '3' }, 1);
    await copyButton(page, 'Start copying').click();
    await expect(
      copyWords(page, /^Waiting until \d\d:\d\d: the site asked for silence\.$/u),
    ).toBeVisible();
    await copied(page);
  });

  test('that is refused says so in words and is tried again', async ({ page }) => {
    await openCopy(page, app);
    app.atlas.faults.set('studies', { kind: 'challenge', status: 403 });
    await copyButton(page, 'Start copying').click();
    await expect(copyWords(page, /^The last copy stopped\. /u)).toBeVisible();
    await expect(copyButton(page, 'Add a page by hand')).toBeVisible();
    app.atlas.faults.clear();
    await copyButton(page, 'Try again').click();
    await copied(page);
    await expect(page.getByText('The last copy stopped')).toHaveCount(0);
  });

  test('leaves a receipt that shows a badge that flipped, is searched, and is saved', async ({
    page,
  }) => {
    await app.takeCopy();
    const flipped = app.atlas.corpus.all().find(({ badges }) => badges.pem?.value === 'required');
    if (flipped === undefined) throw new Error('no study with the badge');
    const other = app.atlas.corpus
      .all()
      .find(({ badges }) => badges.pem !== null && badges.pem.value !== 'required');
    app.atlas.corpus.change(flipped.slug, (reading) => ({
      ...reading,
      badges: { ...reading.badges, pem: other?.badges.pem ?? null },
    }));
    await openCopy(page, app);
    await copyButton(page, 'Start copying').click();
    await copied(page, '1 study has a badge that says something else now');
    await copyButton(page, 'Show the whole receipt').click();
    const flips = page.locator('section').filter({
      has: page.getByRole('heading', { name: 'Badges that changed: 1 study' }),
    });
    await expect(flips).toContainText(
      `was “${flipped.badges.pem?.label ?? ''}”, is now “${other?.badges.pem?.label ?? ''}”`,
    );

    // To the study and back: the receipt is where it was left.
    await flips.getByRole('button', { name: flipped.title }).click();
    await expect(page.locator('#study-heading')).toHaveText(flipped.title);
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Copy of the atlas' })
      .click();
    await expect(flips.getByRole('button', { name: flipped.title })).toBeFocused();

    await page.getByRole('button', { name: `Save into ${folder}` }).click();
    await expect(page.getByText(/^Written: the receipt to/u).first()).toBeVisible();
    const [name = ''] = readdirSync(folder);
    const text = readFileSync(path.join(folder, name), 'utf8');
    expect(text).toContain('Badges that changed:');
    expect(text).toContain(flipped.slug);

    // Both runs are there; only the second knows of a change.
    await page.getByRole('button', { name: 'Back to the copy of the atlas' }).click();
    await expect(copyButton(page, 'Copy of the atlas:')).toHaveCount(2);
    await page
      .getByRole('textbox', { name: 'Search the receipts' })
      .fill(`badge.pem ${flipped.slug}`);
    await expect(copyButton(page, 'Copy of the atlas:')).toHaveCount(1);
    await copyButton(page, 'Copy of the atlas:').click();
    await expect(flips).toBeVisible();

    // All receipts again, from any screen.
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Help' })
      .click();
    await command(page, 'Receipts of earlier copies');
    await expect(page.getByRole('heading', { name: 'Receipts', exact: true })).toBeFocused();
  });

  test('of thousands of new studies leaves a receipt that is drawn in portions', async ({
    page,
  }) => {
    await app.takeCopy();
    await openCopy(page, app);
    await copyButton(page, 'Show the whole receipt').click();
    const added = page.locator('section').filter({
      has: page.getByRole('heading', { name: `Added: ${COPY_STUDIES} studies` }),
    });
    await expect(added.getByRole('listitem')).toHaveCount(50);
    await added.getByRole('button', { name: `Show all ${COPY_STUDIES}` }).click();
    await expect(added.getByRole('listitem')).toHaveCount(COPY_STUDIES);
  });

  test('that would remove many studies asks, and does what is chosen', async ({ page }) => {
    test.setTimeout(120_000);
    await app.takeCopy();
    await app.loseStudies();
    await openCopy(page, app);
    await copyButton(page, 'Start copying').click();
    await expect(page.getByRole('heading', { name: 'Your decision is needed' })).toBeVisible();
    await expect(
      copyWords(page, new RegExp(`^${GONE_STUDIES} of the ${COPY_STUDIES} studies`, 'u')),
    ).toBeVisible();
    await expect(standing(page)).toContainText('The copy needs your decision');
    expect(status(app).studies.site).toBe(COPY_STUDIES);
    await copyButton(page, 'Keep them').click();
    await copied(page, '0 studies were added');
    await expect(page.getByRole('heading', { name: 'Your decision is needed' })).toHaveCount(0);
    expect(status(app).studies.site).toBe(COPY_STUDIES);
  });

  test('removes them where that is chosen; they can still be read', async ({ page }) => {
    test.setTimeout(120_000);
    await app.takeCopy();
    await app.loseStudies();
    await openCopy(page, app);
    await copyButton(page, 'Start copying').click();
    await copyButton(page, 'Remove them').click();
    await copied(page, `${GONE_STUDIES} studies are gone from the atlas`);
    expect(status(app).studies.site).toBe(COPY_STUDIES - GONE_STUDIES);
    await copyButton(page, 'Show the whole receipt').click();
    const gone = page.locator('section').filter({
      has: page.getByRole('heading', { name: `Gone: ${GONE_STUDIES} studies` }),
    });
    // Where one part of the window fits at a time, the study is gone to.
    await page.setViewportSize({ width: 320, height: 640 });
    await gone.getByRole('listitem').first().getByRole('button').click();
    await expect(page.locator('#study-heading')).toBeVisible();
  });
});
