// docs/security.md must not promise what nobody shows: each entry names code that is there, and tests by
// file and name. Electron's list is in it whole.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const page = read('docs/security.md');

interface Entry {
  readonly title: string;
  readonly where: readonly string[];
  readonly shownBy: readonly { readonly file: string; readonly name: string }[];
}

function entries(text: string): Entry[] {
  return text
    .split(/^### /mu)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = (part.split(/^## /mu)[0] ?? '').split('\n');
      const paths = (line: string): string[] =>
        [...line.matchAll(/`([^`]+\/[^`]+|[\w-]+\.\w+)`/gu)].map(([, file = '']) => file);
      const where = lines.filter((line) => line.startsWith('- Where: ')).flatMap(paths);
      const shownBy = lines
        .filter((line) => line.startsWith('- Shown by: '))
        .map((line) => /^- Shown by: `([^`]+)`, "(.+)"$/u.exec(line))
        .map((match) => ({ file: match?.[1] ?? '', name: match?.[2] ?? '' }));
      return { title, where, shownBy };
    });
}

/** A name as it stands in the source, with its quotes escaped or not. */
function isNamedIn(source: string, name: string): boolean {
  return source.includes(name) || source.includes(name.replaceAll("'", "\\'"));
}

describe('docs/security.md', () => {
  it('goes through the whole of Electron’s list, in order', () => {
    const numbers = entries(page).flatMap(({ title }) => /^(\d+)\. /u.exec(title)?.[1] ?? []);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, place) => String(place + 1)));
  });

  it.each(entries(page))('names code and tests that are there: $title', ({ where, shownBy }) => {
    expect(where).not.toEqual([]);
    expect(where.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    expect(shownBy).not.toEqual([]);
    for (const { file, name } of shownBy) {
      expect(file).toMatch(/^tests\/.*\.(?:test|spec)\.tsx?$/u);
      expect(name).not.toBe('');
      expect(isNamedIn(read(file), name), `${file}: ${name}`).toBe(true);
    }
  });

  it('was read for the major version of Electron that is locked', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly version: string }>>;
    };
    const major = lock.packages['node_modules/electron']?.version.split('.')[0] ?? 'none';
    expect(page).toContain(`read for Electron ${major}.`);
  });
});
