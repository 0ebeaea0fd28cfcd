// A stand-in for Electron's own files, which cannot be fetched everywhere: just enough for electron-builder
// to pack around, with the place in the binary where fuses are burnt.
// Invariant: only what electron-builder looks at is here; nothing of it can be started.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

export type PackedPlatform = 'linux' | 'mac' | 'win';

/** https://www.electronjs.org/docs/latest/tutorial/fuses#the-hard-way */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron 45 as it comes: nine fuses, the last is `wasmTrapHandlers`. */
const FUSES_AS_SHIPPED = '101100011';

const MAC_HELPERS = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'];

/** Writes the stand-in for a platform into an empty folder. */
export function writeStandInDist(platform: PackedPlatform, folder: string): void {
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  };
  if (platform === 'mac') {
    const contents = 'Electron.app/Contents';
    write(`${contents}/Info.plist`, plist('Electron'));
    write(`${contents}/MacOS/Electron`, 'not a program');
    write(`${contents}/Frameworks/Electron Framework.framework/Electron Framework`, fuseWire());
    for (const kind of MAC_HELPERS) {
      const name = `Electron Helper${kind}`;
      write(`${contents}/Frameworks/${name}.app/Contents/Info.plist`, plist(name));
      write(`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, 'not a program');
    }
    mkdirSync(path.join(folder, contents, 'Resources'), { recursive: true });
    return;
  }
  write('LICENSE', 'The licence of Electron');
  write('locales/en-US.pak', '');
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  if (platform === 'win') write('electron.exe', windowsBinary());
  else write('electron', fuseWire());
}

/** The fuses of a packed binary, in the order of Electron's schema: `0` off, `1` on. */
export function readFuses(binary: Uint8Array): string {
  const text = Buffer.from(binary).toString('latin1');
  const at = text.indexOf(SENTINEL) + SENTINEL.length;
  if (at < SENTINEL.length) throw new Error('There are no fuses in the packed binary.');
  return text.slice(at + 2, at + 2 + text.charCodeAt(at + 1));
}

function fuseWire(): Buffer {
  const head = Buffer.from([1, FUSES_AS_SHIPPED.length]);
  return Buffer.concat([Buffer.from(SENTINEL), head, Buffer.from(FUSES_AS_SHIPPED)]);
}

/** A binary without code that has what electron-builder edits: a version, and resources. */
function windowsBinary(): Buffer {
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  executable.setExtraData(new Uint8Array(fuseWire()).buffer);
  return Buffer.from(executable.generate());
}

function plist(name: string): string {
  const pairs = Object.entries({ CFBundleExecutable: name, CFBundleName: name }).map(
    ([key, value]) => `<key>${key}</key><string>${value}</string>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${pairs.join('')}</dict></plist>`;
}
