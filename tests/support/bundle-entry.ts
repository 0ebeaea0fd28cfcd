// Makes one runnable file of a TypeScript entry, for tests that start processes of their own (locks,
// kills): `import.meta.glob` of the migrations needs Vite, and a child process has none.
// Invariant: only better-sqlite3 stays outside, as in the product's own build (electron.vite.config.ts).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '../..');
// Inside the checkout, so that `import 'better-sqlite3'` finds node_modules; ignored by git.
const FOLDER = path.join(ROOT, 'node_modules/.cache/test-bundles');

/**
 * Bundles an entry into one ES module that plain Node 24 runs (`fork`, `spawn(process.execPath, …)`).
 * The file is named by its content: tests that run at once share it, and no clean-up is needed.
 * @param entryPath Absolute, or relative to the root of the repository.
 * @returns The absolute path of the `.mjs`.
 */
export async function bundleEntry(entryPath: string): Promise<string> {
  const entry = path.resolve(ROOT, entryPath);
  const built = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: entry,
      write: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { format: 'es', codeSplitting: false } },
    },
  });
  const parts = Array.isArray(built) ? built.flatMap(({ output }) => output) : [];
  const all = 'output' in built ? built.output : parts;
  const [code] = all.flatMap((part) => (part.type === 'chunk' && part.isEntry ? [part.code] : []));
  if (code === undefined) throw new Error(`${entry} was not built`);
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const target = path.join(FOLDER, `${path.basename(entry, '.ts')}-${hash}.mjs`);
  if (!existsSync(target)) {
    mkdirSync(FOLDER, { recursive: true });
    const draft = `${target}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, target);
  }
  return target;
}
