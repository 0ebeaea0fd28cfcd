// How a second start finds the server that runs: a record in the data folder, and a proof on both sides.
// Invariant: one record a data folder; its secret is never sent, so that whoever took over a dead server's port learns nothing.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { http } from './node-http.ts';

const PROBE_MS = 2000;
const MAX_ANSWER_CHARACTERS = 10_000;

export interface RunningRecord {
  readonly pid: number;
  readonly port: number;
  readonly secret: string;
}

/** What the running server answers a second start. */
export interface FreshAddress {
  readonly address: string;
  /** A file that leads a browser to it, where one was asked for. */
  readonly file: string | null;
}

/** Where the record lies. */
export function recordPath(dataFolder: string): string {
  return join(dataFolder, 'browser-host.json');
}

/** A secret for a record of one's own. */
export function makeControlSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The Bearer credential with which a second start asks: a number used once, and the proof of the secret. */
export function controlCredential(secret: string, nonce: string): string {
  return `${nonce}.${proof(secret, `ask ${nonce}`)}`;
}

/** The nonce of a credential that knows the secret, else null. */
export function checkControlCredential(secret: string, credential: string): string | null {
  const [nonce = '', given = ''] = credential.split('.');
  return isEqual(given, proof(secret, `ask ${nonce}`)) ? nonce : null;
}

/** The server's own proof, bound to what it answers. */
export function answerProof(secret: string, nonce: string, answer: FreshAddress): string {
  return proof(secret, `answer ${nonce} ${answer.address} ${answer.file ?? ''}`);
}

function proof(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A fresh address from the server that the record of this folder names, or null where none answers. */
export async function askRunning(
  dataFolder: string,
  isToOpen: boolean,
): Promise<FreshAddress | null> {
  const record = readRecord(dataFolder);
  return record === null ? null : await ask(record, isToOpen);
}

/**
 * Makes this server the one that is found. Answers with the address of another that runs already,
 * or null when the record is ours. A record that nobody stands behind is replaced.
 */
export async function claimRecord(
  dataFolder: string,
  own: RunningRecord,
  isToOpen: boolean,
): Promise<FreshAddress | null> {
  const path = recordPath(dataFolder);
  // Two that clear away the same dead record at once settle it in the second round.
  for (let round = 0; round < 10; round += 1) {
    if (createRecord(path, own)) return null;
    const text = readText(path);
    if (text === null) continue;
    const record = parseRecord(text);
    const other = record === null ? null : await ask(record, isToOpen);
    if (other !== null) return other;
    dropDeadRecord(path, text);
  }
  return null;
}

/** Removes the record, if it is still ours. */
export function releaseRecord(dataFolder: string, own: RunningRecord): void {
  if (readRecord(dataFolder)?.secret === own.secret) {
    rmSync(recordPath(dataFolder), { force: true });
  }
}

// Written whole beside it and linked into place: it fails where there is one, and nobody reads half of it.
function createRecord(path: string, record: RunningRecord): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    // A disk without hard links (FAT): exclusive creation is what is left.
    return createExclusively(path, record);
  } finally {
    rmSync(draft, { force: true });
  }
}

function createExclusively(path: string, record: RunningRecord): boolean {
  try {
    writeFileSync(path, JSON.stringify(record), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

// Another start may have put its own record there since we read: what was taken away by mistake goes back.
function dropDeadRecord(path: string, deadText: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const text = readText(aside);
  const record = text === null || text === deadText ? null : parseRecord(text);
  rmSync(aside, { force: true });
  if (record !== null) createRecord(path, record);
}

function readRecord(dataFolder: string): RunningRecord | null {
  const text = readText(recordPath(dataFolder));
  return text === null ? null : parseRecord(text);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function parseRecord(text: string): RunningRecord | null {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return null;
  const { pid, port, secret } = value as Readonly<Record<string, unknown>>;
  const isSound =
    Number.isInteger(pid) &&
    typeof port === 'number' &&
    Number.isInteger(port) &&
    port > 0 &&
    port < 65_536 &&
    typeof secret === 'string' &&
    /^[\w-]{43}$/u.test(secret);
  return isSound ? { pid: pid as number, port, secret } : null;
}

async function ask(record: RunningRecord, isToOpen: boolean): Promise<FreshAddress | null> {
  if (!isAlive(record.pid)) return null;
  const nonce = randomBytes(16).toString('base64url');
  const text = await post(record, controlCredential(record.secret, nonce), { open: isToOpen });
  const value = text === null ? null : parseJson(text);
  if (typeof value !== 'object' || value === null) return null;
  const { address, file, proof: given } = value as Readonly<Record<string, unknown>>;
  if (typeof address !== 'string' || typeof given !== 'string') return null;
  const answer: FreshAddress = { address, file: typeof file === 'string' ? file : null };
  return isEqual(given, answerProof(record.secret, nonce, answer)) ? answer : null;
}

// Signal 0 sends nothing. EPERM: alive, and somebody else's.
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

// An agent of its own: the global one may be set to go through a proxy.
function post(record: RunningRecord, credential: string, body: object): Promise<string | null> {
  return new Promise((resolve) => {
    const request = http.request(
      {
        host: '127.0.0.1',
        port: record.port,
        method: 'POST',
        path: '/control/address',
        agent: new http.Agent(),
        timeout: PROBE_MS,
        headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (text.length > MAX_ANSWER_CHARACTERS) request.destroy();
        });
        response.once('end', () => {
          resolve(response.statusCode === 200 ? text : null);
        });
        response.once('error', () => {
          resolve(null);
        });
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => {
      resolve(null);
    });
    request.end(JSON.stringify(body));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
