// Proves that oxlint.config.ts has every rule of typescript-eslint's strict set that needs types, with
// the same options, and that each one bites: oxlint itself, with our configuration and our compiler
// options, is given a file for each rule that breaks it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';
import oxlintConfig from '../../../oxlint.config.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { VIOLATIONS } from './typed-violations.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Of the strict set, and not yet a rule of oxlint 1.94, though of its checker: take it in when it is. */
const NOT_IN_OXLINT = ['no-unsafe-class-instance-assignment'];

/** Needs types, and is on though it is not in the strict set. */
const OUR_ADDITIONS = ['prefer-readonly', 'switch-exhaustiveness-check'];

/** Where we say something else than the strict set does; oxlint.config.ts says why. */
const OUR_OPTIONS = ['no-misused-spread', 'restrict-template-expressions'];

/** Every rule that is on, with its options. */
const ours = new Map(
  Object.entries(oxlintConfig.overrides[0]?.rules ?? {}).map(([name, entry]) => [
    name.replace('typescript/', ''),
    entry,
  ]),
);

/** The rules that need types, as typescript-eslint itself lists them. */
const needsTypes = new Set(Object.keys(tseslint.configs.disableTypeChecked.rules ?? {}));

/** Those of the strict set. */
const strict = new Map(
  tseslint.configs.strictTypeChecked
    .flatMap((config) => Object.entries(config.rules ?? {}))
    .filter(([name, entry]) => needsTypes.has(name) && entry !== 'off')
    .map(([name, entry]) => [name.replace('@typescript-eslint/', ''), entry] as const),
);

/** What oxlint says of files, with our rules and our compiler options: `file: rule`, in order. */
function lint(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = makeTempDir('typed-lint');
  writeFileSync(path.join(folder, '.oxlintrc.json'), JSON.stringify(oxlintConfig));
  copyFileSync(path.join(ROOT, 'tsconfig.base.json'), path.join(folder, 'tsconfig.base.json'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    '{ "extends": "./tsconfig.base.json", "compilerOptions": { "types": ["node"] } }',
  );
  for (const [name, code] of Object.entries(files)) {
    writeFileSync(path.join(folder, `${name}.ts`), `${code}\nexport {};\n`);
  }
  const bin = path.join(ROOT, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = spawnSync(process.execPath, [bin, '--format=json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { filename: string; code?: string; message: string }[];
  };
  return diagnostics
    .map(({ filename, code, message }) => `${path.parse(filename).name}: ${code ?? message}`)
    .sort();
}

it('has every rule of the strict set that needs types, and names those it lacks', () => {
  const wanted = [...strict.keys(), ...OUR_ADDITIONS].sort();
  expect(strict.size).toBeGreaterThan(40);
  expect([...ours.keys(), ...NOT_IN_OXLINT].sort()).toEqual(wanted);
});

it('has the options of the strict set, but where it says so', () => {
  for (const name of [...OUR_ADDITIONS, ...OUR_OPTIONS, ...NOT_IN_OXLINT]) strict.delete(name);
  const options = [...strict].map(([name]) => [name, ours.get(name)]);
  expect(options).toEqual([...strict]);
});

it('has rules that bite, each one, and nothing but the one that was broken', () => {
  const expected = Object.keys(VIOLATIONS).map((name) => `${name}: typescript(${name})`);
  expect(Object.keys(VIOLATIONS).sort()).toEqual([...ours.keys()].sort());
  expect(lint(VIOLATIONS)).toEqual(expected.sort());
});

it('takes an exception with its rule named, and refuses one that excuses nothing', () => {
  const act = 'declare function act(): Promise<void>;';
  const exception = '// oxlint-disable-next-line typescript/no-floating-promises';
  const said = lint({
    used: `${act}\n${exception}\nact();`,
    unused: `${act}\n${exception}\nawait act();`,
    other: `${act}\n// oxlint-disable-next-line typescript/no-misused-promises\nact();`,
  });
  expect(said.filter((line) => line.startsWith('used'))).toEqual([]);
  expect(said).toContain('other: typescript(no-floating-promises)');
  expect(said.filter((line) => line.includes('Unused'))).toHaveLength(2);
});
