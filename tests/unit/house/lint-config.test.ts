// Proves that the rules are in force for our own files, and that those of the house bite. The ones
// that need types are proved in tests/integration/house.
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { housePlugin } from '../../../scripts/eslint/house-plugin.mjs';
import { makeLastingTempDir } from '../../support/temp-dir.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const RULES_OF_CORE = [
  'import-x/no-restricted-paths',
  'no-restricted-imports',
  'no-restricted-syntax',
  'house/no-cycle',
  'import-x/no-default-export',
  '@typescript-eslint/no-explicit-any',
  '@typescript-eslint/no-non-null-assertion',
  'house/max-params',
  'max-lines',
  'no-console',
  'no-empty',
];

describe('the lint configuration', () => {
  it('puts the house rules in force for a file of the core', async () => {
    const eslint = new ESLint({ cwd: ROOT });
    const config = (await eslint.calculateConfigForFile(path.join(ROOT, 'src/main/core.ts'))) as {
      rules: Record<string, [number]>;
    };
    expect(RULES_OF_CORE.filter((rule) => config.rules[rule]?.[0] !== 2)).toEqual([]);
  });
});

describe('the rule against cycles', () => {
  const folder = makeLastingTempDir('cycle');
  afterAll(folder.remove);

  async function lint(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const cwd = mkdtempSync(path.join(folder.folder, 'case-'));
    for (const [name, code] of Object.entries(files)) writeFileSync(path.join(cwd, name), code);
    const eslint = new ESLint({
      cwd,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ['**/*.{ts,tsx,mjs}'],
          languageOptions: { parser: tseslint.parser },
          plugins: { house: housePlugin },
          rules: { 'house/no-cycle': 'error' },
        },
      ],
    });
    const results = await eslint.lintFiles(['.']);
    return results.flatMap((result) => result.messages.map((message) => message.message));
  }

  const back = "import { a } from './a.ts';\nexport const b = a;\n";
  it.each([
    ['two files', "import { b } from './b.ts';\nexport const a = b;\n", back],
    ['import()', "export const a = () => import('./b.ts');\n", back],
    ['import() without a name taken', 'export const a = 1;\nawait import(`./b.ts`);\n', back],
    ['passing on', "export * from './b.ts';\nexport const a = 1;\n", back],
    ['passing on by name', "export { b } from './b.ts';\nexport const a = 1;\n", back],
    ['an import for its effect', "import './b.ts';\nexport const a = 1;\n", back],
    ['a value among types', "import { type B, b } from './b.ts';\nexport const a = b;\n", back],
  ])('finds one of %s, from both ends', async (_name, a, b) => {
    expect(await lint({ 'a.ts': a, 'b.ts': b })).toEqual([
      'This import leads back to this file: b.ts → a.ts.',
      'This import leads back to this file: a.ts → b.ts.',
    ]);
  });

  it('finds one over other files and kinds of files, and says the way', async () => {
    const said = await lint({
      'a.mjs': "import './b.tsx';\n",
      'b.tsx': "import './c.ts';\n",
      'c.ts': "import './a.mjs';\nimport './d.ts';\n",
      'd.ts': "import path from 'node:path';\nexport const d = path.sep;\n",
    });
    expect(said).toHaveLength(3);
    expect(said[0]).toContain('b.tsx → c.ts → a.mjs');
  });

  it('finds a file that imports itself', async () => {
    expect(await lint({ 'a.ts': "import './a.ts';\n" })).toHaveLength(1);
  });

  it.each([
    ['types', "import type { B } from './b.ts';\nexport type A = B;\nexport const a = 1;\n"],
    [
      'types by name',
      "import { type B } from './b.ts';\nexport type A = B;\nexport const a = 1;\n",
    ],
    ['types passed on', "export type { B } from './b.ts';\nexport const a = 1;\n"],
    ['a name in a text', "export const a = \"import './b.ts'\"; // import('./b.ts')\n"],
  ])('lets %s be', async (_name, a) => {
    expect(await lint({ 'a.ts': a, 'b.ts': `${back}export type B = 1;\n` })).toEqual([]);
  });
});

describe('the house plugin', () => {
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { house: housePlugin },
        rules: {
          'house/file-header': 2,
          'house/file-name': 2,
          'house/export-doc': 2,
          'house/max-params': 2,
        },
      },
    ],
  });

  it.each([
    ['good-name.ts', '// What it is for.\n/** Doc. */\nexport function a() {}\n', ''],
    ['good-name.ts', '// What it is for.\nexport const limit = 3;\nexport type A = 1;\n', ''],
    ['good-name.ts', 'const a = 1; // late\n', 'house/file-header'],
    ['BadName.ts', '// What it is for.\n', 'house/file-name'],
    ['good-name.ts', '// What it is for.\nexport function a() {}\n', 'house/export-doc'],
    ['good-name.ts', '// What it is for.\nexport const a = () => 1;\n', 'house/export-doc'],
    ['good-name.ts', '// What it is for.\nconst f = (a, b, c, d) => a;\n', 'house/max-params'],
    ['good-name.ts', "// What it is for.\n''.replace(/./, (a, b, c, d) => a);\n", ''],
  ])('%s: %j', async (name, code, expected) => {
    const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, 'src', name) });
    expect(result?.messages.map((message) => message.ruleId).join()).toBe(expected);
  });
});
