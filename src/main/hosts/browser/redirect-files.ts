// The file that a browser is opened with. It leads to the address, so that the token stands in no process list.
// Invariant: readable by its owner alone, and gone when the token is spent, is old, or the server closes.
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../storage/paths.ts';

/** As long as a token lives. */
const LIFE_MS = 10 * 60_000;

export interface RedirectFiles {
  /** Writes a file that leads to the address; its name tells nothing. */
  write(address: string, token: string): string;
  /** The token was spent: its file goes. */
  remove(token: string): void;
  /** Removes all, those that a server which was killed left behind among them. */
  close(): void;
}

/** Redirect files in a private folder inside the data folder. */
export function createRedirectFiles(dataFolder: string): RedirectFiles {
  const folder = join(dataFolder, 'browser-host');
  const files = new Map<string, { readonly path: string; readonly timer: NodeJS.Timeout }>();
  const remove = (token: string): void => {
    const file = files.get(token);
    if (file === undefined) return;
    clearTimeout(file.timer);
    rmSync(file.path, { force: true });
    files.delete(token);
  };
  return {
    write(address, token) {
      makePrivateFolder(folder);
      const path = join(folder, `open-${randomBytes(6).toString('hex')}.html`);
      writeFileSync(path, page(address), { mode: 0o600, flag: 'wx' });
      const timer = setTimeout(() => {
        remove(token);
      }, LIFE_MS);
      timer.unref();
      files.set(token, { path, timer });
      return path;
    },
    remove,
    close() {
      for (const token of files.keys()) remove(token);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// The address is made of digits and base64url, so there is nothing in it to escape.
function page(address: string): string {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="referrer" content="no-referrer">
  <meta http-equiv="refresh" content="0; url=${address}">
  <title>ME/CFS Atlas Companion</title>
  <p><a href="${address}">Open the ME/CFS Atlas Companion</a></p>
</html>
`;
}
