// Makes the two scripts that run in a page before its own: one for its world, one for the preload's.
// Invariant: the preload is the built file, unchanged, in the wrapper that CommonJS gives it.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

export interface PageScripts {
  readonly main: string;
  readonly isolated: string;
  /** The name under which the preload's world sends to main. */
  readonly toMain: string;
  /** Why the preload cannot be run at all. */
  readonly error: string | null;
}

/** What sends to main in the preload's world, and what takes from it. */
export const TO_MAIN = 'standInToMain';
export const FROM_MAIN = 'standInFromMain';

/** The scripts for a window with this preload. */
export function pageScripts(preload: string | null): PageScripts {
  const { wrapped, error } = readPreload(preload);
  const shared = plain('structured.ts', 'exchange.ts');
  // Electron, Context Isolation: the preload runs in the main frame; frames inside have none
  // (`nodeIntegrationInSubFrames` is off).
  const isTop = '(globalThis.top === globalThis.self)';
  return {
    error,
    toMain: TO_MAIN,
    // In functions: what a block declares would be the page's own.
    main: `(() => { if (!${isTop}) return; ${shared}\n${plain('main-world.ts')}
      runMainWorld(document);
    })();`,
    isolated: `(() => { if (!${isTop}) return; ${shared}\n${plain('emitter.ts', 'isolated-world.ts')}
      globalThis.${FROM_MAIN} = runIsolatedWorld({
        target: document,
        toMain: (text) => globalThis.${TO_MAIN}(text),
        preload: ${wrapped ?? 'null'},
      });
    })();`,
  };
}

function readPreload(file: string | null): {
  readonly wrapped: string | null;
  readonly error: string | null;
} {
  if (file === null) return { wrapped: null, error: null };
  try {
    const wrapped = `(function (require, exports, module) {${readFileSync(file, 'utf8')}\n})`;
    // Electron, ES Modules, "Preload scripts": sandboxed preloads are not run as ES modules.
    new vm.Script(wrapped, { filename: file });
    return { wrapped, error: null };
  } catch (error) {
    return { wrapped: null, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Files of `page/` as one script: they import each other only. */
function plain(...names: readonly string[]): string {
  return names
    .map((name) => readFileSync(path.join(import.meta.dirname, 'page', name), 'utf8'))
    .map((source) => stripTypeScriptTypes(source))
    .map((source) => source.replaceAll(/^import .*?;$/gmsu, '').replaceAll(/^export (?=\w)/gmu, ''))
    .join('\n');
}
