// Draws the program's icons from src/renderer/icon.svg: `npm run icons`. Chromium draws, and this file puts
// the pictures into the containers of Windows and macOS.
// Invariant: what is committed in packaging/ comes from here; who packs needs no drawing program.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findBrowser } from './bootstrap/system-packages.mjs';

const ROOT = path.dirname(import.meta.dirname);
const PACKAGING = path.join(ROOT, 'packaging');
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** The names of PNG pictures in an icon of macOS (https://en.wikipedia.org/wiki/Apple_Icon_Image_format). */
const MAC_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

async function draw(browser: Browser, sizes: readonly number[]): Promise<Map<number, Buffer>> {
  const page = await browser.newPage();
  const svg = readFileSync(path.join(ROOT, 'src/renderer/icon.svg'), 'utf8');
  const pictures = new Map<number, Buffer>();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0">${svg.replace('<svg', `<svg style="display:block" width="${size}" height="${size}"`)}</body>`,
    );
    pictures.set(size, await page.screenshot({ type: 'png', omitBackground: true }));
  }
  return pictures;
}

interface Picture {
  readonly size: number;
  readonly png: Buffer;
}

/** A directory of pictures, then the pictures (https://en.wikipedia.org/wiki/ICO_(file_format)). */
function windowsIcon(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [place, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * place;
    // One byte: 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

function macIcon(pictures: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const blocks = pictures.flatMap(({ type, png }) => [block(type, png.length + 8), png]);
  const bytes = blocks.reduce((sum, { length }) => sum + length, 8);
  return Buffer.concat([block('icns', bytes), ...blocks]);
}

function block(type: string, bytes: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(bytes, 4);
  return head;
}

async function main(): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('Chromium draws the icons, and there is none.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const sizes = [...new Set([...LINUX_SIZES, ...WINDOWS_SIZES, ...MAC_TYPES.map(([, n]) => n)])];
  const drawn = await draw(browser, sizes);
  await browser.close();
  const png = (size: number): Buffer => drawn.get(size) ?? Buffer.alloc(0);
  mkdirSync(path.join(PACKAGING, 'icons'), { recursive: true });
  for (const size of LINUX_SIZES) {
    writeFileSync(path.join(PACKAGING, `icons/${size}x${size}.png`), png(size));
  }
  const windows = WINDOWS_SIZES.map((size) => ({ size, png: png(size) }));
  writeFileSync(path.join(PACKAGING, 'icon.ico'), windowsIcon(windows));
  const mac = MAC_TYPES.map(([type, size]) => ({ type, png: png(size) }));
  writeFileSync(path.join(PACKAGING, 'icon.icns'), macIcon(mac));
}

await main();
