// The lint rules that need no types: typescript-eslint's strict set, the house's own conventions, and
// the direction of imports (scripts/eslint/import-rules.mjs). Those that do are oxlint's
// (oxlint.config.ts). Plain JavaScript, so that editors and ESLint read it without a loader.
import eslint from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { housePlugin } from './scripts/eslint/house-plugin.mjs';
import { importRules } from './scripts/eslint/import-rules.mjs';

const ROOT = import.meta.dirname;
const CONFIG_FILES = ['*.config.{ts,mjs}', 'electron-builder.ts'];
const SCRIPT_EXTENSIONS = ['.ts', '.tsx', '.mjs'];

/** Every file: what the compiler cannot see. @type {import('eslint').Linter.Config} */
const everywhere = {
  rules: {
    curly: ['error', 'multi-line'],
    eqeqeq: 'error',
    'max-lines': ['error', { max: 500 }],
    'no-console': 'error',
    'no-empty': ['error', { allowEmptyCatch: false }],
    'object-shorthand': 'error',
    'prefer-template': 'error',
    'house/file-header': 'error',
    'house/file-name': 'error',
    'house/max-params': 'error',
    'house/no-cycle': 'error',
    'import-x/no-default-export': 'error',
    'import-x/no-duplicates': 'error',
  },
  settings: {
    'import-x/resolver-next': [createNodeResolver({ extensions: SCRIPT_EXTENSIONS })],
  },
};

/** TypeScript: what can be seen without types. @type {import('eslint').Linter.Config} */
const typescript = {
  files: ['**/*.{ts,tsx}'],
  rules: {
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/explicit-module-boundary-types': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
  },
};

export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'out/',
      'dist/',
      'coverage/',
      '.bootstrap/',
      'tests/fixtures/',
      'electron.vite.config.ts.*.mjs',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  { files: ['**/*.{ts,tsx}'], extends: [tseslint.configs.strict] },
  { plugins: { 'import-x': importX, house: housePlugin } },
  everywhere,
  typescript,
  // The compiler knows which names exist; in the scripts too, which it checks by their JSDoc.
  { rules: { 'no-undef': 'off' } },
  { files: ['src/**/*.{ts,tsx}'], rules: { 'house/export-doc': 'error' } },
  { files: ['src/renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['src/renderer/**/*.tsx'],
    extends: [jsxA11y.flatConfigs.strict],
    // A dialog's first field takes the focus, as the pattern for dialogs asks.
    rules: { 'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }] },
  },
  // `lazy` wants a default export; a style sheet is one, and so are others' plugins.
  {
    files: ['src/renderer/features/*/{Welcome,Recovery}.tsx', '**/*.d.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  ...importRules(ROOT),
  { files: ['src/main/hosts/cli/**', 'tests/**', 'bench/**'], rules: { 'no-console': 'off' } },
  { files: CONFIG_FILES, rules: { 'import-x/no-default-export': 'off' } },
);
