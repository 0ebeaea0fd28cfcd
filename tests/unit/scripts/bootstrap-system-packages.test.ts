// What a machine without TeX and without a browser is told, and what apt is asked for.
// Invariant: one plain line for each thing that is missing, with all that has to be installed.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureSystem } from '../../../scripts/bootstrap/system-packages.mjs';
import { onlyIf } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const TEX = 'texlive-latex-base texlive-latex-recommended texlive-bibtex-extra biber';
const TEX_PROGRAMS = 'pdflatex, xetex, bibtex, biber, kpsewhich';
const isRoot = process.getuid?.() === 0;
const isDebian =
  existsSync('/etc/os-release') &&
  /^ID(?:_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'));
const debian = onlyIf(isRoot && isDebian, 'as root on Debian');

let root = '';
let programs = '';
let said = '';

beforeEach(() => {
  root = makeTempDir('system');
  programs = path.join(root, 'bin');
  mkdirSync(programs);
  said = '';
  // Nothing is installed: PATH has one folder, and there is nothing in it.
  vi.stubEnv('PATH', programs);
  vi.stubEnv('COMPANION_NO_SYSTEM_INSTALL', undefined);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

describe('a machine without any TeX', () => {
  it('is told the line that brings it, whole, and that tests are skipped', async () => {
    await ensureSystem(root);
    expect(said.split('\n')).toEqual([
      `Missing: ${TEX_PROGRAMS}. The tests that need it are skipped; on Debian it comes with ` +
        `\`apt-get install --no-install-recommends ${TEX}\` as root.`,
      'Missing: WenQuanYi Micro Hei. The tests that need it are skipped; on Debian it comes with ' +
        '`apt-get install --no-install-recommends fonts-wqy-microhei fontconfig` as root.',
      'Missing: pandoc. The tests that need it are skipped; on Debian it comes with ' +
        '`apt-get install --no-install-recommends pandoc` as root.',
      'Missing: chromium. The tests that need it are skipped; on Debian it comes with ' +
        '`apt-get install --no-install-recommends chromium fonts-dejavu-core` as root.',
      '',
    ]);
  });

  it('is told no more than what is missing where installing is forbidden', async () => {
    vi.stubEnv('COMPANION_NO_SYSTEM_INSTALL', '1');
    await ensureSystem(root);
    expect(said).toContain(`Missing: ${TEX_PROGRAMS}. COMPANION_NO_SYSTEM_INSTALL=1 forbids`);
    expect(said).not.toContain('apt');
  });

  it.skipIf(debian.isMissing)(
    `has apt asked for the same packages, and says so before ${debian.note}`,
    async () => {
      const asked = path.join(root, 'asked');
      const apt = path.join(programs, 'apt-get');
      writeFileSync(apt, `#!/bin/sh\necho "$@" >> '${asked}'\n`);
      chmodSync(apt, 0o755);
      await ensureSystem(root);
      expect(readFileSync(asked, 'utf8')).toContain(` install -y --no-install-recommends ${TEX}\n`);
      const [first = ''] = said.split('\n');
      expect(first).toBe(`Installing TeX Live and biber for the tests through apt: ${TEX} …`);
      expect(said).toContain(`Still missing: ${TEX_PROGRAMS}. What apt says is above.`);
    },
  );
});
