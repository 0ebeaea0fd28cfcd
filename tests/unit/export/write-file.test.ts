// Writing the file: nothing of anybody else's is lost, and what is there is whole.
import * as nodeFs from 'node:fs';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sealText, sha256 } from '../../../src/main/export/file-seal.ts';
import {
  writeExportFile,
  type FileSystem,
  type FileToWrite,
} from '../../../src/main/export/write-file.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const OURS = sealText('% ME/CFS Atlas Companion\n\n@misc{a,\n}\n');
const NEXT = sealText('% ME/CFS Atlas Companion\n\n@misc{b,\n}\n');

let folder = '';
beforeEach(() => {
  folder = makeTempDir('export');
});

function file(name = 'refs.bib'): string {
  return path.join(folder, name);
}

function write(
  fields: Partial<FileToWrite> = {},
  fs?: FileSystem,
): ReturnType<typeof writeExportFile> {
  return writeExportFile(
    { path: file(), text: NEXT, force: false, knownSha256: null, ...fields },
    fs,
  );
}

/** The error of an action that must fail with one of ours. */
function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** A disk on which one operation fails. */
function failing(operation: keyof FileSystem, code: string): FileSystem {
  const fail = (): never => {
    throw Object.assign(new Error(code), { code });
  };
  return { ...nodeFs, [operation]: fail };
}

describe('a new file', () => {
  it('is written, readable for all, with nothing beside it', () => {
    expect(write()).toEqual({ written: true, sha256: sha256(NEXT), backup: null });
    expect(readFileSync(file(), 'utf8')).toBe(NEXT);
    // 0644, or less where the person's umask takes something away.
    expect(statSync(file()).mode & 0o777 & ~0o644).toBe(0);
    expect(statSync(file()).mode & 0o600).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['refs.bib']);
  });

  it('is UTF-8 without a mark, whatever is in it', () => {
    write({ text: '% é 筋\n' });
    expect(readFileSync(file()).subarray(0, 4)).toEqual(Buffer.from('% é'));
  });

  it('may have the longest name there is', () => {
    const longest = file(`${'x'.repeat(251)}.bib`);
    expect(write({ path: longest }).written).toBe(true);
  });
});

describe('a file that is there', () => {
  it('is left alone where nothing would change', () => {
    writeFileSync(file(), NEXT);
    utimesSync(file(), 1, 1);
    expect(write()).toEqual({ written: false, sha256: sha256(NEXT), backup: null });
    expect(statSync(file()).mtimeMs).toBe(1000);
  });

  it('is replaced where it is ours by its seal, keeping its mode', () => {
    writeFileSync(file(), OURS);
    chmodSync(file(), 0o600);
    expect(write()).toMatchObject({ written: true, backup: null });
    expect(readFileSync(file(), 'utf8')).toBe(NEXT);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it.each([false, true])('is left alone where it is read-only, with force %s', (force) => {
    writeFileSync(file(), OURS);
    chmodSync(file(), 0o444);
    const error = errorOf(() => write({ force }));
    expect(error.code).toBe('not-writable');
    expect(error.message).toContain('refs.bib is read-only, so it was left as it is.');
    expect(readFileSync(file(), 'utf8')).toBe(OURS);
    expect(readdirSync(folder)).toEqual(['refs.bib']);
    // What it holds already need not be written.
    expect(write({ text: OURS })).toMatchObject({ written: false });
  });

  it('is replaced where the library remembers its bytes', () => {
    writeFileSync(file(), 'no seal');
    expect(write({ knownSha256: sha256('no seal') })).toMatchObject({
      written: true,
      backup: null,
    });
  });

  it.each([
    ['was not written by us', '@misc{mine,\n}\n', 'was not written by this program'],
    [
      'was edited',
      OURS.replace('@misc{a', '@misc{mine'),
      'was changed since this program wrote it',
    ],
    ['is empty', '', 'was not written by this program'],
  ])('is refused where it %s', (_what, text, why) => {
    writeFileSync(file(), text);
    const error = errorOf(() => write({ knownSha256: sha256(OURS) }));
    expect(error.code).toBe('target-not-ours');
    expect(error.message).toContain(why);
    expect(error.message).toContain('--force');
    expect(error.message).toContain('refs.bib.bak');
    expect(readFileSync(file(), 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['refs.bib']);
  });

  it('without room for a seal is known by the library’s memory alone', () => {
    const old = 'TY  - JOUR\r\nER  - \r\n';
    const ris = { path: file('refs.ris'), text: 'TY  - BOOK\r\nER  - \r\n' };
    writeFileSync(ris.path, old);
    const refusal = (knownSha256: string | null): string =>
      errorOf(() => write({ ...ris, knownSha256 })).message;
    expect(refusal(null)).toContain('was not written by this program');
    expect(refusal(sha256('what it held'))).toContain('is no longer what this program wrote there');
    expect(readFileSync(ris.path, 'utf8')).toBe(old);
    expect(write({ ...ris, knownSha256: sha256(old) })).toMatchObject({
      written: true,
      backup: null,
    });
  });

  it('is kept as FILE.bak with force, and no earlier backup is lost', () => {
    for (const [index, text] of ['one', 'two', 'one', 'three'].entries()) {
      writeFileSync(file(), text);
      const { backup } = write({ force: true });
      const name = ['refs.bib.bak', 'refs.bib.bak2', 'refs.bib.bak', 'refs.bib.bak3'][index];
      expect(backup).toBe(file(name));
      expect(readFileSync(file(), 'utf8')).toBe(NEXT);
    }
    expect(readFileSync(file('refs.bib.bak'), 'utf8')).toBe('one');
    expect(readFileSync(file('refs.bib.bak2'), 'utf8')).toBe('two');
    expect(readFileSync(file('refs.bib.bak3'), 'utf8')).toBe('three');
  });

  it.each(['refs.bib', 'nowhere'])('is not taken for kept by a link to %s', (target) => {
    writeFileSync(file(), 'mine');
    symlinkSync(target, file('refs.bib.bak'));
    expect(write({ force: true }).backup).toBe(file('refs.bib.bak2'));
    expect(readFileSync(file('refs.bib.bak2'), 'utf8')).toBe('mine');
  });

  it('needs no backup with force where it is ours', () => {
    writeFileSync(file(), OURS);
    expect(write({ force: true }).backup).toBeNull();
    expect(readdirSync(folder)).toEqual(['refs.bib']);
  });
});

describe('a symbolic link', () => {
  it('stays one; what it leads to is written', () => {
    mkdirSync(file('papers'));
    writeFileSync(file('papers/real.bib'), OURS);
    symlinkSync('papers/real.bib', file('link.bib'));
    symlinkSync('link.bib', file());
    expect(write().written).toBe(true);
    expect(lstatSync(file()).isSymbolicLink()).toBe(true);
    expect(readFileSync(file('papers/real.bib'), 'utf8')).toBe(NEXT);
    expect(readdirSync(file('papers'))).toEqual(['real.bib']);
  });

  it('may lead to what is not there yet', () => {
    symlinkSync('new.bib', file());
    expect(write().written).toBe(true);
    expect(readFileSync(file('new.bib'), 'utf8')).toBe(NEXT);
  });

  it('may not lead in a circle', () => {
    symlinkSync('b', file('a'));
    symlinkSync('a', file('b'));
    expect(errorOf(() => write({ path: file('a') })).code).toBe('not-writable');
  });

  it('to a foreign file is refused like the file', () => {
    writeFileSync(file('real.bib'), 'mine');
    symlinkSync('real.bib', file());
    expect(errorOf(() => write()).code).toBe('target-not-ours');
    expect(write({ force: true }).backup).toBe(file('real.bib.bak'));
  });
});

describe('a place that cannot be written', () => {
  it.each([
    ['a folder that is not there', 'none/refs.bib', 'does not exist'],
    ['a file for a folder', 'plain/refs.bib', 'a file, not a folder'],
    ['a folder for a file', 'papers', 'is a folder'],
    ['a name that is too long', 'x'.repeat(300), 'too long'],
  ])('%s: a sentence', (_what, name, why) => {
    writeFileSync(file('plain'), '');
    mkdirSync(file('papers'));
    const error = errorOf(() => write({ path: file(name) }));
    expect(error.code).toBe('not-writable');
    expect(error.message).toContain(why);
    expect(readdirSync(folder).sort()).toEqual(['papers', 'plain']);
  });

  it.each<[keyof FileSystem, string, string]>([
    ['openSync', 'EACCES', 'not-writable'],
    ['openSync', 'EROFS', 'not-writable'],
    ['writeFileSync', 'ENOSPC', 'disk-full'],
    ['fsyncSync', 'EDQUOT', 'disk-full'],
    ['renameSync', 'EPERM', 'not-writable'],
    ['renameSync', 'EXDEV', 'not-writable'],
    ['copyFileSync', 'ENOSPC', 'disk-full'],
  ])(
    '%s fails with %s: %s, the old file as it was, nothing beside it',
    (operation, code, expected) => {
      writeFileSync(file(), 'mine');
      const error = errorOf(() => write({ force: true }, failing(operation, code)));
      expect(error.code).toBe(expected);
      expect(error.message).toContain('unchanged');
      expect(readFileSync(file(), 'utf8')).toBe('mine');
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  it('says that a full disk may be tried again', () => {
    const error = errorOf(() => write({}, failing('writeFileSync', 'ENOSPC')));
    expect(error).toMatchObject({ code: 'disk-full', retryable: true, ref: file() });
    expect(existsSync(file())).toBe(false);
  });

  it('names a file that cannot be read, and leaves it', () => {
    writeFileSync(file(), 'mine');
    const error = errorOf(() => write({ force: true }, failing('readFileSync', 'EACCES')));
    expect(error.code).toBe('file-unreadable');
    expect(readFileSync(file(), 'utf8')).toBe('mine');
  });

  it('passes on what is no matter of disks', () => {
    const broken: FileSystem = {
      ...nodeFs,
      openSync: () => {
        throw new TypeError('a fault of ours');
      },
    };
    expect(() => write({}, broken)).toThrow(TypeError);
  });
});
