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
import { ROOT } from '../support/checkout.ts';
import type { Column, Goal, Section } from '../support/report.ts';
import { median, quantile } from '../support/statistics.ts';
import type { BenchContext } from './bench.ts';
import { timeKeystroke, timeOpening } from './window-probe.ts';

const CLI = path.join(ROOT, 'out/main/cli.js');
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#\S+/u;
const MEGABYTE = 1_000_000;
const TYPED = ['cytokine', 'fatigue exercise', 'covid', 'pots orthostatic'];

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
    const starts: number[] = [];
    for (let round = 0; round < (isQuick ? 2 : 6); round += 1) {
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
  /** From the start of the program to the first row on the screen. */
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
      }
      for (const place of [1, 2, 3, 1]) openings.push(await page.evaluate(timeOpening, place));
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
        'A cold start is of the program; the browser is running already, as it is for a reader.',
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
  const startedMs = performance.now();
  const program = spawn(
    process.execPath,
    [CLI, '--data', folder, 'start', '--browser', '--no-open'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = new Promise((resolve) => program.once('exit', resolve));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(await addressOf(program));
    const welcome = page.getByRole('button', { name: 'Look around' });
    const row = page.locator('[role="grid"] [role="row"]').first();
    await welcome.or(row).first().waitFor();
    const startMs = performance.now() - startedMs;
    if (await welcome.isVisible()) {
      await welcome.click();
      await row.waitFor();
    }
    return await work({ page, program, startMs });
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
