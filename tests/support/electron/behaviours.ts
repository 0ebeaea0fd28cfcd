// What the Electron host does, said once: run over the stand-in (tests/electron), and with the real binary
// where there is one (tests/electron-real).
// Invariant: nothing here knows which of the two it runs on.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startFakeAtlas, type FakeAtlas } from '../fake-atlas/server.ts';
import {
  addToNewList,
  copyAtlas,
  exportByDialog,
  lookAround,
  openFirst,
  openList,
  openScreen,
  startCopying,
  writeNote,
} from '../ui/job-steps.ts';
import { BRIDGE, FAILING, MESSAGES } from './crossing-shells.ts';
import { NO_NODE, NO_REACH, nodeInPage, reachOfPage } from './page-facts.ts';
import { writeSmall } from './small-shell.ts';

const STUDIES = 60;
const LIST = 'For the review';
const NOTE = 'The controls were sedentary.';
const QUIT_WITHIN_MS = 5000;

export interface StartOptions {
  readonly data: string;
  readonly words?: readonly string[];
  /** Another main module than the built one. */
  readonly main?: string;
}

/** A program that runs, on whichever of the two. */
export interface DrivenApp {
  readonly page: Page;
  /** The answer to every further question where to save. */
  answerSave(file: string): Promise<void>;
  /** Ends it as the reader does, by the menu; resolves to its exit code. */
  quit(): Promise<number | null>;
  /** Ends it as a crash of the computer does; does nothing where it has ended. */
  kill(): Promise<void>;
}

export interface Stage {
  /** Starts it; resolves when its window is open. */
  readonly start: (options: StartOptions) => Promise<DrivenApp>;
  /** Starts it beside one that runs; resolves to the exit code. */
  readonly startBeside: (options: StartOptions) => Promise<number | null>;
}

/** Defines the tests, inside a suite. */
export function defineBehaviours({ start, startBeside }: Stage): void {
  let folder: string;
  let data: string;
  let app: DrivenApp | null;
  let atlas: FakeAtlas;

  test.beforeEach(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'companion-shell-')));
    data = path.join(folder, 'data');
    app = null;
    atlas = await startFakeAtlas({ studies: STUDIES, seed: 7 });
  });
  test.afterEach(async () => {
    await app?.kill();
    await atlas.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const begin = async (more: Omit<StartOptions, 'data'> = {}): Promise<DrivenApp> => {
    app = await start({ data, ...more });
    return app;
  };
  const openFiles = (): readonly string[] =>
    readdirSync(data).filter((name) => /-wal$|-shm$/u.test(name));

  test('the page has the bridge, and nothing of Node or Electron', async () => {
    const { page } = await begin();
    await expect(page.getByRole('button', { name: 'Look around' })).toBeVisible();
    expect(await page.evaluate(nodeInPage)).toEqual(NO_NODE);
    expect(await page.evaluate(reachOfPage)).toEqual(NO_REACH);
  });

  test('the main job: from the first copy to the file, and all is there at the next start', async () => {
    const first = await begin();
    const { page } = first;
    await lookAround(page);
    await copyAtlas(page, atlas.url, STUDIES);
    await openFirst(page, 'pem:required');
    await addToNewList(page, LIST);
    await writeNote(page, NOTE);
    const file = path.join(folder, 'review.bib');
    await first.answerSave(file);
    await openList(page, LIST);
    await exportByDialog(page);
    expect(readFileSync(file, 'utf8').match(/^@\w+\{/gmu)).toHaveLength(1);
    // What the window is shown of the file is its name.
    expect(await page.content()).not.toContain(folder);
    expect(await first.quit()).toBe(0);
    expect(openFiles()).toEqual([]);

    const { page: again } = await begin();
    await expect(again.getByRole('contentinfo')).toContainText('Copy checked today');
    await openList(again, LIST);
    await again.getByRole('grid').getByRole('row').first().click();
    await expect(again.getByText(NOTE).first()).toBeVisible();
  });

  test('a second copy asks on condition, and the session keeps nothing on the disk', async () => {
    const { page } = await begin();
    await lookAround(page);
    await copyAtlas(page, atlas.url, STUDIES);
    atlas.forget();
    await page.getByRole('button', { name: 'Start copying' }).click();
    const unchanged = (): number =>
      atlas.requests.filter((request) => request.status() === 304).length;
    await expect.poll(unchanged, { timeout: 40_000 }).toBeGreaterThanOrEqual(STUDIES);
    expect(existsSync(path.join(data, 'electron', 'Partitions'))).toBe(false);
  });

  test('an end during a copy takes under five seconds, and the copy goes on at the next start', async () => {
    atlas.configure({ latencyMs: 100 });
    const first = await begin();
    await lookAround(first.page);
    await startCopying(first.page, atlas.url);
    await atlas.whenAsked(12);
    const startedMs = performance.now();
    expect(await first.quit()).toBe(0);
    expect(performance.now() - startedMs).toBeLessThan(QUIT_WITHIN_MS);
    expect(openFiles()).toEqual([]);
    atlas.configure({ latencyMs: 0 });

    const { page } = await begin();
    await openScreen(page, 'Studies');
    await expect(page.getByRole('contentinfo')).toContainText('Copy checked today', {
      timeout: 40_000,
    });
  });

  test('a library that cannot be read leads to its backups, and stays as it is', async () => {
    mkdirSync(data, { recursive: true });
    const library = path.join(data, 'library.sqlite');
    const broken = 'no library at all, but somebody’s file '.repeat(200);
    writeFileSync(library, broken);
    const { page } = await begin();
    const heading = page.getByRole('heading', { name: 'Your library could not be opened' });
    await expect(heading).toBeVisible();
    expect(readFileSync(library, 'utf8')).toBe(broken);
  });

  test('a study is printed into a file that the reader chooses', async () => {
    const first = await begin();
    const { page } = first;
    await lookAround(page);
    await openFirst(page, 'pem:required');
    await page.keyboard.press('Control+p');
    await expect(page.getByRole('heading', { name: 'Print a study' })).toBeFocused();
    const file = path.join(folder, 'sheet.pdf');
    await first.answerSave(file);
    await page.getByRole('button', { name: 'Save file…' }).click();
    await expect(page.getByText('Saved as sheet.pdf.').first()).toBeVisible();
    expect(readFileSync(file, 'latin1')).toMatch(/^%PDF-/u);
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.locator('#study-heading')).toBeVisible();
  });

  test('a half-typed text stands in its field with its cursor at the next start', async () => {
    const first = await begin();
    await lookAround(first.page);
    await openFirst(first.page, 'pem:required');
    await first.page.getByRole('button', { name: 'Write a note', exact: true }).click();
    const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Note in Markdown' });
    await field(first.page).fill('Half a sentence');
    for (let steps = 0; steps < 9; steps += 1) await field(first.page).press('ArrowLeft');
    expect(await first.quit()).toBe(0);

    const { page } = await begin();
    await expect(field(page)).toHaveValue('Half a sentence');
    expect(await field(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(6);
  });

  test('a link to a study that is opened meanwhile shows it in the window that is there', async () => {
    const { page } = await begin();
    await lookAround(page);
    await expect(page.getByRole('grid')).toBeVisible();
    const words = ['mecfs-atlas://study/naviaux-2016-metabolomics'];
    expect(await startBeside({ data, words })).toBe(0);
    await expect(page.locator('#study-heading')).toBeVisible();
    await expect(page.locator('#study-heading')).toContainText(/metabolic/iu);
  });

  test('values from the preload are copies and proxies', async () => {
    const { page } = await begin(writeSmall(folder, BRIDGE.shell));
    expect(await page.evaluate(`(${BRIDGE.inPage})()`)).toEqual(BRIDGE.answers);
  });

  test('messages are clones, both ways, and of an error only its words go over', async () => {
    const { page } = await begin(writeSmall(folder, MESSAGES.shell));
    expect(await page.evaluate(`(${MESSAGES.inPage})()`)).toEqual(MESSAGES.answers);
    for (const [name, source, words] of FAILING) {
      await expect(page.evaluate(`(${source})()`), name).rejects.toThrow(words);
    }
  });
}
