// The window in a real browser over the real program: cold start, keystroke to painted rows, opening a
// study, memory of both processes.
// Invariant: what is timed is what a reader waits for, up to the frame in which it is on the screen.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/bootstrap/system-packages.mjs';
import { atlasData } from '../data/atlas-data.ts';
import { NODE_WORDS, ROOT } from '../support/checkout.ts';
import type { Column, Goal, Section } from '../support/report.ts';
import { median, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';
import { noteFirstRow, rest, timeKeystroke, timeOpening } from './window-probe.ts';

const CLI = path.join(ROOT, 'out/main/cli.js');
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#\S+/u;
const MEGABYTE = 1_000_000;
const TYPED = ['cytokine', 'fatigue exercise', 'covid', 'pots orthostatic'];

/** Ten letters a second: who types fast. */
const TYPING_MS = 100;
const READING_MS = 200;

const TIME: readonly Column[] = [
  { key: 'p50', label: 'p50 ms', digits: 1 },
  { key: 'p95', label: 'p95 ms', digits: 1 },
];
const SIZE: readonly Column[] = [{ key: 'size', label: 'MB', digits: 1 }];

/** The bench at one size: one section of time, one of memory. */
export async function benchWindow(studies: number, { isQuick }: BenchContext): Promise<Section[]> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('The window is measured in Chromium: it is not here.');
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  // A copy: the window writes the reader's place.
  const folder = mkdtempSync(path.join(tmpdir(), 'companion-bench-'));
  try {
    cpSync(atlasData(studies).paths.folder, folder, { recursive: true });
    // Not measured: it ends at the welcome, and Node keeps what it compiled for the starts after it.
    await withWindow(browser, folder, () => Promise.resolve());
    const starts: number[] = [];
    for (let round = 0; round < (isQuick ? 3 : 9); round += 1) {
      starts.push(await withWindow(browser, folder, (window) => Promise.resolve(window.startMs)));
    }
    return await withWindow(browser, folder, (window) =>
      measure(window, { studies, starts, isQuick }),
    );
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface OpenWindow {
  readonly page: Page;
  readonly program: ChildProcess;
  /** From the start of the program to the first row painted, by the page's own clock. */
  readonly startMs: number;
}

interface Measured {
  readonly studies: number;
  readonly starts: readonly number[];
  readonly isQuick: boolean;
}

async function measure(
  window: OpenWindow,
  { studies, starts, isQuick }: Measured,
): Promise<Section[]> {
  const { page, program } = window;
  const rounds = isQuick ? 1 : 4;
  const keys: number[] = [];
  const openings: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const text of TYPED) {
      for (let length = 1; length <= text.length; length += 1) {
        keys.push(await page.evaluate(timeKeystroke, text.slice(0, length)));
        await page.evaluate(rest, TYPING_MS);
      }
      for (const place of [1, 2, 3, 1]) {
        openings.push(await page.evaluate(timeOpening, place));
        // A reader looks at it before opening the next.
        await page.evaluate(rest, READING_MS);
      }
    }
  }
  const line = (name: string, times: readonly number[]) => ({
    name,
    cells: { p50: median(times), p95: quantile(times, 0.95) },
  });
  const core = memoryOf(program.pid ?? 0);
  const goal = (what: string, measured: number, limit: Pick<Goal, 'limit' | 'unit'>): Goal => ({
    what,
    measured,
    sense: 'under',
    ...limit,
  });
  return [
    {
      bench: 'window',
      title: `in Chromium, browser host: ${starts.length} starts, ${keys.length} keys, ${openings.length} studies`,
      studies,
      columns: TIME,
      lines: [
        line('cold start to the first row', starts),
        line('keystroke to painted rows', keys),
        line('opening a study', openings),
      ],
      goals: [
        goal('cold start to the first row, p50', median(starts), { limit: 1000, unit: 'ms' }),
        goal('keystroke to painted rows, p95', quantile(keys, 0.95), { limit: 50, unit: 'ms' }),
        goal('opening a study, p50', median(openings), { limit: 50, unit: 'ms' }),
      ],
      remarks: [
        'A cold start is from the start of the program to the first row painted; the browser is running already, as it is for a reader. npm and the bootstrap come before it: see the bench "cli".',
        'Chromium draws 60 frames a second: of each keystroke and each opening up to 16.7 ms are waiting for the next frame. Letters come ten a second.',
      ],
    },
    {
      bench: 'window',
      title: 'memory after that',
      studies,
      columns: SIZE,
      lines: [
        { name: 'the core: RSS of its process', cells: { size: core / MEGABYTE } },
        { name: 'the window: heap of its page', cells: { size: (await heapOf(page)) / MEGABYTE } },
      ],
      goals: [goal('memory of the core', core / MEGABYTE, { limit: 300, unit: 'MB' })],
      remarks: [],
    },
  ];
}

async function withWindow<T>(
  browser: Browser,
  folder: string,
  work: (window: OpenWindow) => Promise<T>,
): Promise<T> {
  const startedAt = performance.timeOrigin + performance.now();
  const program = spawn(
    process.execPath,
    [...NODE_WORDS, CLI, '--data', folder, 'start', '--browser', '--no-open'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = new Promise((resolve) => program.once('exit', resolve));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(noteFirstRow);
    await page.goto(await addressOf(program));
    const welcome = page.getByRole('button', { name: 'Look around' });
    const drawn = page.locator('html[data-first-row-at]');
    await welcome.or(drawn).first().waitFor();
    if (await welcome.isVisible()) await welcome.click();
    await drawn.waitFor();
    const firstRowAt = Number(await drawn.getAttribute('data-first-row-at'));
    return await work({ page, program, startMs: firstRowAt - startedAt });
  } finally {
    await context.close();
    program.kill('SIGINT');
    await ended;
  }
}

/** Listens on to the end: a program whose reader goes away ends. */
function addressOf(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    program.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = ADDRESS.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    program.once('exit', () => {
      reject(new Error(`the program gave no address: ${said}`));
    });
  });
}

function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1] ?? Number.NaN) * 1024;
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
