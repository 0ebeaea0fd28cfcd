// The house rule against cycles: no file imports itself by way of others, `import()` included. Types
// do not count, they are gone at run time.
// Invariant: relative imports name their file with its extension (the compiler wants it so), and so
// no resolver is needed. That, and a parser that is no JavaScript, make it 20 times as fast as
// import-x/no-cycle.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

const SCRIPT = /\.(?:[cm]?js|tsx?)$/;
/** An editor's ESLint lives for hours; after a rest as long, imports are read anew. */
const KEEP_MS = 10_000;

/** @type {Map<string, readonly string[]>} What each file imports: absolute paths. */
const known = new Map();
let usedAtMs = 0;

/**
 * The files of ours that a source text imports at run time.
 * @param {string} file Absolute path.
 * @param {string} text
 * @returns {readonly string[]} Absolute paths; whether they exist is not asked.
 */
export function importsOf(file, text) {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const requests = [
    ...staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.filter(({ isType }) => !isType).map(({ moduleRequest }) => moduleRequest?.value),
    ),
    // Only the place of the argument is told: it may be any expression.
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => literal(text.slice(start, end))),
  ];
  const ours = requests.filter((request) => request?.startsWith('.') && SCRIPT.test(request));
  return ours.map((request) => path.resolve(path.dirname(file), request ?? ''));
}

/** @param {string} expression */
function literal(expression) {
  return /^(['"`])([^'"`$]*)\1$/.exec(expression)?.[2];
}

/** @param {string} file */
function importsOnDisk(file) {
  let found = known.get(file);
  if (found === undefined) {
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    found = isFile ? importsOf(file, readFileSync(file, 'utf8')) : [];
    known.set(file, found);
  }
  return found;
}

/**
 * The way from one file to another over imports.
 * @param {string} from
 * @param {string} to
 * @returns {readonly string[] | undefined} The files on it, both ends included, shortest way; undefined if
 *   there is none.
 */
function wayBetween(from, to) {
  /** @type {Map<string, string | undefined>} */
  const cameFrom = new Map([[from, undefined]]);
  // A map is walked in the order its keys came, also those that come while it is walked.
  for (const file of cameFrom.keys()) {
    if (file === to) {
      const way = [];
      for (
        let at = /** @type {string | undefined} */ (to);
        at !== undefined;
        at = cameFrom.get(at)
      ) {
        way.unshift(at);
      }
      return way;
    }
    for (const next of importsOnDisk(file)) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const noCycle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { cycle: 'This import leads back to this file: {{way}}.' },
  },
  create(context) {
    const { filename, sourceCode } = context;
    return {
      Program(node) {
        if (performance.now() - usedAtMs > KEEP_MS) known.clear();
        usedAtMs = performance.now();
        for (const target of new Set(importsOf(filename, sourceCode.text))) {
          const way = wayBetween(target, filename);
          if (way === undefined) continue;
          const names = way.map((file) => path.basename(file)).join(' → ');
          context.report({
            node,
            loc: { line: 1, column: 0 },
            messageId: 'cycle',
            data: { way: names },
          });
        }
      },
    };
  },
};
