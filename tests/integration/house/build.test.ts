// What the build must be: one small preload that a sandbox can load, a window under a strict policy
// with relative paths, a main that needs nothing from node_modules but its two native packages.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const OUT = path.join(ROOT, 'out');

beforeAll(() => {
  // Does nothing if the build is fresh, as it is after the build step of `npm test`.
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], { stdio: 'pipe' });
});

/** What a built file imports by a bare name and not from Node, statically or not. */
function packagesOfFile(file: string): readonly string[] {
  const code = readFileSync(path.join(OUT, file), 'utf8');
  // The bundler writes every import statement on a line of its own.
  const statements = code.matchAll(/^(?:import|export) (?:[^"\n]* from )?"([^"\n]+)";$/gm);
  // Not what a validator of fastify writes into code that it generates (and is never run here).
  const calls = code.matchAll(/\b(?:import|require)\("(?!ajv)([^"\n]+)"\)/g);
  return [...statements, ...calls]
    .map(([, name]) => name ?? '')
    .filter((name) => !/^(?:\.|node:)/.test(name) && !builtinModules.includes(name));
}

function packagesOf(folder: string): readonly string[] {
  const files = readdirSync(path.join(OUT, folder), { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((file) => /\.c?js$/.test(file));
  return [...new Set(scripts.flatMap((file) => packagesOfFile(path.join(folder, file))))].sort();
}

describe('the build', () => {
  it('of main takes only electron and better-sqlite3 from node_modules', () => {
    expect(packagesOf('main')).toEqual(['better-sqlite3', 'electron']);
  });

  it('of the command line does not load Electron', () => {
    expect(packagesOfFile('main/cli.js')).not.toContain('electron');
  });

  it('of the preload is one CommonJS file that requires electron alone', () => {
    expect(readdirSync(path.join(OUT, 'preload'))).toEqual(['index.cjs']);
    expect(packagesOf('preload')).toEqual(['electron']);
    const code = readFileSync(path.join(OUT, 'preload/index.cjs'), 'utf8');
    expect(code).not.toMatch(/^(?:import|export) /m);
  });

  it('of the command line loads the server for `start` alone', () => {
    const code = readFileSync(path.join(OUT, 'main/cli.js'), 'utf8');
    const atOnce = [...code.matchAll(/^import [^"\n]*"(\.[^"\n]+)";$/gm)].map(([, file]) => file);
    for (const file of ['cli.js', ...atOnce]) {
      const loaded = readFileSync(path.join(OUT, 'main', file ?? ''), 'utf8');
      expect(loaded, file).not.toContain('FST_ERR_CTP_BODY_TOO_LARGE');
    }
  });

  it('takes Node’s HTTP without the whole of undici, which an import of it would load at every start', () => {
    // What this build loads; chunks of older builds lie beside it for a while.
    const files = new Set(['cli.js']);
    for (const file of files) {
      const code = readFileSync(path.join(OUT, 'main', file), 'utf8');
      expect(code, file).not.toMatch(/^import .*"(?:node:)?https?";$/mu);
      for (const [, named = ''] of code.matchAll(/(?:^import .*|\bimport\()"(\.[^"\n]+)"/gmu)) {
        const loaded = path.posix.join(path.posix.dirname(file), named);
        // Not what a comment names.
        if (existsSync(path.join(OUT, 'main', loaded))) files.add(loaded);
      }
    }
    expect(files.size).toBeGreaterThan(10);
  });

  it('of the window fits the strict policy that both hosts send, with all paths relative', () => {
    const page = readFileSync(path.join(OUT, 'renderer/index.html'), 'utf8');
    expect(page).not.toContain('Content-Security-Policy');
    expect(page).not.toMatch(/<style|<script(?![^>]* src=)|(?:src|href)="(?!\.\/)/);
  });

  it('of the window is under 400 KB compressed for the first screen; editors and views come later', () => {
    const page = readFileSync(path.join(OUT, 'renderer/index.html'), 'utf8');
    const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/gu)].map(
      ([, file = '']) => file,
    );
    const sizes = named.map(
      (file) => gzipSync(readFileSync(path.join(OUT, 'renderer', file))).length,
    );
    // The app itself is among them, though the entry imports it only after its first questions.
    const code = named
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(path.join(OUT, 'renderer', file), 'utf8'));
    expect(code.join('\n')).toContain('Search the atlas');
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
    // Markdown is the largest of what waits until a note is read.
    expect(named.join(' ')).not.toMatch(/Markdown|Notes|ExportView|HelpView|PaletteDialog/u);
  });
});
