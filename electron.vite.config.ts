// How the three zones are built into out/: main (the Electron entry and the command line), preload
// (one CommonJS file), renderer. COMPANION_BUILD_ZONES names the zones to build; unset means all.
// Invariant: at run time only better-sqlite3 and electron come from node_modules, all else is bundled.
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';
import { firstScreenFiles } from './scripts/lib/first-screen-files.mjs';

const ROOT = import.meta.dirname;

const main: UserConfig['main'] = {
  build: {
    externalizeDeps: { include: ['better-sqlite3'] },
    // Stack traces of `--verbose` and of bug reports should name our files and lines.
    sourcemap: true,
    rolldownOptions: {
      input: {
        index: path.join(ROOT, 'src/main/index.ts'),
        cli: path.join(ROOT, 'src/main/hosts/cli/main.ts'),
        worker: path.join(ROOT, 'src/main/worker/worker.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        // Hashed: a program that runs through a rebuild still finds the chunks it was built with.
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
};

const preload: UserConfig['preload'] = {
  build: {
    rolldownOptions: {
      input: { index: path.join(ROOT, 'src/preload/index.ts') },
      // A sandboxed preload is one CommonJS file: it can load neither ES modules nor chunks.
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
};

const renderer: UserConfig['renderer'] = {
  root: path.join(ROOT, 'src/renderer'),
  base: './',
  plugins: [react(), firstScreenFiles('src/renderer/app/show.tsx')],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // electron-vite leaves it as it is: half of the time to the first row was reading it.
    minify: true,
    rolldownOptions: { input: { index: path.join(ROOT, 'src/renderer/index.html') } },
  },
};

const zones: UserConfig = { main, preload, renderer };
const wanted = process.env['COMPANION_BUILD_ZONES']?.split(',');

export default defineConfig(
  wanted === undefined
    ? zones
    : Object.fromEntries(Object.entries(zones).filter(([name]) => wanted.includes(name))),
);
