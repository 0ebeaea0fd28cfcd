// Who may import whom, as lint rules: the direction between folders, and packages with one owner.
// Invariant: pure data; tests/unit/house/import-rules.test.ts proves that each rule bites.
import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';

/** @typedef {import('eslint').Linter.Config} Config */
/** @typedef {{ readonly regex: string, readonly message: string }} Ban */

/** Entries of src/main. @param {readonly string[]} names */
function inMain(...names) {
  return names.map((name) => `./src/main/${name}`);
}

const OUTSIDE_SOURCE = ['./tests', './bench', './scripts'];
const PURE_TARGETS = [
  './src/main/search',
  './src/main/atlas/page-reader*',
  './src/main/atlas/page-reader*/**',
  './src/main/export/!(write-file*)',
  './src/main/export/!(write-file*)/**',
  './src/main/references/!(look-up*)',
];
const ABOVE_SERVICES = inMain('index.ts', 'core.ts', 'hosts', 'router', 'start');

const WORKERS_AND_SERVICES = inMain('worker', 'sync', 'latex', 'zotero');

const FEATURES = readdirSync(new URL('../../src/renderer/features', import.meta.url));

/** Folders that may not be imported from a folder; `except` is relative to `from`. */
const PATH_ZONES = [
  {
    target: './src',
    from: OUTSIDE_SOURCE,
    message: 'The product does not import its tests or tools.',
  },
  {
    target: './src/shared',
    from: './src',
    except: ['./shared'],
    message: 'shared/ imports nothing outside shared/.',
  },
  {
    target: './src/shared/domain',
    from: './src/shared',
    except: ['./domain', './util'],
    message: 'shared/domain imports nothing outside shared/domain and shared/util.',
  },
  {
    target: './src/shared/util',
    from: './src/shared',
    except: ['./util'],
    message: 'shared/util is the ground: it imports nothing outside itself.',
  },
  {
    target: './src/preload',
    from: './src',
    except: ['./preload', './shared/contract/names.ts', './shared/contract/bridge.ts'],
    message:
      'The preload is one small file: of ours it imports contract/names.ts, and the type of the bridge.',
  },
  {
    target: './src/renderer',
    from: './src',
    except: ['./renderer', './shared'],
    message: 'The window knows shared/ only; it talks to `window.atlas`.',
  },
  {
    target: './src/renderer',
    from: './src/shared/contract/*schemas*',
    message: 'Schemas (zod) stay out of the window; take the types from contract/types.ts.',
  },
  {
    target: './src/renderer/!(app)/**',
    from: './src/renderer/app',
    message: 'app/ puts the window together; nothing else knows it.',
  },
  {
    target: './src/renderer/{api,ui,a11y,commands}/**',
    from: './src/renderer/features',
    message: 'api, ui, a11y and commands serve every feature and know none.',
  },
  ...FEATURES.map((feature, _index, features) => ({
    target: `./src/renderer/features/${feature}`,
    from: features
      .filter((other) => other !== feature)
      .map((other) => `./src/renderer/features/${other}`),
    message: 'A feature never imports another feature; app/ puts them side by side.',
  })),
  {
    target: './src/main',
    from: './src',
    except: ['./main', './shared'],
    message: 'main imports main and shared.',
  },
  {
    target: PURE_TARGETS,
    from: [
      ...ABOVE_SERVICES,
      ...WORKERS_AND_SERVICES,
      ...inMain('storage', 'atlas/site', 'atlas/bundle'),
    ],
    message: 'This module is pure: what it needs comes as an argument.',
  },
  {
    target: './src/main/storage',
    from: [...ABOVE_SERVICES, ...WORKERS_AND_SERVICES, ...inMain('atlas/site', 'atlas/bundle')],
    message: 'storage ← sync, handlers: storage knows nobody above it.',
  },
  {
    target: './src/main/atlas',
    from: [...ABOVE_SERVICES, ...WORKERS_AND_SERVICES, ...inMain('storage')],
    message: 'atlas ← sync: what reads the outside atlas knows neither storage nor sync.',
  },
  {
    target: './src/main/sync',
    from: ABOVE_SERVICES,
    message: 'sync ← handlers: it knows nobody above it.',
  },
  {
    target: './src/main/router',
    from: inMain('index.ts', 'core.ts', 'hosts', 'start'),
    message: 'hosts → core → router → handlers.',
  },
  {
    target: './src/main/core.ts',
    from: inMain('index.ts', 'hosts', 'start'),
    message: 'The core knows no host.',
  },
  ...['cli', 'browser', 'electron'].map((host, _index, hosts) => ({
    target: `./src/main/hosts/${host}`,
    from: hosts.filter((other) => other !== host).map((other) => `./src/main/hosts/${other}`),
    message: 'Hosts do not import each other.',
  })),
];

/** @type {Readonly<Record<'electron' | 'sqlite' | 'zod' | 'citation' | 'fastify', Ban>>} */
const OWNED = {
  electron: {
    regex: '^electron($|/)',
    message: 'Only src/preload, src/main/index.ts and src/main/hosts/electron import electron.',
  },
  sqlite: {
    regex: '^better-sqlite3($|/)',
    message: 'Only src/main/storage imports better-sqlite3.',
  },
  zod: { regex: '^zod($|/)', message: 'Only src/shared/contract imports zod.' },
  citation: {
    regex: '^(@citation-js/|citeproc($|/))',
    message: 'Only src/main/export imports citation-js and citeproc.',
  },
  fastify: {
    regex: '^(fastify$|fastify/|@fastify/)',
    message: 'Only src/main/hosts/browser imports fastify.',
  },
};

/** @type {Ban} */
const NO_NODE = { regex: '^node:', message: 'This zone also runs where Node is not.' };

/** @type {Ban} */
const NO_INPUT_OUTPUT = {
  regex: '^node:(?!(buffer|crypto|path|string_decoder|url|util|zlib)$)',
  message: 'This module is pure: disks, sockets and clocks are arguments.',
};

/** @type {Ban} */
const NO_BARE_BUILTIN = {
  regex: `^(${builtinModules.filter((name) => !/^(?:_|node:)/.test(name)).join('|')})$`,
  message: 'Write Node modules with their prefix: node:fs.',
};

/**
 * Bans a regular expression of packages, static imports and `import()` alike: ESLint's own rule
 * does not look at the latter, and the command line loads most of what it needs that way.
 * @param {readonly Ban[]} bans
 * @returns {import('eslint').Linter.RulesRecord}
 */
function banPackages(bans) {
  return {
    'no-restricted-imports': ['error', { patterns: bans.map((ban) => ({ ...ban })) }],
    'no-restricted-syntax': [
      'error',
      ...bans.map(({ regex, message }) => ({
        selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\/')}/]`,
        message,
      })),
    ],
  };
}

/** Any package at all, but those named. @param {...string} names @returns {Ban} */
function onlyPackages(...names) {
  const allowed = names.length === 0 ? '' : `(?!(${names.join('|')})($|/))`;
  const message =
    names.length === 0
      ? 'This zone imports no package.'
      : `This zone imports ${names.join(', ')} only.`;
  return { regex: `^${allowed}[^./]`, message };
}

/** Folder by folder, the later ones more special: ESLint takes the last that matches a file. */
const PACKAGE_ZONES = [
  { files: ['src/shared/**'], bans: [onlyPackages()] },
  { files: ['src/shared/contract/**'], bans: [onlyPackages('zod')] },
  { files: ['src/shared/contract/names.ts'], bans: [onlyPackages()] },
  { files: ['src/preload/**'], bans: [onlyPackages('electron')] },
  { files: ['src/renderer/**'], bans: [...Object.values(OWNED), NO_NODE, NO_BARE_BUILTIN] },
  { files: ['src/main/**'], bans: [...Object.values(OWNED), NO_BARE_BUILTIN] },
  {
    files: ['src/main/index.ts', 'src/main/hosts/electron/**'],
    bans: [OWNED.sqlite, OWNED.zod, OWNED.citation, OWNED.fastify, NO_BARE_BUILTIN],
  },
  {
    files: ['src/main/hosts/browser/**'],
    bans: [OWNED.electron, OWNED.sqlite, OWNED.zod, OWNED.citation, NO_BARE_BUILTIN],
  },
  {
    files: ['src/main/storage/**'],
    bans: [OWNED.electron, OWNED.zod, OWNED.citation, OWNED.fastify, NO_BARE_BUILTIN],
  },
  {
    files: ['src/main/search/**', 'src/main/atlas/page-reader*', 'src/main/atlas/page-reader*/**'],
    bans: [...Object.values(OWNED), NO_INPUT_OUTPUT, NO_BARE_BUILTIN],
  },
  {
    files: ['src/main/export/**'],
    bans: [
      OWNED.electron,
      OWNED.sqlite,
      OWNED.zod,
      OWNED.fastify,
      NO_INPUT_OUTPUT,
      NO_BARE_BUILTIN,
    ],
  },
  {
    files: ['src/main/export/write-file*'],
    bans: [OWNED.electron, OWNED.sqlite, OWNED.zod, OWNED.fastify, NO_BARE_BUILTIN],
  },
];

/**
 * The import rules as ESLint configurations; the plugin `import-x` is registered by the caller.
 * @param {string} root The folder that `src` lies in.
 * @returns {Config[]}
 */
export function importRules(root) {
  return [
    {
      files: ['src/**/*.{ts,tsx}'],
      rules: {
        'import-x/no-restricted-paths': ['error', { basePath: root, zones: PATH_ZONES }],
      },
    },
    ...PACKAGE_ZONES.map(({ files, bans }) => ({ files, rules: banPackages(bans) })),
  ];
}
