// When a build counts as fresh: by path, size and time, and by content where only times differ.
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { isFresh, takeStamp, writeStamp } from '../../../scripts/bootstrap/build-stamp.mjs';
import { makeTempDir } from '../../support/temp-dir.ts';

let root: string;

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

beforeEach(() => {
  root = makeTempDir();
  write('package.json', '{}');
  write('src/main/index.ts', 'main');
  write('src/main/deep/er.sql', 'sql');
  write('src/shared/a.ts', 'shared');
  write('src/renderer/main.tsx', 'renderer');
  write('out/main/cli.js', 'built');
  writeStamp(root, 'main', takeStamp(root, 'main'));
});

it('is fresh right after the build', () => {
  expect(isFresh(root, 'main')).toBe(true);
  expect(isFresh(root, 'renderer')).toBe(false);
});

it.each(['src/main/index.ts', 'src/main/deep/er.sql', 'src/shared/a.ts', 'package.json'])(
  'is stale when %s has changed',
  (file) => {
    write(file, 'other');
    expect(isFresh(root, 'main')).toBe(false);
  },
);

it('is stale when a file was added or removed, or the output is gone', () => {
  write('src/main/new.ts', '');
  expect(isFresh(root, 'main')).toBe(false);
  rmSync(path.join(root, 'src/main/new.ts'));
  expect(isFresh(root, 'main')).toBe(true);
  rmSync(path.join(root, 'src/main/deep/er.sql'));
  expect(isFresh(root, 'main')).toBe(false);
  write('src/main/deep/er.sql', 'sql');
  rmSync(path.join(root, 'out/main/cli.js'));
  expect(isFresh(root, 'main')).toBe(false);
});

it('stays fresh when only times or other zones have changed', () => {
  utimesSync(path.join(root, 'src/main/index.ts'), new Date(), new Date(0));
  write('src/renderer/main.tsx', 'other');
  write('src/main/.index.ts.swp', 'an editor at work');
  expect(isFresh(root, 'main')).toBe(true);
});
