// Starts a built main module as Electron does: `node start.ts MAIN WORDS…`.
// Invariant: `electron` is the stand-in, all else is the real thing, and `ready` comes after the module has
// been evaluated: a module that waits for it at its top level waits for ever (electron#40719).
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { theApp } from './app.ts';
import { answerPages } from './browser-renderer.ts';
import { startDriver } from './driver.ts';
import { listenToTest } from './to-test.ts';

const STAND_IN = new URL('./main.ts', import.meta.url).href;
const PATIENCE_MS = Number(process.env['STAND_IN_PATIENCE_MS'] ?? 30_000);

registerHooks({
  resolve(specifier, context, next) {
    const isElectron = specifier === 'electron' || specifier === 'electron/main';
    return isElectron ? { url: STAND_IN, shortCircuit: true } : next(specifier, context);
  },
});
// What a shell does on another system; what lies below it stays this one's.
const system = process.env['STAND_IN_PLATFORM'];
if (system !== undefined) Object.defineProperty(process, 'platform', { value: system });
listenToTest();
answerPages();
startDriver();

// As Electron leaves it: the program, its main module, its words.
process.argv.splice(1, 1);
const [, main = ''] = process.argv;
const impatience = setTimeout(() => {
  process.stderr.write('The main module waits for `ready`, which waits for it (electron#40719).\n');
  process.exit(1);
}, PATIENCE_MS);
await import(pathToFileURL(path.resolve(main)).href);
clearTimeout(impatience);
// `ready` is an event of its own, never part of the module's evaluation.
setImmediate(() => {
  theApp.becomeReady();
});
