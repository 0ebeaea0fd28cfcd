// Small shells that do one thing, right or wrong: what the stand-in lets pass and what it refuses.
// Invariant: each is a main module of its own, started as the program's is.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchShell, type Shell } from './launch.ts';

export interface SmallShell {
  /** At the top level, before the app is ready. Everywhere: `note` tells the test, `serve` answers on this computer. */
  readonly before?: string;
  /** When the window is made and nothing is loaded; knows `window`, `own` (the session). */
  readonly made?: string;
  /** When the page is there. */
  readonly loaded?: string;
  readonly preload?: string;
  readonly page?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The word that ends a shell well when its page is there: one that is not refused must not stay. */
export const END = '--end';

/** What a shell has noted, in order. */
export function notesOf(folder: string): readonly unknown[] {
  const text = readFileSync(path.join(folder, NOTES), { encoding: 'utf8', flag: 'a+' });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

const NOTES = 'notes.jsonl';

const PAGE = '<!doctype html><title>small</title>';

/** Starts one in a folder, in which its data goes, too. */
export function launchSmall(folder: string, shell: SmallShell): Shell {
  const { env = {} } = shell;
  return launchShell({ ...writeSmall(folder, shell), env });
}

/** Writes its files; gives its main module and its folder for data. */
export function writeSmall(
  folder: string,
  shell: SmallShell,
): { readonly main: string; readonly data: string } {
  const { before = '', made = '', loaded = '', preload = '', page = PAGE } = shell;
  const data = path.join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const main = path.join(folder, 'main.mjs');
  const preloadFile = path.join(folder, 'preload.cjs');
  writeFileSync(preloadFile, preload);
  writeFileSync(
    main,
    `import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import * as electron from 'electron';
const { app, BrowserWindow, dialog, ipcMain, Menu, net, protocol, screen, session, shell } = electron;
const note = (fact) => appendFileSync(${JSON.stringify(path.join(folder, NOTES))}, JSON.stringify(fact) + '\\n');
const forever = () => new Promise(() => undefined);
/** The address of a server on this computer. */
const serve = (answer) => new Promise((resolve) => {
  const server = createServer(answer).listen(0, '127.0.0.1', () => {
    server.unref();
    resolve('http://127.0.0.1:' + server.address().port);
  });
});
const fail = (error) => {
  process.stderr.write(String(error));
  app.exit(1);
};
process.on('uncaughtException', fail);
app.setPath('userData', ${JSON.stringify(data)});
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
]);
${before}
async function start() {
  const own = session.fromPartition('own');
  own.protocol.handle('app', async ({ url }) => {
    if (url.endsWith('/slow')) await new Promise((resolve) => setTimeout(resolve, 300));
    return new Response(${JSON.stringify(page)}, {
      headers: { 'content-type': 'text/html' },
    });
  });
  const window = new BrowserWindow({
    webPreferences: { session: own, preload: ${JSON.stringify(preloadFile)}, sandbox: true },
  });
  ${made}
  await window.loadURL('app://small/index.html');
  ${loaded}
  process.send?.('window-is-open');
  if (process.argv.includes('${END}')) app.exit(0);
}
void app.whenReady().then(start).catch(fail);
`,
  );
  return { main, data };
}
