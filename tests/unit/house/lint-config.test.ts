// Proves that the rules are in force for our own files, and that the rule against cycles, which
// falls silent when one of its settings is missing, finds one.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import eslintConfig from '../../../eslint.config.mjs';
import { housePlugin } from '../../../scripts/eslint/house-plugin.mjs';
import { makeTempDir } from '../../support/temp-dir.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const RULES_OF_CORE = [
  'import-x/no-restricted-paths',
  'no-restricted-imports',
  'no-restricted-syntax',
  'import-x/no-cycle',
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

  it('finds a cycle', async () => {
    const folder = makeTempDir('cycle');
    writeFileSync(path.join(folder, 'a.ts'), "import { b } from './b.ts';\nexport const a = b;\n");
    writeFileSync(path.join(folder, 'b.ts'), "import { a } from './a.ts';\nexport const b = a;\n");
    const everywhere = eslintConfig.find(
      (config) => config.rules?.['import-x/no-cycle'] !== undefined,
    );
    const plugins = eslintConfig.find((config) => config.plugins?.['house']);
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ['**/*.ts'],
          languageOptions: { parser: tseslint.parser },
          plugins: plugins?.plugins ?? {},
          settings: everywhere?.settings ?? {},
          rules: { 'import-x/no-cycle': everywhere?.rules?.['import-x/no-cycle'] ?? 'off' },
        },
      ],
    });
    const results = await eslint.lintFiles(['*.ts']);
    const found = results.flatMap((result) => result.messages.map((message) => message.ruleId));
    expect(found).toEqual(['import-x/no-cycle', 'import-x/no-cycle']);
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
