// What a test needs from the machine, in the words that scripts/test.mjs counts skips by.
// Invariant: a skipped test says why in its name: "… [needs pdflatex]". With CI set, such a skip is
// a failure, except for ../shared and Electron's binary (scripts/lib/test-report.mjs).
//
//   const tex = needsTool('pdflatex', 'bibtex');
//   describe.skipIf(tex.isMissing)(`compiles ${tex.note}`, () => { … });
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser, findProgram, hasFont } from '../../scripts/bootstrap/system-packages.mjs';
import { findElectron } from '../../src/main/start/electron-binary.ts';

/** Whether something is missing, and the note that goes to the end of the test's name. */
export interface Need {
  readonly isMissing: boolean;
  readonly note: string;
}

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Programs that must be on PATH. */
export function needsTool(...names: readonly string[]): Need {
  return {
    isMissing: names.some((name) => findProgram(name) === undefined),
    note: `[needs ${names.join(', ')}]`,
  };
}

/** A font that fontconfig knows by this name. */
export function needsFont(family: string): Need {
  return { isMissing: !hasFont(family), note: `[needs ${family}]` };
}

/** A Chromium, wherever the machine has it. */
export function needsBrowser(): Need & { readonly path: string } {
  const found = findBrowser();
  return { isMissing: found === undefined, note: '[needs chromium]', path: found ?? '' };
}

/** The folder ../shared beside the checkout, with reference data that is not part of it. */
export function needsShared(): Need & { readonly folder: string } {
  const folder = path.resolve(ROOT, '../shared');
  return { isMissing: !existsSync(folder), note: '[needs ../shared]', folder };
}

/** Electron's own binary, which comes from GitHub and is not to be had everywhere. */
export function needsElectronBinary(): Need & { readonly path: string } {
  const found = findElectron(ROOT, process.env);
  return { isMissing: found === null, note: '[needs electron binary]', path: found ?? '' };
}

/** A machine of a certain kind, such as `onlyIf(process.platform === 'linux', 'on Linux')`. */
export function onlyIf(isGiven: boolean, condition: string): Need {
  return { isMissing: !isGiven, note: `[only ${condition}]` };
}
