// Asking the register of a DOI, over real HTTP to this computer: what is sent, where it may lead, what may come back.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { httpTransport, type Transport } from '../../../src/main/atlas/site/transport.ts';
import type { Core } from '../../../src/main/core.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'marrow-2019-breathing-during' as Slug;
const RECORD = {
  type: 'article-journal',
  title: 'Breathing during sleep in myalgic encephalomyelitis: a made-up home study',
  volume: '12',
  page: '1-9',
  'container-title': 'Another journal',
};
const JSON_TYPE = { 'content-type': 'application/vnd.citationstyles.csl+json' };

let core: Core;
let doi: string;
let asked: { readonly host: string; readonly path: string; readonly headers: unknown }[];
let answer: (host: string, response: ServerResponse, request: IncomingMessage) => void;

beforeEach(async () => {
  asked = [];
  answer = (_host, response) => response.writeHead(200, JSON_TYPE).end(JSON.stringify(RECORD));
  // Each register is the first part of the path: the host's name is all that is exchanged on the way.
  const server = createServer((request, response) => {
    const [, host = '', ...rest] = (request.url ?? '').split('/');
    asked.push({ host, path: `/${rest.join('/')}`, headers: request.headers });
    answer(host, response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const transport: Transport = (request, signal) => {
    const { host, protocol, pathname, search } = new URL(request.url);
    expect(protocol).toBe('https:');
    const url = `http://127.0.0.1:${port}/${host}${pathname}${search}`;
    return httpTransport({ ...request, url, timeoutMs: Math.min(request.timeoutMs, 500) }, signal);
  };
  core = createTestCore({ folder: makeTempDir('doi'), transport });
  onTestFinished(async () => {
    await core.close();
    server.closeAllConnections();
    server.close();
  });
  await ask(core, 'page.import', { text: samplePage() });
  await ask(core, 'settings.set', { settings: { doiLookup: true } });
  const { fields } = await ask(core, 'reference.show', { slug });
  const stated = fields.find(({ field }) => field === 'doi')?.value;
  doi = typeof stated === 'string' ? stated : '';
  expect(doi).toMatch(/^10\./u);
});

const lookUp = (given: string | null = null) =>
  core.request('reference.lookup', { slug, doi: given });
async function errorOf(given: string | null = null): Promise<{ code: string; message: string }> {
  const result = await lookUp(given);
  if (result.ok) throw new Error('it was answered');
  expect(result.error.message).toContain('othing was');
  return result.error;
}

describe('looking up a DOI', () => {
  it('is off until the reader switches it on, and then nothing was sent', async () => {
    const fresh = createTestCore({ folder: makeTempDir('doi-off') });
    expect((await ask(fresh, 'settings.get', {})).settings.doiLookup).toBe(false);
    await fresh.close();
    await ask(core, 'settings.set', { settings: { doiLookup: false } });
    expect(await errorOf()).toMatchObject({ code: 'invalid-input' });
    expect(asked).toEqual([]);
  });

  it('sends the DOI, what kind of answer is wanted and the program’s name, and proposes what comes', async () => {
    const result = await ask(core, 'reference.lookup', { slug });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      host: 'doi.org',
      path: `/${doi}`,
      headers: {
        accept: 'application/vnd.citationstyles.csl+json',
        'user-agent': "MECFSAtlasCompanion/0.0.0-test (a reader's offline copy)",
      },
    });
    const names = Object.keys(asked[0]?.headers ?? {}).sort();
    expect(names).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    expect(result).toMatchObject({
      ...{ kind: 'doi', source: `register of DOIs, ${doi}`, record: 1 },
      match: { verdict: 'same' },
    });
    const volume = result.proposal.find(({ field }) => field === 'volume');
    expect(volume).toMatchObject({ present: null, proposed: '12', suggested: true });
    const shown = await ask(core, 'reference.show', { slug });
    expect(shown.fields.every(({ from }) => from !== 'reader')).toBe(true);
  });

  it('follows to a register of DOIs, and nowhere else', async () => {
    const sendTo = (address: string) => {
      answer = (host, response) =>
        host === 'doi.org'
          ? response.writeHead(302, { location: address }).end()
          : response.writeHead(200, JSON_TYPE).end(JSON.stringify(RECORD));
    };
    sendTo('https://api.crossref.org/v1/works/x/transform');
    expect((await lookUp()).ok).toBe(true);
    expect(asked.map(({ host }) => host)).toEqual(['doi.org', 'api.crossref.org']);
    for (const address of [
      'https://publisher.example.org/paper',
      'https://evilcrossref.org/x',
      'https://crossref.org.example.org/x',
      'https://crossref.org:8443/x',
      'https://user:word@crossref.org/x',
      'http://data.crossref.org/x',
      'https://127.0.0.1/x',
      'file:///etc/passwd',
      'https://',
    ]) {
      asked = [];
      sendTo(address);
      expect(await errorOf(), address).toMatchObject({ code: 'source-refused' });
      expect(asked, address).toHaveLength(1);
    }
    sendTo('https://doi.org/again');
    expect((await errorOf()).message).toContain('again and again');
  });

  it.each([
    [404, JSON_TYPE, '', 'not-found'],
    [500, JSON_TYPE, '', 'source-refused'],
    [406, JSON_TYPE, '', 'source-refused'],
    [200, { 'content-type': 'text/html' }, '<html></html>', 'source-refused'],
    [200, JSON_TYPE, 'not json', 'source-refused'],
    [200, JSON_TYPE, '[]', 'source-refused'],
    [200, JSON_TYPE, Buffer.from('{"title":"caf\xe9"}', 'latin1'), 'source-refused'],
    [200, JSON_TYPE, `"${'x'.repeat(2_100_000)}"`, 'source-refused'],
  ] as const)(
    'that is answered with %i %j is an error in words',
    async (status, headers, body, code) => {
      answer = (_host, response) => response.writeHead(status, headers).end(body);
      expect(await errorOf()).toMatchObject({ code });
    },
  );

  it('that is not answered, or breaks off, can be tried again', async () => {
    answer = () => undefined;
    expect(await errorOf()).toMatchObject({ code: 'source-unreachable', retryable: true });
    answer = (_host, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' }).write('{');
      response.destroy();
    };
    expect(await errorOf()).toMatchObject({ code: 'source-unreachable' });
  });

  it('whose record is of another paper says so', async () => {
    answer = (_host, response) =>
      response.writeHead(200, JSON_TYPE).end(JSON.stringify({ title: 'Another', DOI: '10.1/x' }));
    const result = await ask(core, 'reference.lookup', { slug });
    expect(result.match?.verdict).toBe('other');
  });

  it.each(['10.1234/../../other', '10.1234/a//b', '10.1234/ a', 'https://example.org', ''])(
    'asks for nothing that is no DOI: %j',
    async (given) => {
      expect(await errorOf(given)).toMatchObject({ code: 'invalid-input' });
      expect(asked).toEqual([]);
    },
  );

  it('keeps the signs of a DOI within its address', async () => {
    await lookUp('10.1002/(SICI)1097<275::AID>3.0.CO;2-#?x');
    expect(asked[0]?.path).toBe('/10.1002/(SICI)1097%3C275%3A%3AAID%3E3.0.CO%3B2-%23%3Fx');
  });
});
