// Holds electron-builder.ts against electron-builder's schema, packs for each system without a network,
// and tests what would be packed: `npm run package:check`, `-- --list` to see the files.
// Invariant: nothing is left behind; ends with 1 where a rule of `rules.ts` is broken.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { say } from '../bootstrap/say.mjs';
import { pack } from './pack.ts';
import { complaintsAbout, type Packed } from './rules.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** One architecture each: the lists differ in the name of one file, which a test goes through. */
const TARGETS = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'mac', arch: 'arm64' },
  { platform: 'win', arch: 'x64' },
] as const;

function describePackage({ platform, arch, files }: Packed): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${platform} ${arch}: ${files.length} files, ${(bytes / 1024 / 1024).toFixed(1)} MB beside Electron`;
}

async function main(argv: readonly string[]): Promise<void> {
  // Beside the build step of `npm test`: whoever comes second waits, and finds it done.
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], {
    stdio: ['ignore', 2, 2],
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'companion-package-'));
  try {
    for (const target of TARGETS) {
      if (target.platform === 'mac' && process.platform === 'win32') {
        say('mac: electron-builder packs for macOS on macOS and Linux only; left out.');
        continue;
      }
      const packed = await pack({
        ...target,
        root: ROOT,
        folder: path.join(folder, target.platform),
      });
      say(describePackage(packed));
      if (argv.includes('--list')) {
        for (const { name, bytes } of packed.files) say(`${bytes}\t${name}`);
      }
      for (const complaint of complaintsAbout(packed)) {
        say(`${target.platform}: ${complaint}`);
        process.exitCode = 1;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
