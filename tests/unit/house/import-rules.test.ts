// Proves that the import rules of scripts/eslint/import-rules.mjs bite: one line of code in a tree
// of empty files with our folder names, linted by ESLint itself.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRules } from '../../../scripts/eslint/import-rules.mjs';
import { makeLastingTempDir } from '../../support/temp-dir.ts';

/** Every file that the cases below import or lint. */
const FILES = [
  'src/shared/util/fold.ts',
  'src/shared/domain/study.ts',
  'src/shared/contract/names.ts',
  'src/shared/contract/bridge.ts',
  'src/shared/contract/types.ts',
  'src/shared/contract/schemas.ts',
  'src/preload/index.ts',
  'src/renderer/main.tsx',
  'src/main/index.ts',
  'src/main/core.ts',
  'src/main/router/router.ts',
  'src/main/storage/open.ts',
  'src/main/sync/engine.ts',
  'src/main/search/compile.ts',
  'src/main/export/bibtex.ts',
  'src/main/export/bibtex/entry.ts',
  'src/main/export/write-file.ts',
  'src/main/atlas/page-reader.ts',
  'src/main/atlas/page-reader/labels.ts',
  'src/main/atlas/source.ts',
  'src/main/atlas/site/walk.ts',
  'src/main/hosts/cli/main.ts',
  'src/main/hosts/browser/serve.ts',
  'src/main/hosts/electron/window.ts',
  'src/main/start/start.ts',
  'tests/support/fake.ts',
];

const tree = makeLastingTempDir('import-rules');
let eslint: ESLint;

beforeAll(() => {
  for (const file of FILES) {
    mkdirSync(path.dirname(path.join(tree.folder, file)), { recursive: true });
    writeFileSync(path.join(tree.folder, file), 'export {};\n');
  }
  eslint = new ESLint({
    cwd: tree.folder,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{ts,tsx}'],
        languageOptions: { parser: tseslint.parser },
        plugins: { 'import-x': importX },
        settings: {
          'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx'] })],
        },
      },
      ...importRules(tree.folder),
    ],
  });
});

afterAll(tree.remove);

/** The rules that complain about one import in one file. */
async function complaints(file: string, target: string): Promise<readonly string[]> {
  const specifier =
    target.startsWith('src/') || target.startsWith('tests/')
      ? relativeSpecifier(file, target)
      : target;
  const found: string[] = [];
  for (const code of [`import '${specifier}';\n`, `await import('${specifier}');\n`]) {
    const [result] = await eslint.lintText(code, { filePath: path.join(tree.folder, file) });
    expect(result?.fatalErrorCount).toBe(0);
    found.push((result?.messages ?? []).map((message) => message.ruleId).join());
  }
  return found;
}

function relativeSpecifier(file: string, target: string): string {
  const relative = path.posix.relative(path.posix.dirname(file), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

describe('forbidden imports are found, static and dynamic', () => {
  it.each([
    // Direction between zones.
    ['src/shared/domain/study.ts', 'src/main/core.ts'],
    ['src/shared/domain/study.ts', 'src/shared/contract/types.ts'],
    ['src/shared/util/fold.ts', 'src/shared/domain/study.ts'],
    ['src/shared/contract/types.ts', 'src/main/core.ts'],
    ['src/preload/index.ts', 'src/shared/contract/types.ts'],
    ['src/preload/index.ts', 'src/main/core.ts'],
    ['src/renderer/main.tsx', 'src/main/core.ts'],
    ['src/renderer/main.tsx', 'src/preload/index.ts'],
    ['src/renderer/main.tsx', 'src/shared/contract/schemas.ts'],
    ['src/main/core.ts', 'src/renderer/main.tsx'],
    ['src/main/core.ts', 'tests/support/fake.ts'],
    // Direction within main.
    ['src/main/core.ts', 'src/main/hosts/cli/main.ts'],
    ['src/main/router/router.ts', 'src/main/core.ts'],
    ['src/main/core.ts', 'src/main/start/start.ts'],
    ['src/main/storage/open.ts', 'src/main/sync/engine.ts'],
    ['src/main/storage/open.ts', 'src/main/router/router.ts'],
    ['src/main/sync/engine.ts', 'src/main/router/router.ts'],
    ['src/main/atlas/source.ts', 'src/main/storage/open.ts'],
    ['src/main/atlas/site/walk.ts', 'src/main/sync/engine.ts'],
    ['src/main/hosts/cli/main.ts', 'src/main/hosts/electron/window.ts'],
    ['src/main/hosts/electron/window.ts', 'src/main/hosts/browser/serve.ts'],
    // Pure modules.
    ['src/main/export/bibtex.ts', 'src/main/storage/open.ts'],
    ['src/main/export/bibtex/entry.ts', 'src/main/storage/open.ts'],
    ['src/main/search/compile.ts', 'src/main/storage/open.ts'],
    ['src/main/atlas/page-reader.ts', 'src/main/atlas/site/walk.ts'],
    ['src/main/atlas/page-reader/labels.ts', 'src/main/atlas/site/walk.ts'],
    ['src/main/export/bibtex.ts', 'node:fs'],
    ['src/main/export/bibtex/entry.ts', 'node:fs/promises'],
    ['src/main/search/compile.ts', 'node:http'],
    ['src/main/atlas/page-reader.ts', 'node:fs'],
    ['src/main/atlas/page-reader/labels.ts', 'node:child_process'],
    ['src/main/core.ts', 'fs'],
    // Packages with one owner.
    ['src/main/core.ts', 'electron'],
    ['src/main/hosts/cli/main.ts', 'electron'],
    ['src/main/storage/open.ts', 'electron'],
    ['src/renderer/main.tsx', 'electron'],
    ['src/main/core.ts', 'better-sqlite3'],
    ['src/main/index.ts', 'better-sqlite3'],
    ['src/main/search/compile.ts', 'better-sqlite3'],
    ['src/main/export/bibtex.ts', 'better-sqlite3'],
    ['src/main/router/router.ts', 'zod'],
    ['src/main/router/router.ts', 'zod/v4'],
    ['src/main/storage/open.ts', 'zod'],
    ['src/renderer/main.tsx', 'zod'],
    ['src/shared/domain/study.ts', 'zod'],
    ['src/shared/contract/names.ts', 'zod'],
    ['src/shared/contract/types.ts', 'electron'],
    ['src/shared/contract/types.ts', 'node:fs'],
    ['src/shared/util/fold.ts', 'node:crypto'],
    ['src/preload/index.ts', 'zod'],
    ['src/preload/index.ts', 'node:fs'],
    ['src/renderer/main.tsx', 'node:fs'],
    ['src/main/core.ts', '@citation-js/core'],
    ['src/main/atlas/source.ts', '@citation-js/plugin-bibtex'],
    ['src/main/router/styled.ts', 'citeproc'],
    ['src/main/core.ts', 'fastify'],
    ['src/main/hosts/cli/main.ts', 'fastify'],
    ['src/main/hosts/electron/window.ts', 'fastify'],
    ['src/main/storage/open.ts', '@fastify/static'],
    ['src/renderer/main.tsx', 'fastify'],
    ['src/main/hosts/browser/serve.ts', 'better-sqlite3'],
    ['src/main/hosts/browser/serve.ts', 'electron'],
  ])('%s ← %s', async (file, target) => {
    for (const rules of await complaints(file, target)) {
      expect(rules).toMatch(/no-restricted-(?:paths|imports|syntax)/);
    }
  });
});

describe('allowed imports pass', () => {
  it.each([
    ['src/shared/domain/study.ts', 'src/shared/util/fold.ts'],
    ['src/shared/contract/types.ts', 'src/shared/domain/study.ts'],
    ['src/shared/contract/schemas.ts', 'zod'],
    ['src/preload/index.ts', 'src/shared/contract/names.ts'],
    ['src/preload/index.ts', 'electron'],
    ['src/preload/index.ts', 'src/shared/contract/bridge.ts'],
    ['src/main/hosts/browser/serve.ts', 'fastify'],
    ['src/main/start/start.ts', 'src/main/hosts/browser/serve.ts'],
    ['src/renderer/main.tsx', 'src/shared/contract/types.ts'],
    ['src/renderer/main.tsx', 'react-dom/client'],
    ['src/main/index.ts', 'electron'],
    ['src/main/hosts/electron/window.ts', 'electron'],
    ['src/main/hosts/cli/main.ts', 'src/main/core.ts'],
    ['src/main/hosts/cli/main.ts', 'commander'],
    ['src/main/core.ts', 'src/main/router/router.ts'],
    ['src/main/router/router.ts', 'src/main/storage/open.ts'],
    ['src/main/router/router.ts', 'src/shared/contract/schemas.ts'],
    ['src/main/storage/open.ts', 'better-sqlite3'],
    ['src/main/storage/open.ts', 'node:fs'],
    ['src/main/sync/engine.ts', 'src/main/storage/open.ts'],
    ['src/main/sync/engine.ts', 'src/main/atlas/source.ts'],
    ['src/main/search/compile.ts', 'src/shared/domain/study.ts'],
    ['src/main/export/bibtex.ts', '@citation-js/core'],
    ['src/main/export/bibtex.ts', 'node:crypto'],
    ['src/main/export/write-file.ts', 'node:fs'],
    ['src/main/atlas/page-reader.ts', 'htmlparser2'],
    ['src/main/atlas/page-reader.ts', 'src/main/atlas/page-reader/labels.ts'],
    ['src/main/atlas/site/walk.ts', 'src/main/atlas/page-reader.ts'],
    ['src/main/atlas/site/walk.ts', 'node:http'],
  ])('%s ← %s', async (file, target) => {
    expect(await complaints(file, target)).toEqual(['', '']);
  });
});
