// Asks doi.org for the record of a DOI, over the network that the host gives.
// Invariant: nothing is sent but the DOI (in the address), the kind of answer that is wanted and the program's name; only
// https; an answer comes from doi.org or from one of the registers of DOIs, never from a page of a publisher.
import { AppError } from '../../shared/contract/errors.ts';
import type { HttpAnswer, Transport } from '../atlas/site/transport.ts';
import { hasDoiForm } from '../export/text/identifiers.ts';
import { readRecords, type ReadRecords } from './read-records.ts';
import { userAgent } from '../user-agent.ts';

const RESOLVER = 'https://doi.org/';
/** The register that a resolver names, by its domain: Crossref, DataCite, mEDRA, JaLC, KISTI, and the resolver itself. */
const REGISTERS = [
  'doi.org',
  'crossref.org',
  'datacite.org',
  'medra.org',
  'japanlinkcenter.org',
  'kisti.re.kr',
];
const ACCEPT = 'application/vnd.citationstyles.csl+json';
const MAX_REDIRECTS = 5;
const MAX_BYTES = 2_000_000;
const TIMEOUT_MS = 15_000;

export interface LookUpTools {
  readonly transport: Transport;
  readonly version: string;
  readonly signal: AbortSignal;
}

/**
 * What the register of a DOI (bare, `10.…`) has.
 * @throws AppError `invalid-input`, `not-found`, `source-unreachable`, `source-refused`, `aborted`
 */
export async function lookUpDoi(doi: string, tools: LookUpTools): Promise<ReadRecords> {
  const text = await fetchRecord(doi, tools);
  try {
    return await readRecords(text, 'csl-json');
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw refused(doi, 'the answer cannot be read as a record', cause);
  }
}

async function fetchRecord(doi: string, tools: LookUpTools): Promise<string> {
  const answer = await follow(addressOf(doi), doi, tools);
  if (answer.status === 404 || answer.status === 410) {
    throw new AppError(
      'not-found',
      `The DOI ${doi} is not registered, says doi.org. Nothing was changed. Look at the paper for the right one.`,
      { ref: doi },
    );
  }
  if (answer.status !== 200) throw refused(doi, `it answered ${answer.status}`);
  const type = answer.headers.get('content-type') ?? '';
  if (!/\bjson\b/iu.test(type)) throw refused(doi, 'the answer is no record of a paper');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(answer.bytes);
  } catch (cause) {
    throw refused(doi, 'the answer is in an encoding that is not its own', cause);
  }
}

/** @throws AppError `invalid-input` for what is no DOI, or would be another address than its own */
function addressOf(doi: string): URL {
  const parts = doi.split('/');
  const isPath = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!hasDoiForm(doi) || doi.length > 500 || !isPath) {
    throw new AppError(
      'invalid-input',
      `“${doi.slice(0, 80)}” does not have the form of a DOI (10.1234/abc), so nothing was asked for and nothing was changed.`,
      { ref: 'doi' },
    );
  }
  return new URL(parts.map(encodeURIComponent).join('/'), RESOLVER);
}

type Answer = Extract<HttpAnswer, { kind: 'answer' }>;

async function follow(start: URL, doi: string, tools: LookUpTools): Promise<Answer> {
  let url = start;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const answer = await ask(url, doi, tools);
    const location = isRedirect(answer.status) ? answer.headers.get('location') : null;
    if (location === null) return answer;
    const next = URL.parse(location, url.href);
    if (next === null || !isOfRegister(next)) {
      const where =
        next === null ? 'to no address' : `to ${next.host}, which is no register of DOIs`;
      throw refused(doi, `it sends on ${where}`);
    }
    next.hash = '';
    url = next;
  }
  throw refused(doi, 'it sends on again and again');
}

async function ask(url: URL, doi: string, tools: LookUpTools): Promise<Answer> {
  const headers = {
    'user-agent': userAgent(tools.version),
    accept: ACCEPT,
  };
  const request = { url: url.href, headers, maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS };
  const answer = await carry(request, tools);
  if (answer.kind === 'answer') return answer;
  if (answer.reason === 'too-large') throw refused(doi, 'the answer is larger than any record');
  const what = {
    network: 'there is no connection to it',
    timeout: 'it did not answer in time',
    cut: 'the connection broke off',
  }[answer.reason];
  throw new AppError(
    'source-unreachable',
    `The DOI could not be looked up at ${url.host}: ${what}. Nothing was changed. Try again later, or paste the record.`,
    { ref: url.host, retryable: true },
  );
}

async function carry(
  request: Parameters<Transport>[0],
  { transport, signal }: LookUpTools,
): Promise<HttpAnswer> {
  try {
    return await transport(request, signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new AppError('aborted', 'Stopped. Nothing was changed.', { cause });
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function isOfRegister({ protocol, hostname, port, username, password }: URL): boolean {
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === '';
  return (
    isPlain && REGISTERS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
  );
}

function refused(doi: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'source-refused',
    `No record came for the DOI ${doi}: ${why}. Nothing was changed. Paste the record instead; most publishers' pages offer one ("cite", "export citation").`,
    { ref: doi, cause },
  );
}
