// Packs the program with electron-builder itself, around a stand-in for Electron, and says what is in it.
// Invariant: no network; nothing is written but to the given folder.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractFile, getRawHeader } from '@electron/asar';
import { Arch, build, Platform } from 'electron-builder';
import type { Packed, PackedFile } from './rules.ts';
import { readFuses, writeStandInDist, type PackedPlatform } from './stand-in-dist.ts';

export interface PackRequest {
  readonly root: string;
  readonly platform: PackedPlatform;
  readonly arch: 'x64' | 'arm64';
  /** Empty; stays. */
  readonly folder: string;
  /** Laid over the configuration: what a test breaks. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A package, and where its archive is; `app.asar.unpacked` lies beside it. */
export type PackedArchive = Packed & { readonly archive: string };

const PLATFORMS = { linux: Platform.LINUX, mac: Platform.MAC, win: Platform.WINDOWS };

/**
 * Packs for one platform, into a folder and not an installer. Rejects with electron-builder's words where
 * its schema does not allow the configuration.
 */
export async function pack(request: PackRequest): Promise<PackedArchive> {
  const { root, platform, arch, folder, more = {} } = request;
  const dist = path.join(folder, 'electron');
  writeStandInDist(platform, dist);
  await quietly(() =>
    build({
      projectDir: root,
      targets: PLATFORMS[platform].createTarget('dir', Arch[arch]),
      publish: 'never',
      config: {
        extends: './electron-builder.ts',
        electronDist: dist,
        directories: { output: path.join(folder, 'packed') },
        mac: { identity: null },
        ...more,
      },
    }),
  );
  const { resources, binary } = findParts(path.join(folder, 'packed'), platform);
  const archive = path.join(resources, 'app.asar');
  const unpacked = `${archive}.unpacked`;
  const files = listFiles(getRawHeader(archive).header);
  return {
    platform,
    arch,
    archive,
    files,
    besides: readdirSync(resources).filter((name) => !name.startsWith('app.asar')),
    fuses: readFuses(readFileSync(binary)),
    read: (name) =>
      files.some((file) => file.name === name && file.isUnpacked)
        ? readFileSync(path.join(unpacked, name))
        : extractFile(archive, name.replaceAll('/', path.sep)),
  };
}

/** It tells each of its steps on standard output. What goes wrong comes as an error all the same. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
}

function findParts(
  packed: string,
  platform: PackedPlatform,
): { readonly resources: string; readonly binary: string } {
  const isFolder = (entry: string): boolean => statSync(path.join(packed, entry)).isDirectory();
  const out = path.join(packed, readdirSync(packed).find(isFolder) ?? '');
  const find = (isWanted: (entry: string) => boolean): string =>
    path.join(out, readdirSync(out).find(isWanted) ?? '');
  if (platform === 'mac') {
    const contents = path.join(
      find((entry) => entry.endsWith('.app')),
      'Contents',
    );
    return {
      resources: path.join(contents, 'Resources'),
      binary: path.join(contents, 'Frameworks/Electron Framework.framework/Electron Framework'),
    };
  }
  return {
    resources: path.join(out, 'resources'),
    binary: find((entry) =>
      platform === 'win' ? entry.endsWith('.exe') : entry === 'mecfs-atlas-companion',
    ),
  };
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly unpacked?: boolean;
}

function listFiles(folder: Entry, before = ''): PackedFile[] {
  return Object.entries(folder.files ?? {}).flatMap(([part, entry]) => {
    const name = `${before}${part}`;
    if (entry.files !== undefined) return listFiles(entry, `${name}/`);
    return [{ name, bytes: entry.size ?? 0, isUnpacked: entry.unpacked === true }];
  });
}
