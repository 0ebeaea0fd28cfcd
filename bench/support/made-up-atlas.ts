// The made-up atlas as a process of its own, so that it has a core to itself and no part in what is measured.
// Invariant: its pages are made before its address is known; who starts one ends it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SEED } from '../data/atlas-data.ts';
import { ROOT } from './checkout.ts';

const PROGRAM = path.join(ROOT, 'tests/support/fake-atlas/main.ts');

export interface MadeUpAtlas {
  readonly url: string;
}

/** Runs `work` beside an atlas of so many studies, which plays a scenario of its command line if one is named. */
export async function withMadeUpAtlas<T>(
  { studies, scenario }: { readonly studies: number; readonly scenario?: string },
  work: (atlas: MadeUpAtlas) => T | Promise<T>,
): Promise<T> {
  const words = ['--studies', String(studies), '--seed', String(SEED), '--port', '0', '--warm'];
  const child = spawn(
    process.execPath,
    [PROGRAM, ...words, ...(scenario === undefined ? [] : ['--scenario', scenario])],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(child, 'close');
  try {
    return await work({ url: await firstLine(child.stdout) });
  } finally {
    child.kill();
    await ended;
  }
}

async function firstLine(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) return line;
  throw new Error('the made-up atlas ended before it said its address');
}
