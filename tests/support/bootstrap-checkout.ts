// A small checkout in a temp folder, with our real bootstrap, build and lint of nothing: for tests
// of what happens before the product starts. Its node_modules are links into the real ones.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeTempDir } from './temp-dir.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Prints what it was given, and does what the first argument says. */
const PROGRAM = `
const [verb, value] = process.argv.slice(2);
// Before the first word on stdout: whoever waits for that may send a signal at once.
if (verb === 'wait') process.on('SIGTERM', () => process.exit(7));
console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), node: process.version }));
if (verb === 'exit') process.exit(Number(value));
if (verb === 'echo') process.stdin.pipe(process.stdout);
if (verb === 'wait') setInterval(() => {}, 1000);
`;

/** Stands for npm: notes each run, makes noise on stdout, then links the real packages. */
const FAKE_NPM = `
const fs = require('node:fs');
const path = require('node:path');
const real = ${JSON.stringify(path.join(ROOT, 'node_modules'))};
const runs = fs.existsSync('npm-runs.txt') ? fs.readFileSync('npm-runs.txt', 'utf8') : '';
fs.writeFileSync('npm-runs.txt', runs + process.execPath + ' ' + process.argv.slice(2).join(' ') + '\\n');
const skipsNative = fs.existsSync('npm-skips-native') && runs === '';
console.log('noise of npm on stdout');
if (fs.existsSync('npm-fails')) process.exit(3);
setTimeout(() => {
  fs.mkdirSync('node_modules', { recursive: true });
  for (const name of fs.readdirSync(real)) {
    const link = path.join('node_modules', name);
    if (!name.startsWith('.') && !fs.existsSync(link)) fs.symlinkSync(path.join(real, name), link);
  }
  const record = JSON.parse(fs.readFileSync(path.join(real, '.package-lock.json'), 'utf8'));
  if (skipsNative) {
    for (const [name, entry] of Object.entries(record.packages)) {
      if (entry.optional && name.includes('/@rolldown/')) delete record.packages[name];
    }
  }
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify(record));
}, 300);
`;

/** What a started bootstrap did. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout whose dependencies are yet to be installed, and whose product is yet to be built. */
export function makeCheckout(): string {
  const root = makeTempDir('checkout');
  cpSync(path.join(ROOT, 'scripts'), path.join(root, 'scripts'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json', 'electron.vite.config.ts']) {
    cpSync(path.join(ROOT, name), path.join(root, name));
  }
  mkdirSync(path.join(root, 'src/main/hosts/cli'), { recursive: true });
  writeFileSync(path.join(root, 'src/main/hosts/cli/main.ts'), PROGRAM);
  writeFileSync(path.join(root, 'src/main/index.ts'), 'console.log(1);\n');
  mkdirSync(path.join(root, 'src/main/worker'));
  writeFileSync(path.join(root, 'src/main/worker/worker.ts'), 'console.log(2);\n');
  mkdirSync(path.join(root, 'npm'));
  writeFileSync(path.join(root, 'npm/package.json'), '{ "type": "commonjs" }');
  writeFileSync(path.join(root, 'npm/npm-cli.js'), FAKE_NPM);
  return root;
}

/** Links the real packages into a checkout, without telling the bootstrap. */
export function linkPackages(root: string): void {
  const real = path.join(ROOT, 'node_modules');
  mkdirSync(path.join(root, 'node_modules'));
  for (const name of readdirSync(real)) {
    if (!name.startsWith('.') || name === '.package-lock.json') {
      symlinkSync(path.join(real, name), path.join(root, 'node_modules', name));
    }
  }
}

/** Starts `bootstrap.mjs` the way npm would, with our stand-in for npm. */
export function startBootstrap(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly outcome: Promise<Outcome> } {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/.test(name));
  const child = spawn(process.execPath, [path.join(root, 'scripts/bootstrap.mjs'), ...args], {
    cwd: root,
    env: {
      ...Object.fromEntries(inherited),
      npm_execpath: path.join(root, 'npm/npm-cli.js'),
      npm_node_execpath: process.execPath,
      ...env,
    },
  });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, ...output });
    });
  });
  return { child, outcome };
}
