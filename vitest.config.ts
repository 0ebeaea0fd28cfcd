// The test projects: unit (pure, in memory), integration (temp dirs, loopback, child processes),
// latex (what needs TeX Live), renderer (views in jsdom). Invariant: they run on the Node that the product runs on.
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { isSupportedNode } from './scripts/bootstrap/node24.mjs';

if (!isSupportedNode(process.version)) {
  throw new Error(`The tests run on Node 24, not on ${process.version}: use \`npm test\`.`);
}

const ROOT = import.meta.dirname;

const common = {
  environment: 'node',
  // Two workers: the machines that check this have two cores.
  maxWorkers: 2,
  restoreMocks: true,
  unstubEnvs: true,
} as const;

export default defineConfig({
  resolve: {
    // In plain Node the real package starts to download Electron's binary.
    alias: { electron: path.join(ROOT, 'tests/support/electron-stand-in.ts') },
  },
  test: {
    // A test file without tests fails by itself; an empty project is one whose turn comes later.
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          // What is pure needs no process of its own for each file; loading everything anew in each
          // took two fifths of the time (45 s of CPU, now 27 s).
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'renderer',
          environment: 'jsdom',
          include: ['tests/renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/renderer-setup.ts'],
          // A page of its own for each file: what one leaves behind (a timer, an editor that still saves) is not
          // the next one's.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: ['tests/integration/latex/**'],
          // Processes, not threads: these tests change folders, listen to signals and get killed.
          pool: 'forks',
          // They wait a good part of their time: a third one fills it (138 s instead of 161).
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'latex',
          include: ['tests/integration/latex/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
