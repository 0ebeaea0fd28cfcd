// What must and what must not be in a package, as rules over the list of its files.
// Invariant: pure; what is not expressly allowed is a complaint, so that nothing comes along unnoticed.
import { builtinModules } from 'node:module';
import path from 'node:path';
import type { PackedPlatform } from './stand-in-dist.ts';

export interface PackedFile {
  /** From the root of the archive, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** Lies beside the archive, as a file of its own. */
  readonly isUnpacked: boolean;
}

export interface Packed {
  readonly platform: PackedPlatform;
  readonly arch: 'x64' | 'arm64';
  readonly files: readonly PackedFile[];
  /** Names in the folder of resources, besides the archive. */
  readonly besides: readonly string[];
  /** As burnt into the binary, in the order of Electron's schema. */
  readonly fuses: string;
  readonly read: (name: string) => Buffer;
}

const MEGABYTE = 1024 * 1024;
/** Measured 3.0 MB, of which the style processor is 0.6 and the styles 0.4; a package that has come along in silence is seen. */
const MAX_ARCHIVE_BYTES = 4 * MEGABYTE;
const MAX_LIBRARY_BYTES = 3 * MEGABYTE;

const NODE_PLATFORMS = { linux: 'linux', mac: 'darwin', win: 'win32' } as const;

/** https://www.electronjs.org/docs/latest/tutorial/fuses, in the order of its schema. */
const FUSES = [
  ['runAsNode', '0'],
  ['cookieEncryption', '1'],
  ['nodeOptions', '0'],
  ['nodeCliInspect', '0'],
  ['embeddedAsarIntegrityValidation', '1'],
  ['onlyLoadAppFromAsar', '1'],
  ['loadBrowserProcessSpecificV8Snapshot', '0'],
  ['grantFileProtocolExtraPrivileges', '0'],
  // electron-builder cannot burn it yet: as Electron ships it.
  ['wasmTrapHandlers', '1'],
] as const;

const SQLITE = 'node_modules/better-sqlite3';
const ALLOWED = [
  /^package\.json$/u,
  /^resources\/starter-atlas\.jsonl$/u,
  /^resources\/csl\/(?:README\.md|[\w-]+\.csl|locales-en-(?:US|GB)\.xml)$/u,
  /^out\/main\/(?:index|worker|chunks\/[\w-]+)\.js$/u,
  /^out\/preload\/index\.cjs$/u,
  /^out\/renderer\/(?:index\.html|assets\/[\w-]+\.(?:js|css|svg))$/u,
  /^node_modules\/better-sqlite3\/(?:LICENSE|package\.json|lib\/[\w/-]+\.js)$/u,
];
const NEEDED = [
  'package.json',
  'resources/starter-atlas.jsonl',
  'resources/csl/README.md',
  'resources/csl/apa.csl',
  'resources/csl/chicago-author-date.csl',
  'resources/csl/harvard-cite-them-right.csl',
  'resources/csl/locales-en-GB.xml',
  'resources/csl/locales-en-US.xml',
  'resources/csl/nature.csl',
  'resources/csl/nlm-citation-sequence.csl',
  'out/main/index.js',
  'out/main/worker.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  `${SQLITE}/package.json`,
  `${SQLITE}/LICENSE`,
  `${SQLITE}/lib/index.js`,
];

/** Beside the archive, for a person to read. */
const NOTICES = ['LICENSE', 'THIRD-PARTY-NOTICES.md'];

/** What is wrong with a package, in sentences; empty where nothing is. */
export function complaintsAbout(packed: Packed): string[] {
  return [
    ...complaintsAboutNames(packed),
    ...complaintsAboutLibrary(packed),
    ...complaintsAboutSizes(packed),
    ...complaintsAboutImports(packed),
    ...complaintsAboutFuses(packed.fuses),
  ];
}

function libraryOf({ platform, arch }: Packed): string {
  return `${SQLITE}/prebuilds/${NODE_PLATFORMS[platform]}-${arch}.node`;
}

function complaintsAboutNames(packed: Packed): string[] {
  const names = new Set(packed.files.map(({ name }) => name));
  const library = libraryOf(packed);
  const isAllowed = (name: string): boolean =>
    name === library || ALLOWED.some((pattern) => pattern.test(name));
  return [
    ...[...names].filter((name) => !isAllowed(name)).map((name) => `${name} is packed.`),
    ...[...NEEDED, library].filter((name) => !names.has(name)).map((name) => `${name} is missing.`),
    ...NOTICES.filter((name) => !packed.besides.includes(name)).map(
      (name) => `${name} is missing beside the archive.`,
    ),
    ...packed.besides
      .filter((name) => ![...NOTICES, 'icon.icns'].includes(name))
      .map((name) => `${name} lies beside the archive.`),
    ...packed.files
      .filter(({ name, isUnpacked }) => isUnpacked !== (name === library))
      .map(
        ({ name, isUnpacked }) => `${name} is ${isUnpacked ? 'outside' : 'inside'} the archive.`,
      ),
  ];
}

/** How the files begin that a system loads: https://en.wikipedia.org/wiki/List_of_file_signatures. */
const LIBRARY_KINDS = {
  linux: { signature: '7f454c46', at: 18, x64: '3e00', arm64: 'b700' },
  mac: { signature: 'cffaedfe', at: 4, x64: '07000001', arm64: '0c000001' },
  win: { signature: '4d5a', at: null, x64: '', arm64: '' },
} as const;

function complaintsAboutLibrary(packed: Packed): string[] {
  const name = libraryOf(packed);
  if (packed.files.every((file) => file.name !== name)) return [];
  const bytes = packed.read(name);
  const kind = LIBRARY_KINDS[packed.platform];
  const has = (hex: string, at: number): boolean =>
    bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
  const isOfKind = has(kind.signature, 0) && (kind.at === null || has(kind[packed.arch], kind.at));
  return isOfKind ? [] : [`${name} is no library for ${packed.platform} on ${packed.arch}.`];
}

function complaintsAboutSizes({ files }: Packed): string[] {
  const sum = (isUnpacked: boolean): number =>
    files
      .filter((file) => file.isUnpacked === isUnpacked)
      .reduce((bytes, file) => bytes + file.bytes, 0);
  return [
    ...(sum(false) > MAX_ARCHIVE_BYTES ? [`The archive has ${sum(false)} bytes.`] : []),
    ...(sum(true) > MAX_LIBRARY_BYTES ? [`Outside the archive are ${sum(true)} bytes.`] : []),
  ];
}

/** Whatever a packed file of main names in an import must be there; the window's, in its page. */
function complaintsAboutImports(packed: Packed): string[] {
  const names = new Set(packed.files.map(({ name }) => name));
  const outside = new Set([...builtinModules, 'electron', 'better-sqlite3']);
  const main = [...names].filter((name) => /^out\/main\/.*\.js$/u.test(name));
  const wanted = main.flatMap((file) =>
    importsOf(packed.read(file).toString()).map((target) => ({
      file,
      target,
      isThere: target.startsWith('.')
        ? names.has(path.posix.join(path.posix.dirname(file), target))
        : target.startsWith('node:') || outside.has(target),
    })),
  );
  const page = 'out/renderer/index.html';
  const html = names.has(page) ? packed.read(page).toString() : '';
  const assets = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/gu)].map(([, target = '']) => ({
    file: page,
    target,
    isThere: names.has(`out/renderer/${target}`),
  }));
  return [...wanted, ...assets]
    .filter(({ isThere }) => !isThere)
    .map(({ file, target }) => `${file} wants ${target}, which is not packed.`);
}

/** The bundler writes every import statement on a line of its own. */
function importsOf(code: string): string[] {
  const statements = code.matchAll(/^(?:import|export) (?:[^"\n]* from )?"([^"\n]+)";$/gmu);
  const calls = code.matchAll(/\bimport\("([^"\n]+)"\)/gu);
  return [...statements, ...calls].map(([, target = '']) => target);
}

function complaintsAboutFuses(burnt: string): string[] {
  return [
    ...(burnt.length === FUSES.length
      ? []
      : [`Electron has ${burnt.length} fuses, and ${FUSES.length} of them are decided on.`]),
    ...FUSES.filter(([, wanted], place) => burnt[place] !== wanted).map(
      ([name, wanted]) => `The fuse ${name} is not ${wanted === '1' ? 'on' : 'off'}.`,
    ),
  ];
}
