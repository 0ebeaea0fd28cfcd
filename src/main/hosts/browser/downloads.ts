// Files on their way into the browser: the core writes them to a folder of ours, a tab fetches them once.
// Invariant: only a target that was given out here can be fetched, and every file is gone when the server closes.
import {
  createReadStream,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  type ReadStream,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ChosenTarget, FileGrants } from '../../platform.ts';

export interface DownloadedFile {
  readonly name: string;
  /** Its size. */
  readonly bytes: number;
  /** Must be read or destroyed by whoever took it. */
  readonly content: ReadStream;
}

export interface Downloads {
  /** A granted target for a file of this name. @throws AppError `invalid-input` for what is no mere name */
  chooseTarget(name: string): Promise<ChosenTarget>;
  /** What was written to the target, which is then forgotten; null where there is none. */
  take(target: string): DownloadedFile | null;
  close(): void;
}

/** Downloads through a private folder for temporary files, made when the first is asked for. */
export function createDownloads(files: FileGrants): Downloads {
  const names = new Map<string, string>();
  let folder: string | null = null;
  let given = 0;
  return {
    // async, so that a refusal is a rejection like every other.
    // oxlint-disable-next-line typescript/require-await
    async chooseTarget(name) {
      refuseUnsafeName(name);
      folder ??= mkdtempSync(join(tmpdir(), 'companion-download-'));
      // A folder each, so that the file keeps the name that was asked for.
      const own = join(folder, String((given += 1)));
      mkdirSync(own, { mode: 0o700 });
      const target = files.grant(join(own, name));
      names.set(target, name);
      return { target, shown: name };
    },
    take(target) {
      const name = names.get(target);
      const path = files.pathOf(target);
      if (name === undefined || path === null) return null;
      const file = openIfThere(path);
      if (file === null) return null;
      names.delete(target);
      const content = createReadStream('', { fd: file });
      const remove = (): void => {
        rmSync(dirname(path), { recursive: true, force: true });
      };
      // Windows removes no open file; everywhere else it is gone at once, and can be read to its end all the same.
      if (process.platform === 'win32') content.once('close', remove);
      else remove();
      return { name, bytes: fstatSync(file).size, content };
    },
    close() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function refuseUnsafeName(name: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (name.length <= 200 && !/[/\\:\u0000-\u001f\u007f]/u.test(name) && !/^\.*$/u.test(name)) {
    return;
  }
  throw new AppError(
    'invalid-input',
    'The name of a download is a plain file name, without folders. Nothing was written. Choose a name like citations.bib.',
  );
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The header that makes a browser save the file under its name, whatever letters it has. */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w.-]/gu, '_');
  // Half of a pair of surrogates cannot be encoded.
  const whole = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
